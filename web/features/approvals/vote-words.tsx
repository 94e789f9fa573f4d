import type { Round } from '@interlock/contract/approvals.ts';
import { askAboutChangeRoute, rejectChangeRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { say } from '../../lib/notices.ts';
import { useAction } from '../../lib/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogButtons } from '../../ui/dialog.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { ballotOf } from './my-round.ts';

export type Said = 'ask' | 'reject';
type Props = {
  change: ChangeDetail;
  round: Round;
  said: Said;
  onDone: (change: ChangeDetail) => Promise<void>;
  onClose: () => void;
};

/** The box for a no or a question. It sends nothing without words. */
export default function VoteWords({ change, round, said, onDone, onClose }: Props) {
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const { number } = change;
  const vote = ballotOf(change, round);
  const send = useAction(async (written: string, key) => {
    const answer =
      said === 'ask'
        ? await call(askAboutChangeRoute, { ...vote, words: written }, { key })
        : await call(rejectChangeRoute, { ...vote, comment: written }, { key });
    await onDone(answer);
    say(said === 'ask' ? t`Your question is asked; the round stays open.` : t`You rejected ${number}.`);
    onClose();
  });
  const asks = said === 'ask';
  return (
    <Dialog
      title={asks ? t`Ask for information` : t`Reject ${number}`}
      describe={
        asks
          ? t`The initiator finds your question in their inbox. The round stays open.`
          : t`Say why, so that the initiator knows what to mend. Your vote stays on record.`
      }
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim() === '') setMissing(true);
          else void send.run(words);
        }}
      >
        <RefusalNote refusal={send.refusal} />
        <Textarea
          label={asks ? t`What do you need to know?` : t`Why not?`}
          required
          autoFocus
          value={words}
          error={missing && words.trim() === '' ? t`Write it in words first.` : undefined}
          onChange={setWords}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind={asks ? 'primary' : 'danger'} busy={send.busy}>
            {asks ? t`Ask` : t`Reject`}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
