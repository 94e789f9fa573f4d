import { showTaskRoute } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../../lib/calls/query.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { StateBadge } from '../../ui/glyphs/state-glyph.tsx';
import { Drawer } from '../../ui/overlays/drawer.tsx';
import { At } from '../../ui/values/time.tsx';
import { TaskCard } from '../change-tasks/index.ts';

/** One task with all that can be done with it, beside the list that it was opened from. */
export default function TaskDrawer({ number, onClose }: { number: string; onClose: () => void }) {
  const found = useQuery({ ...reads(showTaskRoute, { taskId: number }), refetchInterval: 30_000 });
  return (
    <Drawer title={found.data ? `${number} ${found.data.task.title}` : number} onClose={onClose}>
      {found.isPending && <Skeleton rows={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <div className="flex flex-col gap-1.5 border-b border-line px-4 py-3 text-sm">
            <Link
              to="/changes/$number"
              params={{ number: found.data.change.number }}
              className="break-words text-accent underline underline-offset-2"
            >
              {found.data.change.number} {found.data.change.title}
            </Link>
            <span className="flex flex-wrap items-center gap-3">
              <StateBadge state={found.data.change.state} />
              {found.data.task.due && (
                <span className="text-xs text-fg-2">
                  {t`Due`} <At at={found.data.task.due} />
                </span>
              )}
            </span>
          </div>
          <TaskCard changeId={found.data.change.id} task={found.data.task} kindShown />
        </>
      )}
    </Drawer>
  );
}
