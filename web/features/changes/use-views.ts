import { listViewsRoute, type SavedView } from '@interlock/contract/views.ts';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/query.ts';
import { type Filters, filtersOf } from './filters.ts';

/** One's own views and those shared with one. */
export const useViews = () => useQuery({ ...reads(listViewsRoute, { limit: 200 }), staleTime: 30_000 });

/** A view's filters as they stand in an address. */
export const addressOf = (view: Pick<SavedView, 'filters'>): Filters =>
  filtersOf(
    Object.fromEntries(
      Object.entries(view.filters).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : String(value),
      ]),
    ),
  );

/** The view whose filters are the present ones. */
export const viewShown = (views: readonly SavedView[], filters: Filters): SavedView | undefined =>
  views.find((view) => textOf(addressOf(view)) === textOf(filters));

const textOf = (filters: Filters): string => JSON.stringify(Object.entries(filters).sort());
