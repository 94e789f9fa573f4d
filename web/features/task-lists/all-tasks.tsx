import { t } from '@lingui/core/macro';
import { Button, ShowMore } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TaskRow } from './task-row.tsx';
import { type Narrowed, useTaskRows } from './use-task-rows.ts';

type Props = { narrowed: Narrowed; onClear: (() => void) | undefined; onOpen: (number: string) => void };

/** Every task that one may see, newest first. */
export function AllTasks({ narrowed, onClear, onOpen }: Props) {
  const found = useTaskRows(narrowed);
  if (found.isPending) return <Skeleton rows={8} />;
  if (found.isError && found.rows.length === 0) {
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.rows.length === 0) {
    return (
      <EmptyState action={onClear && <Button onClick={onClear}>{t`Clear filters`}</Button>}>
        {onClear
          ? t`No task matches these filters.`
          : t`There are no tasks yet. They are planned on the page of a change.`}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t`Tasks`} className="rounded-lg border border-line bg-surface shadow-card">
        {found.rows.map((row) => (
          <TaskRow key={row.id} row={row} onOpen={() => onOpen(row.number)} />
        ))}
      </ul>
      <ShowMore list={found} />
    </div>
  );
}
