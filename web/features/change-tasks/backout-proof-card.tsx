import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { backOutRoute, rehearseBackoutRoute, waiveBackoutRoute } from '@interlock/contract/task-work.ts';
import type { ChangeTasks } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { WordsDialog } from '../../ui/overlays/words-dialog.tsx';
import { At } from '../../ui/values/time.tsx';
import { keepTasks } from '../tasks/index.ts';

type Said = 'worked' | 'failed' | 'waived' | 'back';
type Props = { change: ChangeDetail; tasks: ChangeTasks };

/** Whether somebody has gone the way back, or a change manager does without; and the way back itself, while work is going on. */
export function BackoutProofCard({ change, tasks }: Props) {
  const [saying, setSaying] = useState<Said>();
  const { mayRehearse, mayWaive, mayCall, called } = tasks.backout;
  return (
    <Card title={called ? t`It is being backed out` : t`Rehearsal`}>
      <div className="flex flex-col gap-3">
        <Standing tasks={tasks} />
        {(mayRehearse || mayWaive || mayCall) && (
          <div className="flex flex-wrap gap-2">
            {mayRehearse && <Button onClick={() => setSaying('worked')}>{t`It was rehearsed`}</Button>}
            {mayRehearse && <Button kind="quiet" onClick={() => setSaying('failed')}>{t`A rehearsal failed`}</Button>}
            {mayWaive && <Button kind="quiet" onClick={() => setSaying('waived')}>{t`Do without`}</Button>}
            {mayCall && <Button kind="danger" onClick={() => setSaying('back')}>{t`Back out`}</Button>}
          </div>
        )}
      </div>
      {saying && <SayDialog change={change} said={saying} onClose={() => setSaying(undefined)} />}
    </Card>
  );
}

function Standing({ tasks }: { tasks: ChangeTasks }) {
  const { proof } = tasks.backout;
  if (!proof) {
    return (
      <p className="flex items-center gap-2 text-sm text-fg-2">
        <CircleDashed size={16} className="shrink-0 text-fg-3" aria-hidden="true" />
        {t`Nobody has gone the way back yet.`}
      </p>
    );
  }
  const { name } = proof.by;
  const failed = proof.passed === false;
  const good = proof.stands && !failed;
  const told = failed
    ? t`${name} rehearsed it, and it failed.`
    : proof.kind === 'rehearsed'
      ? t`${name} has rehearsed it.`
      : t`${name} does without a rehearsal.`;
  return (
    <div className="flex gap-2 text-sm">
      {good ? (
        <CircleCheck size={16} className="mt-0.5 shrink-0 text-low" aria-hidden="true" />
      ) : (
        <CircleX size={16} className="mt-0.5 shrink-0 text-crit" aria-hidden="true" />
      )}
      <div className="min-w-0">
        <p className="font-medium">{told}</p>
        <p className="break-words whitespace-pre-line text-fg-2">{proof.words}</p>
        <p className="text-xs text-fg-3">
          <At at={proof.at} />
        </p>
        {!proof.stands && <p className="text-crit">{t`The backout plan is another by now, so it counts no more.`}</p>}
      </div>
    </div>
  );
}

const asked: Record<Said, () => { title: string; describe: string; label: string; does: string; done: string }> = {
  worked: () => ({
    title: t`The way back was rehearsed`,
    describe: t`It holds for the backout plan as it is now.`,
    label: t`How did it go?`,
    does: t`Record the rehearsal`,
    done: t`The rehearsal is on record.`,
  }),
  failed: () => ({
    title: t`A rehearsal failed`,
    describe: t`It stays on record. Mend the plan and rehearse it again.`,
    label: t`What went wrong?`,
    does: t`Record the failure`,
    done: t`The failed rehearsal is on record.`,
  }),
  waived: () => ({
    title: t`Do without a rehearsal`,
    describe: t`It holds for the backout plan as it is now, under your name.`,
    label: t`Why is it not needed?`,
    does: t`Do without`,
    done: t`It goes without a rehearsal.`,
  }),
  back: () => ({
    title: t`Back out`,
    describe: t`What is left of the work is cancelled, and the backout tasks begin. It ends through review.`,
    label: t`What went wrong?`,
    does: t`Back out now`,
    done: t`The backout tasks have begun.`,
  }),
};

function SayDialog({ change, said, onClose }: { change: ChangeDetail; said: Said; onClose: () => void }) {
  const { title, describe, label, does, done } = asked[said]();
  const send = useAction(async (given: string, key) => {
    const read = { changeId: change.id, version: change.version, words: given };
    const answered = await (said === 'back'
      ? call(backOutRoute, read, { key })
      : said === 'waived'
        ? call(waiveBackoutRoute, read, { key })
        : call(rehearseBackoutRoute, { ...read, passed: said === 'worked' }, { key }));
    await keepTasks(change.id, answered);
    say(done);
    onClose();
  });
  return (
    <WordsDialog
      title={title}
      describe={describe}
      label={label}
      does={does}
      danger={said === 'back'}
      leave={t`Not now`}
      sending={send}
      onClose={onClose}
    />
  );
}
