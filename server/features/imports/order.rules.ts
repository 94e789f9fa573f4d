import type { Window } from '@interlock/contract/changes.ts';
import type { DateField, ImportedState } from '@interlock/contract/imports.ts';
import { type CellNote, shown } from './cell.rules.ts';
import type { Moment, Moments } from './moment.rules.ts';

/** The dates that an imported change keeps. */
export type Ordered = {
  requestedAt: Date | null;
  wantedDate: string | null;
  /** Both ends, in order; one end alone is no window but is kept as the planned start or end. */
  window: Window | null;
  plannedStart: Date | null;
  plannedEnd: Date | null;
  actualStart: Date | null;
  actualEnd: Date | null;
  endedAt: Date | null;
};

type Pair = { earlier: DateField; later: DateField; reason: string };
const pairs: readonly Pair[] = [
  { earlier: 'requestedAt', later: 'decidedAt', reason: 'it was decided before it was requested' },
  { earlier: 'requestedAt', later: 'endedAt', reason: 'it was over before it was requested' },
  { earlier: 'actualStart', later: 'actualEnd', reason: 'the work ended before it began' },
];
const past: readonly DateField[] = ['requestedAt', 'decidedAt', 'actualStart', 'actualEnd', 'endedAt'];
const ofWork: readonly DateField[] = ['actualStart', 'actualEnd', 'endedAt'];

/** Keeps what can be kept of a row's dates; each impossibility is a warning and costs no row. */
export function orderOf(moments: Moments, state: ImportedState, now: Date): { dates: Ordered; notes: CellNote[] } {
  const live = state.state === 'draft';
  const planned = plannedOf(moments.plannedStart, moments.plannedEnd);
  const notes = [
    ...pairs.flatMap((pair) => disorder(pair, moments)),
    ...past.flatMap((field) => ahead(moments[field], now)),
    ...planned.notes,
  ];
  if (live) notes.push(...ofWork.flatMap((field) => dropped(moments[field])));
  const instant = (field: DateField) => (live && ofWork.includes(field) ? null : (moments[field]?.at ?? null));
  return {
    notes,
    dates: {
      requestedAt: instant('requestedAt'),
      wantedDate: moments.wantedDate?.local.slice(0, 10) ?? null,
      window: planned.window,
      plannedStart: planned.start,
      plannedEnd: planned.end,
      actualStart: instant('actualStart'),
      actualEnd: instant('actualEnd'),
      endedAt: instant('endedAt'),
    },
  };
}

const note = (moment: Moment, reason: string): CellNote => ({
  column: moment.column,
  value: shown(moment.cell),
  reason,
});

function disorder({ earlier, later, reason }: Pair, moments: Moments): CellNote[] {
  const [before, after] = [moments[earlier], moments[later]];
  if (!before || !after || after.at >= before.at) return [];
  return [note(after, `${reason} (${shown(before.cell)}); both dates are kept`)];
}

const ahead = (moment: Moment | null, now: Date): CellNote[] =>
  moment && moment.at > now ? [note(moment, 'lies in the future; it is kept')] : [];

const dropped = (moment: Moment | null): CellNote[] =>
  moment ? [note(moment, 'is left out: nothing has been done on a draft')] : [];

/** Windows know no seconds. */
const toTheMinute = (moment: Moment | null): Moment | null =>
  moment && { ...moment, at: new Date(Math.floor(moment.at.getTime() / 60_000) * 60_000) };

/** A window that ends before it begins is none, and both its ends are left out. */
function plannedOf(given: Moment | null, until: Moment | null) {
  const [start, end] = [toTheMinute(given), toTheMinute(until)];
  if (start && end && end.at <= start.at) {
    const reason = `the planned end does not come after the planned start (${shown(start.cell)}); both are left out`;
    return { window: null, start: null, end: null, notes: [note(end, reason)] };
  }
  const window = start && end ? { start: start.local, end: end.local, zone: start.zone } : null;
  return { window, start: start?.at ?? null, end: end?.at ?? null, notes: [] };
}
