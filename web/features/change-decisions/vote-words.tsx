import type { Round } from '@interlock/contract/approvals.ts';
import { askAboutChangeRoute, rejectChangeRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { WordsDialog } from '../../ui/overlays/words-dialog.tsx';
import { ballotOf } from '../approvals/index.ts';

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
    <WordsDialog
      title={asks ? t`Ask for information` : t`Reject ${number}`}
      describe={
        asks
          ? t`The initiator finds your question in their inbox. The round stays open.`
          : t`Say why, so that the initiator knows what to mend. Your vote stays on record.`
      }
      label={asks ? t`What do you need to know?` : t`Why not?`}
      does={asks ? t`Ask` : t`Reject`}
      danger={!asks}
      sending={send}
      onClose={onClose}
    />
  );
}
