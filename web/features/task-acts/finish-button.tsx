import type { Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { useTaskAct } from '../tasks/index.ts';
import { asksToFinish } from './asks-to-finish.ts';

const FinishDialog = lazy(() => import('./finish-dialog.tsx'));

type Props = {
  changeId: string;
  task: Task;
  quiet?: boolean;
  /** Right after its last line was ticked: it says which task, and Enter ends it. */
  here?: boolean;
};

/** Ends a task: at once where that asks nothing. */
export function FinishButton({ changeId, task, quiet = false, here = false }: Props) {
  const [asking, setAsking] = useState(false);
  const act = useTaskAct(changeId);
  const { number } = task;
  return (
    <>
      <Button
        kind={quiet ? 'plain' : 'primary'}
        busy={act.busy}
        autoFocus={here}
        aria-label={t`Finish ${number}`}
        onClick={() => (asksToFinish(task) ? setAsking(true) : void act.run({ act: 'finish', task }))}
      >
        {here ? t`Finish ${number}` : t`Finish`}
      </Button>
      {act.refusal && (
        <div className="basis-full">
          <RefusalNote refusal={act.refusal} />
        </div>
      )}
      <Suspense>{asking && <FinishDialog changeId={changeId} task={task} onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}
