import { listViewsRoute, type SavedView } from '@interlock/contract/views.ts';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import { filtersOf, type ListSearch, searchOf } from '../change-filters/index.ts';

/** One's own views and those shared with one. */
export const useViews = () => useQuery({ ...reads(listViewsRoute, { limit: 200 }), staleTime: 30_000 });

/** A view's filters and how it is shown, as they stand in an address. */
export function addressOf({
  filters,
  layout,
  grouping,
}: Pick<SavedView, 'filters' | 'layout' | 'grouping'>): ListSearch {
  const joined = Object.entries(filters).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : String(value),
  ]);
  const address = searchOf({
    ...filtersOf(Object.fromEntries(joined)),
    layout: layout === 'board' ? layout : '',
    group: grouping ?? '',
  });
  // A view of everything says so: without a word the address would lead to one's default view.
  return Object.keys(address).length > 0 ? address : { view: 'all' };
}

/** The view that is shown now. */
export const viewShown = (views: readonly SavedView[], search: ListSearch): SavedView | undefined =>
  views.find((view) => textOf(addressOf(view)) === textOf(search));

const textOf = ({ view: _view, ...search }: ListSearch): string => JSON.stringify(Object.entries(search).sort());
