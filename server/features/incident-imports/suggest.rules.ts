import type { ImportLook } from '@interlock/contract/import-runs.ts';
import type { IncidentMap } from '@interlock/contract/incident-map.ts';

type Column = ImportLook['columns'][number];
type Looked = Pick<ImportLook, 'encoding' | 'delimiter'> & { columns: readonly Column[] };

/** What columns of incidents are called, likeliest first. */
const names = {
  number: ['number', 'incident id', 'incident number', 'incident', 'ticket', 'key', 'id'],
  title: ['short_description', 'title', 'summary', 'subject', 'brief description'],
  openedAt: ['opened_at', 'opened', 'open time', 'created', 'sys_created_at', 'sys_created_on'],
  causedBy: ['caused_by', 'caused by change', 'caused by'],
  fixedBy: ['rfc', 'fixed by change', 'fixed by', 'change request'],
} as const;
/** What tells of an incident where nobody has written a title. */
const instead = ['category', 'subcategory', 'u_symptom', 'symptom', 'cmdb_ci'];
/** Columns that a file of changes does not have. */
const marks = ['incident_state', 'incident id', 'incident number', 'reopen_count', 'caused_by', 'made_sla'];

const key = (name: string): string => name.toLowerCase().replace(/[\s_]+/g, '');

const nothing = ['?', 'NULL', 'null'];
/** Has something in it beside marks for nothing; where its values are too many to list, it has. */
const says = ({ filled, values }: Column): boolean =>
  filled > 0 && (values === null || values.some(({ value }) => value !== '' && !nothing.includes(value)));

const finder = (columns: readonly Column[]) => (wanted: readonly string[]) =>
  wanted.flatMap((name) => columns.filter((column) => key(column.name) === key(name))).find(says);

/** Whether a file is more likely one of incidents than one of changes. */
export const holdsIncidents = (columns: readonly Pick<Column, 'name'>[]): boolean =>
  columns.some(({ name }) => marks.some((mark) => key(mark) === key(name)));

/** A map by what the columns are called. `missing` are needed fields for which the file has no column. */
export function suggestIncidentMap(
  { encoding, delimiter, columns }: Looked,
  { zone, source }: { zone: string; source: string },
): { map: IncidentMap; missing: ('number' | 'title')[] } {
  const find = finder(columns);
  const number = find(names.number);
  const title = find(names.title);
  const others = instead.flatMap((name) => find([name]) ?? []).slice(0, 3);
  const opened = find(names.openedAt);
  const format = opened?.formats[0];
  const causedBy = find(names.causedBy);
  const fixedBy = find(names.fixedBy);
  const first = columns.find(({ name }) => name !== '')?.name ?? 'number';
  const seen = new Set(columns.flatMap(({ values }) => values ?? []).map(({ value }) => value));
  const fields: IncidentMap['fields'] = {
    number: { column: number?.name ?? first },
    title:
      title || others.length === 0 ? { column: title?.name ?? first } : others.map(({ name }) => ({ column: name })),
    ...(opened && format && { openedAt: { column: opened.name, format } }),
    ...(causedBy && { causedBy: { column: causedBy.name } }),
    ...(fixedBy && { fixedBy: { column: fixedBy.name } }),
  };
  const blanks = nothing.filter((mark) => seen.has(mark));
  const missing = [...(number ? [] : ['number' as const]), ...(title || others.length > 0 ? [] : ['title' as const])];
  return { map: { source, delimiter, encoding, zone, blanks, changesOf: source, fields }, missing };
}
