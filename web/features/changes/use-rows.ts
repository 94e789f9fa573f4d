import { type ChangeRow, listChangesRoute } from '@interlock/contract/changes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from '../../lib/call.ts';
import type { Filters } from './filters.ts';
import { listInput } from './list-input.ts';

/** The changes that match, page by page. */
export function useRows(filters: Filters, enabled = true) {
  const found = useInfiniteQuery({
    queryKey: [listChangesRoute.path, filters],
    queryFn: ({ pageParam, signal }) => call(listChangesRoute, listInput(filters, pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const rows: ChangeRow[] = found.data?.pages.flatMap((page) => page.items) ?? [];
  return { ...found, rows, more };
}
