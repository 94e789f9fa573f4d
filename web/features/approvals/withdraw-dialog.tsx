import type { Round } from '@interlock/contract/approvals.ts';
import { withdrawVoteRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { WordsDialog } from '../../ui/overlays/words-dialog.tsx';

type Props = {
  change: Pick<ChangeDetail, 'id' | 'number' | 'version'>;
  round: Round;
  onDone: (change: ChangeDetail) => Promise<void>;
};

/** The box for the words with which a yes is taken back. */
export default function WithdrawDialog({ change, round, onDone, onClose }: Props & { onClose: () => void }) {
  const { number } = change;
  const withdraw = useAction(async (written: string, key) => {
    const input = { changeId: change.id, version: change.version, roundId: round.id, words: written };
    await onDone(await call(withdrawVoteRoute, input, { key }));
    say(t`Your yes to ${number} is taken back.`);
    onClose();
  });
  return (
    <WordsDialog
      title={t`Take back my yes`}
      describe={t`The round asks again, and a change that had gone on comes back to it. Both votes stay on record.`}
      label={t`Why?`}
      does={t`Take it back`}
      danger
      sending={withdraw}
      onClose={onClose}
    />
  );
}
