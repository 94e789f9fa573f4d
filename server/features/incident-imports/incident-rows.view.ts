// Reads: nothing but the file that it is handed.
import type { RowNote } from '@interlock/contract/imports.ts';
import type { IncidentMap } from '@interlock/contract/incident-map.ts';
import { type LinkKind, recordIncidentRoute } from '@interlock/contract/incidents.ts';
import { withoutTurns } from '@interlock/contract/reading-order.ts';
import { refuse } from '../../platform/refusal.ts';
import { instantOf } from '../../platform/time.ts';
import {
  dateReader,
  type FileRow,
  type FileText,
  opened,
  outsideYears,
  rowOf,
  textOf,
  type WallTime,
  wrongFields,
} from '../imports/index.ts';
import { fold, type IncidentRow, linksOnce, type NamedChange } from './incident-row.rules.ts';

export type Folded = { rows: IncidentRow[]; read: number; refused: number };

/** By the measure of whoever records an incident by hand. */
const measure = recordIncidentRoute.input.shape;
const LONGEST_TITLE = 200;
/** Of one row; more is no list of changes but another column. */
const MOST_CHANGES = 50;
/** So many are kept in memory until the file is read. */
const MOST_INCIDENTS = 500_000;
const TELL_EVERY = 2_000;

/** Refuses a map that does not fit this file, naming each place of it that is wrong. */
export async function mustFitIncidents(text: FileText, map: IncidentMap): Promise<void> {
  const { header, records } = await opened(text, map.delimiter);
  await records.return(undefined);
  fits(map, header);
}

function fits({ fields }: IncidentMap, header: readonly string[]): void {
  const wrong = wrongFields(fields, header);
  if (wrong.length > 0) refuse('invalid', `The map does not fit: ${wrong[0]?.message}.`, { errors: wrong });
}

/** `tell` hears, every so often, how many rows were read and what was refused since it last heard. */
type Reading = { tell: (rows: number, refusals: readonly RowNote[]) => Promise<void> | void; most?: number };

/**
 * Every incident of the file, once, with what its rows tell together: the last that says something counts, of links every one.
 * `most` ends the reading early, for whoever shows the beginning only.
 */
export async function foldIncidents(
  text: FileText,
  map: IncidentMap,
  { tell, most = Number.POSITIVE_INFINITY }: Reading,
): Promise<Folded> {
  const { header, records } = await opened(text, map.delimiter);
  fits(map, header);
  const asRow = rowOf(header, map.blanks);
  const read = incidentReader(map);
  const found = new Map<string, IncidentRow>();
  const folded: Folded = { rows: [], read: 0, refused: 0 };
  let refusals: RowNote[] = [];
  for await (const record of records) {
    const cells = record.cells.length;
    const { row, notes } =
      cells === header.length
        ? read(asRow(record))
        : { row: null, notes: [note(null, null, `the row has ${cells} cells and the header ${header.length}`)] };
    folded.read += 1;
    if (row) fold(found, row);
    else folded.refused += 1;
    refusals.push(...notes.map((one) => ({ line: record.line, ...one })));
    if (found.size > MOST_INCIDENTS) refuse('invalid', `The file has more than ${MOST_INCIDENTS} incidents: split it.`);
    if (folded.read % TELL_EVERY === 0) {
      await tell(folded.read, refusals);
      refusals = [];
    }
    if (folded.read >= most) break;
  }
  await tell(folded.read, refusals);
  return { ...folded, rows: [...found.values()] };
}

type CellNote = Omit<RowNote, 'line'>;
const note = (column: string | null, value: string | null, reason: string): CellNote => ({
  ...{ column, value: value?.slice(0, 200).toWellFormed() ?? null, reason },
});

/** A row, or all that is wrong with it. */
function incidentReader({
  fields,
  zone,
}: IncidentMap): (row: FileRow) => { row: IncidentRow | null; notes: CellNote[] } {
  const { number: from, title: titles, url: address, openedAt: dated } = fields;
  const instantIn = instantReader(dated, zone);
  return (row) => {
    const notes: CellNote[] = [];
    const number = textOf(from, row);
    if (number === '') notes.push(note(from.column ?? null, null, 'is empty: an incident takes a number'));
    else if (!measure.number.safeParse(number).success) {
      notes.push(note(from.column ?? null, number, 'is no number: one line of at most 100 characters'));
    }
    const url = address ? textOf(address, row) : '';
    if (!measure.url.safeParse(url).success) {
      notes.push(note(address?.column ?? null, url, 'is no address that begins with https:// or http://'));
    }
    const named = changesIn(fields, row);
    const strange = named.find(({ change }) => !measure.number.safeParse(change).success);
    if (strange) notes.push(note(null, strange.change, 'is no number of a change: one line of at most 100 characters'));
    if (named.length > MOST_CHANGES) notes.push(note(null, null, `names more than ${MOST_CHANGES} changes`));
    const opened = dated ? instantIn(row.cell(dated.column)) : null;
    if (typeof opened === 'string' && dated) {
      const reason = opened === 'outside' ? outsideYears : `is no date in the format ${dated.format}`;
      notes.push(note(dated.column, row.cell(dated.column), reason));
    }
    if (notes.length > 0) return { row: null, notes };
    const openedAt = typeof opened === 'string' ? null : opened;
    const title = [titles]
      .flat()
      .map((source) => textOf(source, row))
      .filter(Boolean)
      .join(' · ');
    // A title that says nothing by that measure is none.
    const oneLine = withoutTurns(title)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .slice(0, LONGEST_TITLE)
      .toWellFormed();
    const said = measure.title.safeParse(oneLine).data ?? '';
    return { row: { line: row.line, number, title: said, url, openedAt, links: linksOnce(named) }, notes };
  };
}

type Dated = NonNullable<IncidentMap['fields']['openedAt']>;
/** `none`: no date of the format; `outside`: one of a year that nothing here holds. */
type Opened = Date | 'none' | 'outside';

/** The instant that a cell tells. The rows of one incident repeat it, and reckoning with zones takes its time. */
function instantReader(dated: Dated | undefined, zone: string): (cell: string) => Opened | null {
  const read = dated ? dateReader(dated.format) : '';
  let last: { cell: string; instant: Opened } | undefined;
  return (cell) => {
    if (cell === '' || typeof read === 'string') return null;
    if (last?.cell === cell) return last.instant;
    const wall = read(cell);
    const instant = wall === null ? 'none' : wall === 'outside' ? wall : instantAt(wall, dated?.zone ?? zone);
    last = { cell, instant };
    return instant;
  };
}

/** By the measure of an instant that somebody gives. */
function instantAt({ local, offset }: WallTime, zone: string): Opened {
  const instant = offset === null ? instantOf(local, zone) : new Date(`${local}${offset}`);
  return measure.openedAt.safeParse(instant.toISOString()).success ? instant : 'outside';
}

function changesIn({ causedBy, fixedBy }: IncidentMap['fields'], row: FileRow): NamedChange[] {
  const named = (kind: LinkKind, of: typeof causedBy) =>
    (of ? row.cell(of.column).split(of.separator ?? /\s+/) : [])
      .map((change) => change.trim())
      .filter((change) => change !== '')
      .map((change) => ({ kind, change }));
  return [...named('caused_by', causedBy), ...named('fixed_by', fixedBy)];
}
