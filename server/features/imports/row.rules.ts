import type { Category, Level, outcomes, purposes, RiskLevel } from '@interlock/contract/changes.ts';
import type { ChangeMap, ImportedState } from '@interlock/contract/imports.ts';
import {
  allOr,
  bad,
  type CellNote,
  type FileRow,
  got,
  inReadingOrder,
  LONGEST_TEXT,
  linksOf,
  MOST_LINKS,
  type ReadCell,
  type ReadLink,
  textOf,
  unlisted,
  valueReader,
} from './cell.rules.ts';
import { type Clocks, type Moment, momentReader } from './moment.rules.ts';
import { type Ordered, orderOf } from './order.rules.ts';
import { fitting, type Take, type Texts, textsOf } from './text.rules.ts';

/** A row that may go in: history, or a draft, with nobody in it. */
export type ImportedRow = {
  line: number;
  number: string;
  title: string;
  state: ImportedState;
  texts: Texts;
  purpose: (typeof purposes)[number] | null;
  categories: Category[];
  riskLevel: RiskLevel;
  impact: Level;
  urgency: Level;
  links: ReadLink[];
  decision: { status: 'approved' | 'rejected'; at: Date } | null;
} & Ordered;

export type RowReading = { row: ImportedRow | null; refusals: CellNote[]; warnings: CellNote[] };

const LONGEST_NUMBER = 100;

/** Compiles a map (that `checkMap` found good) into a reader of rows, which reports all that is wrong with a row at once. */
export function rowReader(map: ChangeMap, clocks: Clocks): (row: FileRow) => RowReading {
  const { fields } = map;
  const nothing = { values: {} };
  const state = valueReader(fields.state);
  const outcome = valueReader<(typeof outcomes)[number]>(fields.outcome ?? nothing);
  const purpose = valueReader<(typeof purposes)[number]>(fields.purpose ?? nothing);
  const category = valueReader<Category>(fields.category ?? nothing);
  const risk = valueReader<RiskLevel>(fields.riskLevel ?? nothing);
  const impact = valueReader<Level>(fields.impact ?? nothing);
  const urgency = valueReader<Level>(fields.urgency ?? nothing);
  const decision = valueReader<'approved' | 'rejected'>(fields.decision ?? nothing);
  const moments = momentReader(map, clocks);
  return (given) => {
    const { take, refusals, warnings } = collector();
    const row = inReadingOrder(given, (note) => warnings.push(note));
    const number = take(numberOf(map, row));
    const title = take(titleOf(map, row));
    const stands = endedAs(take(stateOf(map, state(row))), take(outcome(row)));
    const read = {
      texts: textsOf(map, row, take, stands?.state),
      purpose: take(purpose(row)),
      categories: listOf(take(category(row))),
      riskLevel: take(risk(row)) ?? 'none',
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

const endedAs = (state: ImportedState | null, outcome: (typeof outcomes)[number] | null): ImportedState | null =>
  state?.state === 'closed' && outcome ? { ...state, outcome } : state;

const listOf = <T>(one: T | null): T[] => (one === null ? [] : [one]);

function collector(): { take: Take; refusals: CellNote[]; warnings: CellNote[] } {
  const refusals: CellNote[] = [];
  const warnings: CellNote[] = [];
  const take: Take = (read) => {
    if (!read.ok) refusals.push(read.note, ...(read.more ?? []));
    else if (read.warning) warnings.push(read.warning);
    return read.ok ? read.value : null;
  };
  return { take, refusals, warnings };
}

function numberOf({ fields: { number } }: ChangeMap, row: FileRow): ReadCell<string> {
  const text = textOf(number, row);
  const column = number.column ?? null;
  if (text === '') return bad(column, null, 'is empty: without its number a row cannot be told from others');
  if (text.length > LONGEST_NUMBER || /\p{Cc}/u.test(text))
    return bad(column, text, `is no number: one line of up to ${LONGEST_NUMBER} characters`);
  return got(text);
}

function titleOf({ fields: { title } }: ChangeMap, row: FileRow): ReadCell<string> {
  const given = textOf(title, row);
  if (given.length > LONGEST_TEXT) return bad(title.column ?? null, given, `is longer than ${LONGEST_TEXT} characters`);
  const text = given.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (text === '') return bad(title.column ?? null, null, 'is empty: a change takes a title');
  return fitting('title', title.column, text);
}

function stateOf({ fields: { state } }: ChangeMap, read: ReadCell<ImportedState | null>): ReadCell<ImportedState> {
  if (!read.ok) return read;
  if (read.value !== null) return { ...read, value: read.value };
  const column = state.column ?? null;
  if (state.otherwise === undefined) return bad(column, null, 'is empty: a change takes a state');
  return { ...got(state.otherwise), warning: unlisted(column, '', state.otherwise) };
}

/** A link that stands in several columns is kept once. */
function allLinks({ fields: { links = [] } }: ChangeMap, row: FileRow): ReadCell<ReadLink[]> {
  const byUrl = new Map<string, ReadLink>();
  const wrong: CellNote[] = [];
  for (const source of links) {
    const read = linksOf(source, row);
    if (!read.ok) wrong.push(read.note, ...(read.more ?? []));
    else for (const link of read.value) if (!byUrl.has(link.url)) byUrl.set(link.url, link);
    if (byUrl.size > MOST_LINKS)
      return bad(source.column ?? null, null, `holds more links than a change keeps (${MOST_LINKS})`);
  }
  return allOr(wrong, [...byUrl.values()]);
}

function decisionOf(status: 'approved' | 'rejected' | null, at: Moment | null, column: string | null) {
  if (status === null) return { decision: null, notes: [] };
  if (at) return { decision: { status, at: at.at }, notes: [] };
  return { decision: null, notes: [{ column, value: status, reason: 'has no date, so no round is kept of it' }] };
}
