import { t } from '@lingui/core/macro';
import { useNow } from '../../lib/formats/use-now.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { ShowMore } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { type Due, dueOf, dues, inOrderOfDue } from './due.ts';
import { TaskRow } from './task-row.tsx';
import { useTaskRows } from './use-task-rows.ts';

const dueWord: Record<Due, () => string> = {
  overdue: () => t`Overdue`,
  today: () => t`Today`,
  next: () => t`Next`,
  waiting: () => t`Not your turn yet`,
};

/** What is mine to do, by when it wants me. */
export function MyTasks({ onOpen }: { onOpen: (number: string) => void }) {
  const found = useTaskRows({ mine: true });
  const now = useNow();
  const { zone } = useViewer();
  if (found.isPending) return <Skeleton rows={8} />;
  if (found.isError && found.rows.length === 0) {
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.rows.length === 0) return <EmptyState>{t`No task waits for you.`}</EmptyState>;
  return (
    <div className="flex flex-col gap-4">
      {dues.map((due) => {
        const rows = inOrderOfDue(found.rows.filter((row) => dueOf(row, now, zone) === due));
        if (rows.length === 0) return null;
        return (
          <Card key={due} flush title={dueWord[due]()} aside={<span className="text-xs text-fg-2">{rows.length}</span>}>
            <ul>
              {rows.map((row) => (
                <TaskRow key={row.id} row={row} late={due === 'overdue'} onOpen={() => onOpen(row.number)} />
              ))}
            </ul>
          </Card>
        );
      })}
      <ShowMore list={found} />
    </div>
  );
}
