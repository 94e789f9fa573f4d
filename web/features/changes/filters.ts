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
  'team',
  'imported',
  'onHold',
  'template',
  'templateVersion',
  'plannedFrom',
  'plannedTo',
  'endsFrom',
  'endsTo',
  'raisedFrom',
  'raisedTo',
  'closedFrom',
  'closedTo',
  'missed',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** Reads filters from an address; what is not a filter is dropped. */
export function filtersOf(raw: Readonly<Record<string, unknown>>): Filters {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = raw[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}

export const valuesOf = (joined: string | undefined): string[] => joined?.split(',').filter(Boolean) ?? [];

/** A value put in or taken out of a filter that holds several. */
export function toggled(joined: string | undefined, value: string): string | undefined {
  const values = valuesOf(joined);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return next.length > 0 ? next.join(',') : undefined;
}
