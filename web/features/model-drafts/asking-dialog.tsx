import { inboxRoute } from '@interlock/contract/inbox.ts';
import { type Draft, listDraftsRoute, proposeDraftRoute, returnDraftRoute } from '@interlock/contract/model-drafts.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';

type Props = {
  kind: 'propose' | 'return' | 'take_back';
  /** Whether somebody else can publish it, and so must. */
  othersMayPublish?: boolean;
  at: { modelId: string; version: number };
  onAnswer: (draft: Draft) => void;
  onClose: () => void;
};

const titles = {
  propose: () => t`Propose it`,
  return: () => t`Send it back`,
  take_back: () => t`Take it back`,
};

const afterwards = (othersMayPublish: boolean): string =>
  othersMayPublish
    ? t`What was proposed can then be published no more. It is proposed anew, and published by an administrator who did not write on it: if you write, by another than you.`
    : t`What was proposed can then be published no more. It is proposed anew, and you publish it alone.`;

/** A draft is proposed, or sent back to those who wrote it, with words; or they take it back themselves. */
export function AskingDialog({ kind, othersMayPublish = true, at, onAnswer, onClose }: Props) {
  const [words, setWords] = useState('');
  const send = useAction(async (said: string, key) => {
    const answer =
      kind === 'propose'
        ? await call(proposeDraftRoute, { ...at, note: said }, { key })
        : await call(returnDraftRoute, { ...at, words: said }, { key });
    onAnswer(answer);
    await outdated(listDraftsRoute, inboxRoute);
    onClose();
  });
  return (
    <Dialog
      title={titles[kind]()}
      {...(kind !== 'propose' && { describe: afterwards(othersMayPublish) })}
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run(words);
        }}
      >
        <RefusalNote refusal={send.refusal} />
        {kind !== 'take_back' && (
          <Textarea
            label={kind === 'propose' ? t`What is otherwise, and why` : t`Why`}
            value={words}
            error={fieldErrors(send.refusal)('words')}
            onChange={setWords}
          />
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={send.busy}>
            {titles[kind]()}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
