import type { TaskKind } from '@interlock/contract/models.ts';
import { listTasksRoute, type TaskRow, type TaskState } from '@interlock/contract/tasks.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../lib/calls/call.ts';

export type Narrowed = { mine?: boolean; state?: readonly TaskState[]; kind?: readonly TaskKind[] };

/** Tasks page by page, newest first, looked at again while they are on screen. */
export function useTaskRows({ mine = false, state = [], kind = [] }: Narrowed) {
  const found = useInfiniteQuery({
    queryKey: [listTasksRoute.path, { mine, state, kind }],
    queryFn: ({ pageParam, signal }) =>
      call(
        listTasksRoute,
        {
          limit: 100,
          ...(pageParam && { cursor: pageParam }),
          ...(mine && { mine: 'true' }),
          ...(state.length > 0 && { state: [...state] }),
          ...(kind.length > 0 && { kind: [...kind] }),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const rows: TaskRow[] = found.data?.pages.flatMap((page) => page.items) ?? [];
  return { ...found, rows };
}
