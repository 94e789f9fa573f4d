import type { Round } from '@interlock/contract/approvals.ts';
import { withdrawVoteRoute } from '@interlock/contract/change-flow.ts';
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

type Props = {
  change: Pick<ChangeDetail, 'id' | 'number' | 'version'>;
  round: Round;
  onDone: (change: ChangeDetail) => Promise<void>;
};

/** The box for the words with which a yes is taken back. */
export default function WithdrawDialog({ change, round, onDone, onClose }: Props & { onClose: () => void }) {
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const { number } = change;
  const withdraw = useAction(async (written: string, key) => {
    const input = { changeId: change.id, version: change.version, roundId: round.id, words: written };
    await onDone(await call(withdrawVoteRoute, input, { key }));
    say(t`Your yes to ${number} is taken back.`);
    onClose();
  });
  return (
    <Dialog
      title={t`Take back my yes`}
      describe={t`The round asks again, and a change that had gone on comes back to it. Both votes stay on record.`}
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim() === '') setMissing(true);
          else void withdraw.run(words);
        }}
      >
        <RefusalNote refusal={withdraw.refusal} />
        <Textarea
          label={t`Why?`}
          required
          autoFocus
          value={words}
          error={missing && words.trim() === '' ? t`Write it in words first.` : undefined}
          onChange={setWords}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="danger" busy={withdraw.busy}>{t`Take it back`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
