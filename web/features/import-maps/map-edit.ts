import { cancelReasons, categories, levels, outcomes, purposes, riskLevels } from '@interlock/contract/changes.ts';
import { type ChangeMap, keyOfCell } from '@interlock/contract/imports.ts';
import { keysOf } from '@interlock/contract/keys-of.ts';

type Fields = ChangeMap['fields'];
export type MapField = Exclude<keyof Fields, 'links'>;

/** What every change takes, then what most files have; the others come after. */
export const textFields = [
  'number',
  'title',
  'summary',
  'description',
  'reason',
  'ifNotDone',
  'systemsAffected',
  'peopleImpacted',
  'riskAssessment',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'communicationPlan',
  'benefit',
  'cost',
  'costOfNotDoing',
  'closureNotes',
  'cancelWords',
] as const satisfies readonly MapField[];

/** Fields of values, each with what a cell can mean. */
export const valueFields = {
  state: [
    'draft',
    ...outcomes.map((outcome) => `closed ${outcome}`),
    ...cancelReasons.map((reason) => `cancelled ${reason}`),
  ],
  outcome: outcomes,
  decision: ['approved', 'rejected', 'null'],
  purpose: purposes,
  category: categories,
  riskLevel: riskLevels,
  impact: levels,
  urgency: levels,
} as const satisfies Partial<Record<MapField, readonly string[]>>;
export type ValueField = keyof typeof valueFields;
export const valueFieldNames = keysOf(valueFields);

/** Whether two maps say the same, in whatever order they say it. */
export const isSameMap = (one: unknown, other: unknown): boolean => inOrder(one) === inOrder(other);

const inOrder = (map: unknown): string =>
  JSON.stringify(map, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** A meaning as a word for lists of choice, and back. */
export function keyOfMeaning(meaning: unknown): string {
  if (typeof meaning !== 'object' || meaning === null) return String(meaning);
  return Object.values(meaning).join(' ');
}

export function meaningOfKey(field: ValueField, key: string): unknown {
  if (field === 'decision' && key === 'null') return null;
  if (field !== 'state') return key;
  const [state, how] = key.split(' ');
  if (state === 'closed') return { state, outcome: how };
  return state === 'cancelled' ? { state, reason: how } : { state: 'draft' };
}

type Source = { column?: string | undefined; value?: unknown; heading?: string | undefined };

/** The columns that a field is taken from; none where it is left out, or says the same for every row. */
export function columnsOf(map: ChangeMap, field: MapField): string[] {
  const given: unknown = map.fields[field];
  const sources = (Array.isArray(given) ? given : given === undefined ? [] : [given]) as Source[];
  return sources.flatMap(({ column }) => (column === undefined ? [] : [column]));
}

const withField = (map: ChangeMap, field: MapField, source: unknown): ChangeMap => {
  const { [field]: _before, ...others } = map.fields;
  return { ...map, fields: (source === undefined ? others : { ...others, [field]: source }) as Fields };
};

/** Takes a text from one column, or from none. */
export const withColumn = (map: ChangeMap, field: MapField, column: string): ChangeMap =>
  withField(map, field, column === '' ? undefined : { column });

/** Takes a date from a column, with the format that fits it best. */
export const withDate = (map: ChangeMap, field: MapField, column: string, format: string): ChangeMap =>
  withField(map, field, column === '' ? undefined : { column, format: format || 'yyyy-MM-dd' });

export type Valued = { column?: string; value?: unknown; values: Record<string, unknown>; otherwise?: unknown };

export const valuedOf = (map: ChangeMap, field: ValueField): Valued | undefined =>
  map.fields[field] as Valued | undefined;

/** Takes values from a column; what was listed for another column is forgotten. */
export function withValues(map: ChangeMap, field: ValueField, column: string): ChangeMap {
  const before = valuedOf(map, field);
  if (before?.column === column) return map;
  const otherwise = before?.otherwise ?? meaningOfKey(field, valueFields[field][0]);
  if (column !== '') return withField(map, field, { column, values: {}, otherwise });
  return withField(map, field, field === 'state' ? { value: { state: 'draft' }, values: {} } : undefined);
}

/** What the map says of a cell, however it spells it. */
export const meaningOf = ({ values }: Pick<Valued, 'values'>, cell: string): unknown =>
  Object.entries(values).find(([from]) => keyOfCell(from) === keyOfCell(cell))?.[1];

type Counted = { value: string; count: number };

/** Spellings of one value as one: the first of them, with all their rows. */
export function withoutSpellings(cells: readonly Counted[]): Counted[] {
  const byKey = new Map<string, Counted>();
  for (const { value, count } of cells) {
    const before = byKey.get(keyOfCell(value));
    byKey.set(keyOfCell(value), { value: before?.value ?? value, count: (before?.count ?? 0) + count });
  }
  return [...byKey.values()];
}

/** Says what one cell means, however it is spelled; an empty key takes it off the list. */
export function withMeaning(map: ChangeMap, field: ValueField, cell: string, key: string): ChangeMap {
  const before = valuedOf(map, field);
  if (!before) return map;
  const others = Object.fromEntries(
    Object.entries(before.values).filter(([from]) => keyOfCell(from) !== keyOfCell(cell)),
  );
  const values = key === '' ? others : { ...others, [cell]: meaningOfKey(field, key) };
  return withField(map, field, { ...before, values });
}

/** Says what becomes of cells that are not listed; an empty key refuses their rows. */
export function withOtherwise(map: ChangeMap, field: ValueField, key: string): ChangeMap {
  const { otherwise: _was, ...before } = valuedOf(map, field) ?? { values: {} };
  return withField(map, field, key === '' ? before : { ...before, otherwise: meaningOfKey(field, key) });
}
