/** What the list of changes is narrowed to, as it stands in the address: several values are joined by commas. */
export const filterNames = [
  'q',
  'state',
  'model',
  'priority',
  'category',
  'risk',
  'outcome',
  'assignee',
  'requester',
  'coordinator',
  'team',
  'plannedFrom',
  'plannedTo',
  'planned',
  'endsFrom',
  'endsTo',
  'raisedFrom',
  'raisedTo',
  'closedFrom',
  'closedTo',
  'missed',
  'imported',
  'onHold',
  'restricted',
  'template',
  'templateVersion',
  'sort',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** How it is shown: `layout` board, in groups, and `view` all where it does not begin with one's own view. */
const lookNames = ['layout', 'group', 'view'] as const;
export type Look = Partial<Record<(typeof lookNames)[number], string>>;
export type ListSearch = Filters & Look;

const among = <N extends string>(names: readonly N[], raw: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = raw[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  ) as Partial<Record<N, string>>;

/** Reads filters from an address; what is not a filter is dropped. */
export const filtersOf = (raw: Readonly<Record<string, unknown>>): Filters => among(filterNames, raw);
export const lookOf = (raw: Readonly<Record<string, unknown>>): Look => among(lookNames, raw);
export const searchOf = (raw: Readonly<Record<string, unknown>>): ListSearch => ({ ...filtersOf(raw), ...lookOf(raw) });

export const valuesOf = (joined: string | undefined): string[] => joined?.split(',').filter(Boolean) ?? [];

/** A value put in or taken out of a filter that holds several. */
export function toggled(joined: string | undefined, value: string): string | undefined {
  const values = valuesOf(joined);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return next.length > 0 ? next.join(',') : undefined;
}

/** A span within what the list is narrowed to already: the later beginning and the earlier end. */
export function plannedWithin(
  { plannedFrom, plannedTo }: Filters,
  { from, to }: { from: string; to: string },
): Filters {
  return {
    plannedFrom: plannedFrom && Date.parse(plannedFrom) > Date.parse(from) ? plannedFrom : from,
    plannedTo: plannedTo && Date.parse(plannedTo) < Date.parse(to) ? plannedTo : to,
  };
}

/** The filters with some of them written anew; what is empty is left out. */
export const withFilters = (filters: Filters, over: { [K in FilterName]?: string | undefined }): Filters =>
  filtersOf({ ...filters, ...over });
