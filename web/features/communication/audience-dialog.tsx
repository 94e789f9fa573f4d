import {
  type AnnouncementAudience,
  addAudienceRoute,
  editAudienceRoute,
  listAudiencesRoute,
} from '@interlock/contract/announcements.ts';
import { listChatsRoute } from '@interlock/contract/deliveries.ts';
import type { GroupRef } from '@interlock/contract/shared.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call, type InputOf } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { GroupPicker } from '../identity/index.ts';

type Props = { audience: AnnouncementAudience | null; onClose: () => void };

/** Where an audience is reached: groups of the house, rooms, and any mail addresses. */
export function AudienceDialog({ audience, onClose }: Props) {
  const [name, setName] = useState(audience?.name ?? '');
  const [addresses, setAddresses] = useState(audience?.addresses.join('\n') ?? '');
  const [groups, setGroups] = useState<GroupRef[]>(audience?.groups ?? []);
  const [chatIds, setChatIds] = useState(audience?.chatIds ?? []);
  const rooms = useQuery(reads(listChatsRoute, { limit: 200 })).data?.items ?? [];
  const save = useAction(async (input: InputOf<typeof addAudienceRoute>, key) => {
    if (audience) {
      const { id: audienceId, version } = audience;
      await call(editAudienceRoute, { audienceId, version, ...input }, { key });
    } else await call(addAudienceRoute, input, { key });
    await outdated(listAudiencesRoute);
    say(t`Saved.`);
    onClose();
  });
  const form = useFocusOnError(save.refusal);
  const errorAt = fieldErrors(save.refusal);
  const given = addresses.split(/[\s,;]+/).filter(Boolean);
  const faulty = given.findIndex((_one, at) => errorAt(`addresses.${at}`) !== undefined);
  const fault = faulty < 0 ? undefined : `${given[faulty]}: ${errorAt(`addresses.${faulty}`)}`;
  return (
    <Dialog title={audience ? t`Edit the audience` : t`Add an audience`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ name, addresses: given, groupIds: groups.map(({ id }) => id), chatIds });
        }}
      >
        <RefusalNote refusal={save.refusal} />
        <TextInput label={t`Name`} required value={name} error={errorAt('name')} onChange={setName} />
        <Textarea
          label={t`Mail addresses`}
          hint={t`One a line: lists such as everybody@example.org, or people who do not sign in here.`}
          value={addresses}
          error={fault ?? errorAt('addresses')}
          onChange={setAddresses}
        />
        <Groups groups={groups} onChange={setGroups} />
        {rooms.length > 0 && (
          <Checkboxes
            label={t`Rooms that get a post`}
            chosen={chatIds}
            options={rooms.map(({ id, name: room }) => ({ value: id, label: room }))}
            onChange={setChatIds}
          />
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function Groups({ groups, onChange }: { groups: GroupRef[]; onChange: (groups: GroupRef[]) => void }) {
  return (
    <div className="flex flex-col gap-2">
      <GroupPicker
        label={t`Groups whose members are told`}
        value={null}
        onChange={(group) => {
          if (group && !groups.some(({ id }) => id === group.id)) onChange([...groups, group]);
        }}
      />
      {groups.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {groups.map((group) => (
            <li key={group.id} className="inline-flex items-center gap-1 rounded-md bg-hover pl-2 text-sm">
              {group.name}
              <IconButton
                label={t`Take out ${group.name}`}
                onClick={() => onChange(groups.filter(({ id }) => id !== group.id))}
              >
                <X size={14} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
