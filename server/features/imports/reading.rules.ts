import { type ChangeMap, Column, keyOfCell, type RowNote } from '@interlock/contract/imports.ts';
import { meantBy } from '../../platform/text/csv-cell.ts';
import { type CellNote, type FileRow, inReadingOrder, textOf } from './cell.rules.ts';
import type { ImportedRow, RowReading } from './row.rules.ts';
import { systemsOf } from './text.rules.ts';

type FileRecord = { line: number; cells: readonly string[] };
/** What one record of the file comes to. Neither row nor refusal: it belongs to a change that came before. */
export type Judged = { row: ImportedRow | null; refusals: RowNote[]; warnings: RowNote[] };
/** What all rows of a folded file say of the systems affected, by number. */
export type Gathered = { systemsOf(number: string): { text: string; left: number } };

const MOST_SYSTEMS = 5_000;

/** Cells by the name of their columns, trimmed; what the map calls blank is empty. */
export function rowOf(header: readonly string[], blanks: readonly string[]): (record: FileRecord) => FileRow {
  const at = new Map(header.map((name, index) => [name, index]));
  const empty = new Set(blanks.map(keyOfCell));
  return ({ line, cells }) => ({ line, cell: (column) => cellOf(cells[at.get(column) ?? -1] ?? '', empty) });
}

/** The first reading of a folded file: every system once, a line each, in the order of the file. */
export function systemsGatherer(
  header: readonly string[],
  { fields, blanks }: ChangeMap,
): { add(record: FileRecord): void; gathered: Gathered } {
  const row = rowOf(header, blanks);
  const systems = new Map<string, Set<string>>();
  return {
    add: (record) => {
      if (record.cells.length !== header.length) return;
      const one = inReadingOrder(row(record), () => {});
      const read = systemsOf(fields.systemsAffected, one);
      const number = textOf(fields.number, one);
      if (!read.ok || read.value === '' || number === '') return;
      const known = systems.get(number) ?? new Set();
      systems.set(number, known.add(read.value));
    },
    gathered: { systemsOf: (number) => fitting([...(systems.get(number) ?? [])]) },
  };
}

function fitting(lines: readonly string[]): { text: string; left: number } {
  let fit = 0;
  for (let length = 0; fit < lines.length; fit += 1) {
    length += (lines[fit]?.length ?? 0) + 1;
    if (length > MOST_SYSTEMS) break;
  }
  return { text: lines.slice(0, fit).join('\n'), left: lines.length - fit };
}

/** Judges record after record. A number that came before refuses the later row, or folds it; what is told once is told once. */
export function recordJudge(
  header: readonly string[],
  blanks: readonly string[],
  read: (row: FileRow) => RowReading,
  folded?: Gathered,
): (record: FileRecord) => Judged {
  const asRow = rowOf(header, blanks);
  const first = new Map<string, { line: number; says: string }>();
  const told = new Set<string>();
  const refused = (line: number, notes: readonly CellNote[]): Judged => ({
    row: null,
    refusals: notes.map((note) => placed(line, note)),
    warnings: [],
  });
  const accepted = (row: ImportedRow | null, line: number, warnings: readonly CellNote[]): Judged => {
    const news = warnings.filter((warning) => !warning.once || !told.has(keyFor(warning)));
    for (const warning of news) told.add(keyFor(warning));
    return { row, refusals: [], warnings: news.map((note) => placed(line, note)) };
  };
  return ({ line, cells }) => {
    if (cells.length !== header.length) {
      const reason = `the row has ${cells.length} cells and the header ${header.length}`;
      return refused(line, [{ column: null, value: null, reason }]);
    }
    const { row, refusals, warnings } = read(asRow({ line, cells }));
    if (!row) return refused(line, refusals);
    const before = first.get(row.number);
    const says = folded ? saidBy(row) : '';
    if (!before) {
      first.set(row.number, { line, says });
      return folded ? accepted(...withSystems(row, warnings, folded)) : accepted(row, line, warnings);
    }
    const value = row.number;
    if (!folded)
      return refused(line, [{ column: null, value, reason: `the number stands on line ${before.line} already` }]);
    const reason = `does not say the same as line ${before.line} of this change; the first line counts`;
    return accepted(null, line, before.says === says ? [] : [{ column: null, value, reason }]);
  };
}

function withSystems(
  row: ImportedRow,
  warnings: readonly CellNote[],
  { systemsOf }: Gathered,
): [ImportedRow, number, CellNote[]] {
  const { text, left } = systemsOf(row.number);
  const reason = `touches ${left} more systems than its record can name; they are left out`;
  const more = left > 0 ? [{ column: null, value: row.number, reason }] : [];
  return [{ ...row, texts: { ...row.texts, systemsAffected: text } }, row.line, [...warnings, ...more]];
}

/** All that rows of one change have in common, short enough to remember. */
function saidBy({ title, state, requestedAt, endedAt, plannedStart, plannedEnd }: ImportedRow): string {
  return JSON.stringify([title.slice(0, 60), state, requestedAt, endedAt, plannedStart, plannedEnd]);
}

function cellOf(cell: string, empty: ReadonlySet<string>): string {
  const trimmed = meantBy(cell.trim());
  return empty.size > 0 && empty.has(keyOfCell(trimmed)) ? '' : trimmed;
}

const keyFor = ({ column, value, reason }: CellNote): string =>
  JSON.stringify([column, keyOfCell(value ?? ''), reason]);

const placed = (line: number, { column, value, reason }: CellNote): RowNote => ({ line, column, value, reason });

const LONGEST_HEADING = 200;

/**
 * The names of the columns, such as a map can name them. Spreadsheets break lines within headings: white space becomes one blank,
 * and what no line of text holds is dropped. Two that are the same only then get a number.
 */
export function headingsOf(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  const taken = new Set(names.filter(isUsable));
  const given = new Map<string, string>();
  return names.map((name) => {
    const heading = given.get(name) ?? (isUsable(name) ? name : free(plain(name, LONGEST_HEADING), taken));
    given.set(name, heading);
    taken.add(heading);
    return heading;
  });
}

const isUsable = (name: string): boolean => Column.safeParse(name).success;

/** Empty where it says nothing. */
function plain(name: string, most: number): string {
  const oneLine = name
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, most)
    .toWellFormed()
    .trim();
  return isUsable(oneLine) ? oneLine : '';
}

function free(name: string, taken: ReadonlySet<string>): string {
  if (name === '') return '';
  for (let at = 1; ; at += 1) {
    const number = at === 1 ? '' : ` (${at})`;
    const tried = plain(name, LONGEST_HEADING - number.length) + number;
    if (!taken.has(tried)) return tried;
  }
}
