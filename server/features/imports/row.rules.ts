import { editChangeRoute, type Level, type purposes } from '@interlock/contract/changes.ts';
import type { ChangeMap, ImportedState } from '@interlock/contract/imports.ts';
import {
  bad,
  type CellNote,
  got,
  linksOf,
  partsOf,
  type Read,
  type ReadLink,
  type Row,
  textOf,
  unlisted,
  valueReader,
} from './cell.rules.ts';
import { type Clocks, type Moment, momentReader } from './moment.rules.ts';
import { type Ordered, orderOf } from './order.rules.ts';

const textFields = [
  'summary',
  'reason',
  'ifNotDone',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'peopleImpacted',
  'systemsAffected',
] as const;
type Texts = Record<(typeof textFields)[number] | 'description' | 'closureNotes' | 'cancelWords', string>;

/** A row that may go in: history, or a draft, with nobody in it. */
export type ImportedRow = {
  line: number;
  number: string;
  title: string;
  state: ImportedState;
  texts: Texts;
  purpose: (typeof purposes)[number] | null;
  impact: Level;
  urgency: Level;
  links: ReadLink[];
  decision: { status: 'approved' | 'rejected'; at: Date } | null;
} & Ordered;

export type RowReading = { row: ImportedRow | null; refusals: CellNote[]; warnings: CellNote[] };

const MOST_LINKS = 50;
const LONGEST_NUMBER = 100;
const LONGEST_NOTES = 10_000;
const LONGEST_WORDS = 2_000;

/** Compiles a map (that `checkMap` found good) into a reader of rows, which reports all that is wrong with a row at once. */
export function rowReader(map: ChangeMap, clocks: Clocks): (row: Row) => RowReading {
  const { fields } = map;
  const nothing = { values: {} };
  const state = valueReader(fields.state);
  const purpose = valueReader<(typeof purposes)[number]>(fields.purpose ?? nothing);
  const impact = valueReader<Level>(fields.impact ?? nothing);
  const urgency = valueReader<Level>(fields.urgency ?? nothing);
  const decision = valueReader<'approved' | 'rejected'>(fields.decision ?? nothing);
  const moments = momentReader(map, clocks);
  return (row) => {
    const { take, refusals, warnings } = collector();
    const number = take(numberOf(map, row));
    const title = take(titleOf(map, row));
    const stands = take(stateOf(map, state(row)));
    const read = {
      texts: textsOf(map, row, take),
      purpose: take(purpose(row)),
      impact: take(impact(row)) ?? 'low',
      urgency: take(urgency(row)) ?? 'low',
      links: take(allLinks(map, row)) ?? [],
    };
    const decided = take(decision(row));
    const at = moments(row, take);
    if (refusals.length > 0 || number === null || title === null || stands === null)
      return { row: null, refusals, warnings };
    const { dates, notes } = orderOf(at, stands, clocks.now);
    const round = decisionOf(decided, at.decidedAt, fields.decision?.column ?? null);
    warnings.push(...notes, ...round.notes);
    return {
      row: { line: row.line, number, title, state: stands, ...read, ...dates, decision: round.decision },
      refusals,
      warnings,
    };
  };
}

export type Take = <T>(read: Read<T>) => T | null;

function collector(): { take: Take; refusals: CellNote[]; warnings: CellNote[] } {
  const refusals: CellNote[] = [];
  const warnings: CellNote[] = [];
  const take: Take = (read) => {
    if (!read.ok) refusals.push(read.note);
    else if (read.warning) warnings.push(read.warning);
    return read.ok ? read.value : null;
  };
  return { take, refusals, warnings };
}

function numberOf({ fields: { number } }: ChangeMap, row: Row): Read<string> {
  const text = textOf(number, row);
  const column = number.column ?? null;
  if (text === '') return bad(column, null, 'is empty: without its number a row cannot be told from others');
  if (text.length > LONGEST_NUMBER || /\p{Cc}/u.test(text))
    return bad(column, text, `is no number: one line of up to ${LONGEST_NUMBER} characters`);
  return got(text);
}

function titleOf({ fields: { title } }: ChangeMap, row: Row): Read<string> {
  const text = textOf(title, row)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (text === '') return bad(title.column ?? null, null, 'is empty: a change takes a title');
  return fitting('title', title.column, text);
}

function stateOf({ fields: { state } }: ChangeMap, read: Read<ImportedState | null>): Read<ImportedState> {
  if (!read.ok) return read;
  if (read.value !== null) return { ...read, value: read.value };
  const column = state.column ?? null;
  if (state.otherwise === undefined) return bad(column, null, 'is empty: a change takes a state');
  return { ...got(state.otherwise), warning: unlisted(column, '', state.otherwise) };
}

type TextField = (typeof textFields)[number] | 'title' | 'description';

function fitting(field: TextField, column: string | undefined, text: string): Read<string> {
  const parsed = editChangeRoute.input.shape[field].safeParse(text);
  if (parsed.success) return got(parsed.data ?? '');
  return bad(column ?? null, text, parsed.error.issues[0]?.message ?? 'is not right');
}

function textsOf({ fields }: ChangeMap, row: Row, take: Take): Texts {
  const text = (field: (typeof textFields)[number]) => {
    const source = fields[field];
    return source === undefined ? '' : (take(fitting(field, source.column, textOf(source, row))) ?? '');
  };
  const limited = (field: 'closureNotes' | 'cancelWords', most: number) => {
    const source = fields[field];
    const given = source === undefined ? '' : textOf(source, row);
    const read =
      given.length > most ? bad(source?.column ?? null, given, `is longer than ${most} characters`) : got(given);
    return take(read) ?? '';
  };
  return {
    summary: text('summary'),
    reason: text('reason'),
    ifNotDone: text('ifNotDone'),
    implementationPlan: text('implementationPlan'),
    testPlan: text('testPlan'),
    backoutPlan: text('backoutPlan'),
    peopleImpacted: text('peopleImpacted'),
    systemsAffected: text('systemsAffected'),
    description: descriptionOf(fields.description, row, take),
    closureNotes: limited('closureNotes', LONGEST_NOTES),
    cancelWords: limited('cancelWords', LONGEST_WORDS),
  };
}

function descriptionOf(given: ChangeMap['fields']['description'], row: Row, take: Take): string {
  if (given === undefined) return '';
  const parts = Array.isArray(given) ? given : [given];
  return take(fitting('description', parts.length === 1 ? parts[0]?.column : undefined, partsOf(parts, row))) ?? '';
}

/** A link that stands in several columns is kept once. */
function allLinks({ fields: { links = [] } }: ChangeMap, row: Row): Read<ReadLink[]> {
  const byUrl = new Map<string, ReadLink>();
  for (const source of links) {
    const read = linksOf(source, row);
    if (!read.ok) return read;
    for (const link of read.value) if (!byUrl.has(link.url)) byUrl.set(link.url, link);
    if (byUrl.size > MOST_LINKS)
      return bad(source.column ?? null, null, `holds more links than a change keeps (${MOST_LINKS})`);
  }
  return got([...byUrl.values()]);
}

function decisionOf(status: 'approved' | 'rejected' | null, at: Moment | null, column: string | null) {
  if (status === null) return { decision: null, notes: [] };
  if (at) return { decision: { status, at: at.at }, notes: [] };
  return { decision: null, notes: [{ column, value: status, reason: 'has no date, so no round is kept of it' }] };
}
