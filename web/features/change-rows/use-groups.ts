import { type Grouping, listChangeGroupsRoute } from '@interlock/contract/views.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import type { Filters } from '../change-filters/index.ts';
import { narrowedBy } from './list-input.ts';

/** How many changes match in each group. Asked once for all of them; each group's rows are then a list of their own. */
export function useGroupsOf(filters: Filters, by: Grouping) {
  const { zone } = useViewer();
  const { sort: _sort, ...narrowed } = narrowedBy(filters);
  return useQuery({
    ...reads(listChangeGroupsRoute, { ...narrowed, by, zone }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}
