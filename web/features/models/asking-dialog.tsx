import { inboxRoute } from '@interlock/contract/inbox.ts';
import { type Draft, listDraftsRoute, proposeDraftRoute, returnDraftRoute } from '@interlock/contract/model-drafts.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { outdated } from '../../lib/query.ts';
import { useAction } from '../../lib/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogButtons } from '../../ui/dialog.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Textarea } from '../../ui/textarea.tsx';

type Props = {
  kind: 'propose' | 'return';
  at: { modelId: string; version: number };
  onAnswer: (draft: Draft) => void;
  onClose: () => void;
};

/** A draft is proposed, or sent back to those who wrote it, with words. */
export function AskingDialog({ kind, at, onAnswer, onClose }: Props) {
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
    <Dialog title={kind === 'propose' ? t`Propose the model` : t`Back to writing`} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run(words);
        }}
      >
        <RefusalNote refusal={send.refusal} />
        <Textarea
          label={kind === 'propose' ? t`What is otherwise, and why` : t`Why`}
          value={words}
          onChange={setWords}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={send.busy}>
            {kind === 'propose' ? t`Propose it` : t`Send it back`}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
