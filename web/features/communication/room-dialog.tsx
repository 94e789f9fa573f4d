import {
  addChatRoute,
  type ChatChannel,
  chatFormats,
  editChatRoute,
  listChatsRoute,
} from '@interlock/contract/deliveries.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';

type Format = ChatChannel['format'];
type Input = { name: string; format: Format; url: string };

export const formatWord: Record<Format, () => string> = {
  slack: () => t`Slack, incoming webhook`,
  teams: () => t`Teams, workflow`,
};

/** Adds a room, or edits one. Its address goes in and never comes out again. */
export function RoomDialog({ room, onClose }: { room: ChatChannel | null; onClose: () => void }) {
  const [name, setName] = useState(room?.name ?? '');
  const [format, setFormat] = useState<Format>(room?.format ?? 'slack');
  const [url, setUrl] = useState('');
  const save = useAction(async ({ url: address, ...input }: Input, key) => {
    if (room) {
      const edit = { chatId: room.id, version: room.version, ...input, ...(address && { url: address }) };
      await call(editChatRoute, edit, { key });
    } else await call(addChatRoute, { ...input, url: address }, { key });
    await outdated(listChatsRoute);
    say(t`Saved.`);
    onClose();
  });
  const form = useFocusOnError(save.refusal);
  const errorAt = fieldErrors(save.refusal);
  return (
    <Dialog title={room ? t`Edit the room` : t`Add a room`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ name, format, url: url.trim() });
        }}
      >
        <RefusalNote refusal={save.refusal} />
        <TextInput label={t`Name`} required value={name} error={errorAt('name')} onChange={setName} />
        <Select<Format>
          label={t`Chat`}
          value={format}
          options={chatFormats.map((value) => ({ value, label: formatWord[value]() }))}
          onChange={(next) => next && setFormat(next)}
        />
        <TextInput
          label={room ? t`Another address` : t`Address`}
          type="url"
          autoComplete="off"
          required={!room}
          hint={
            room
              ? t`Empty: the address stays as it is. It is a secret and is not shown.`
              : t`The https address that the chat gave out. It is a secret: it is kept sealed and not shown again.`
          }
          value={url}
          error={errorAt('url')}
          onChange={setUrl}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
