import { type ChangeRow, listChangesRoute } from '@interlock/contract/changes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from '../../lib/calls/call.ts';
import type { Filters } from '../change-filters/index.ts';
import { listInput } from './list-input.ts';
import { useListSettings } from './list-settings.ts';

/** The changes that match, page by page; where the list shows what each waits for, they say it. */
export function useRows(filters: Filters, enabled = true) {
  const wait = useListSettings().columns.includes('wait');
  const found = useInfiniteQuery({
    queryKey: [listChangesRoute.path, filters, wait],
    queryFn: ({ pageParam, signal }) =>
      call(listChangesRoute, { ...listInput(filters, pageParam), ...(wait && { wait: 'true' }) }, { signal }),
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
