import type { ChangeDetail } from '@interlock/contract/changes.ts';
import type { ChangeTasks } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Arrival } from '../../lib/browser/arrival.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { useChangeTasks } from '../tasks/index.ts';
import { BackoutProofCard } from './backout-proof-card.tsx';
import { TaskCard } from './task-card.tsx';
import { TaskListCard } from './task-list-card.tsx';
import { WindowBar } from './window-bar.tsx';

type Props = { change: ChangeDetail };

/** The work as tasks, with the time that it takes against the window. */
export function PlanTasks({ change }: Props) {
  return (
    <WithTasks change={change}>
      {(tasks) => (
        <TaskListCard
          title={t`Tasks`}
          change={change}
          tasks={tasks}
          kinds={['implementation', 'verification', 'build', 'planning']}
          head={<WindowBar minutes={tasks.minutes} />}
          empty={t`No task says yet who does what. Add one, and paste the plan into its lines.`}
        />
      )}
    </WithTasks>
  );
}

/** The way back: its tasks, and whether somebody has gone it. */
export function BackoutTasks({ change }: Props) {
  return (
    <WithTasks change={change}>
      {(tasks) => (
        <>
          <Arrival at="rehearsal">
            <BackoutProofCard change={change} tasks={tasks} />
          </Arrival>
          <TaskListCard
            title={t`Backout tasks`}
            change={change}
            tasks={tasks}
            kinds={['backout']}
            empty={t`No task says yet who goes back, and how.`}
          />
        </>
      )}
    </WithTasks>
  );
}

/** What is tested, by whom, and what it has shown. */
export function TestTasks({ change }: Props) {
  return (
    <WithTasks change={change}>
      {(tasks) => (
        <Arrival at="evidence">
          <TaskListCard
            title={t`Tests`}
            change={change}
            tasks={tasks}
            kinds={['test']}
            empty={t`No task says yet who tests it.`}
          />
        </Arrival>
      )}
    </WithTasks>
  );
}

/** What is looked back on, once the work is over or where a review is there already. */
export function ReviewTasks({ change }: Props) {
  const tasks = useChangeTasks(change.id);
  if (!tasks.data) return null;
  const due = change.state.kind === 'review';
  if (!due && !tasks.data.tasks.some(({ kind }) => kind === 'review')) return null;
  return (
    <TaskListCard
      title={t`Review`}
      change={change}
      tasks={tasks.data}
      kinds={['review']}
      empty={t`Nobody looks back on it yet. What failed or was an emergency is not closed without.`}
    />
  );
}

/** What of a change is to be done by the one who looks, with the buttons for it. */
export function MyWork({ changeId }: { changeId: string }) {
  const tasks = useChangeTasks(changeId);
  const mine = (tasks.data?.tasks ?? []).filter(({ may }) => may.includes('start') || may.includes('finish'));
  if (mine.length === 0) return null;
  return (
    <Card flush title={t`Yours to do`}>
      <div className="divide-y divide-line">
        {mine.map((task) => (
          <TaskCard key={task.id} changeId={changeId} task={task} kindShown />
        ))}
      </div>
    </Card>
  );
}

function WithTasks({ change, children }: { change: ChangeDetail; children: (tasks: ChangeTasks) => ReactNode }) {
  const tasks = useChangeTasks(change.id);
  if (tasks.isPending) return <Skeleton rows={4} />;
  if (tasks.isError) return <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />;
  const asksAgain =
    tasks.data.planIs === 'material' &&
    tasks.data.mayAdd.length > 0 &&
    change.voids.some(({ field }) => field === 'steps');
  return (
    <div className="mt-4 flex flex-col gap-4">
      {asksAgain && (
        <p className="flex items-center gap-2 text-sm text-med">
          <TriangleAlert size={16} className="shrink-0" aria-hidden="true" />
          {t`Approvers decided, or are deciding, on these lines as they are. An edit asks them again.`}
        </p>
      )}
      {children(tasks.data)}
    </div>
  );
}
