import type { ChangeFilters } from '@interlock/contract/changes.ts';

/** What narrows a list, without where it begins and how long a page is. */
export type Narrowed = Omit<ChangeFilters, 'cursor' | 'limit' | 'sort'>;

const severals = ['state', 'model', 'priority', 'category', 'risk', 'outcome'] as const;
const MOST_BRANCHES = 36;

/** One for each way to take one value of each filter that has several; the same filters where there are too many ways. */
export function branchesOf(filters: ChangeFilters): ChangeFilters[] {
  let branches = [filters];
  for (const name of severals) {
    const values = [...new Set<unknown>(filters[name] ?? [])];
    if (values.length < 2) continue;
    branches = branches.flatMap((branch) => values.map((value) => ({ ...branch, [name]: [value] })));
    if (branches.length > MOST_BRANCHES) return [filters];
  }
  return branches;
}

/** Whether nothing that is over can match. */
export const isLive = ({ state = [] }: Narrowed): boolean =>
  state.length > 0 && state.every((kind) => kind !== 'closed' && kind !== 'cancelled');

const DAY = 86_400_000;
const SHORT_DAYS = 800;

/**
 * Whether so few changes lie in a span that they are found first and sorted then. Walking the list until it comes to a month that
 * is long past would read everything since.
 */
export function isShortSpan(filters: Narrowed, now: Date): boolean {
  return filters.missed === true || indexed.some(([, from, to]) => isShort(filters[from], filters[to], now));
}

function isShort(from: string | undefined, to: string | undefined, now: Date): boolean {
  if (from === undefined) return false;
  const end = to === undefined ? now.getTime() + 365 * DAY : Date.parse(to);
  return end - Date.parse(from) <= SHORT_DAYS * DAY;
}

/** Spans whose few changes an index finds. */
const indexed = [
  ['planned_start', 'plannedFrom', 'plannedTo'],
  ['planned_end', 'endsFrom', 'endsTo'],
  ['closed_at', 'closedFrom', 'closedTo'],
] as const;
/** Changes are numbered as they are raised, so the list comes to this span by itself. */
export const spans = [...indexed, ['created_at', 'raisedFrom', 'raisedTo']] as const;
