import { isHeldYear } from '@interlock/contract/shared.ts';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { instantOf, localOf } from './time.ts';

const many = (one: string) => `${one}(,${one})*`;
const parts: Readonly<Record<string, string>> = {
  FREQ: '(DAILY|WEEKLY|MONTHLY|YEARLY)',
  INTERVAL: '[1-9]\\d{0,2}',
  BYDAY: many('([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)'),
  BYMONTHDAY: many('-?([1-9]|[12]\\d|3[01])'),
  BYMONTH: many('([1-9]|1[0-2])'),
  BYSETPOS: '-?[1-9]\\d{0,2}',
  WKST: '(MO|SU)',
};

/** By the day, week, month or year, as RFC 5545 writes it; the time of day comes from the start, the end from elsewhere. */
function isWritten(rule: string): boolean {
  const given = rule.split(';').map((part) => part.split('='));
  const names = given.map(([name]) => name);
  const known = given.every(
    ([name = '', value = '', ...more]) =>
      Object.hasOwn(parts, name) && more.length === 0 && new RegExp(`^${parts[name]}$`).test(value),
  );
  return known && rule.length <= 300 && new Set(names).size === names.length && names.includes('FREQ');
}

export type Recurrence = { rule: string; start: string; until: string | null };

/** Later than any period of a rule that ever comes. */
const MOST_PERIODS = 2_000;

/**
 * A rule says what clocks on the wall show, so it is expanded where no clock is ever put forward or back: each day's slot is
 * there once, also in the night when summer time begins.
 */
const expanded = ({ rule, start }: Recurrence) =>
  new RRuleTemporal({
    rruleString: `RRULE:${rule}`,
    dtstart: Temporal.PlainDateTime.from(start).toZonedDateTime('UTC'),
    maxIterations: MOST_PERIODS,
  });

const asDate = (local: string): Date => new Date(`${local}:00Z`);

/** Local starts after `after`, or from the start on, in order; none past the day of `until`, nor past the last year that is held. */
export function slotsAfter(recurrence: Recurrence, after: string | null, most: number): string[] {
  const slots: string[] = [];
  const rule = expanded(recurrence);
  let from = asDate(after ?? recurrence.start);
  let inclusive = after === null;
  while (slots.length < most) {
    const next = nextOf(rule, from, inclusive);
    if (!next || (recurrence.until !== null && next.slice(0, 10) > recurrence.until)) break;
    slots.push(next);
    from = asDate(next);
    inclusive = false;
  }
  return slots;
}

function nextOf(rule: RRuleTemporal, from: Date, inclusive: boolean): string | undefined {
  try {
    const next = rule.next(from, inclusive)?.toPlainDateTime();
    return next && isHeldYear(next.year) ? next.toString({ smallestUnit: 'minute' }) : undefined;
  } catch (error) {
    // The library gives up on a rule of which no further date exists, such as the 30th of February.
    if (error instanceof Error && error.message.includes('exceeded')) return undefined;
    throw error;
  }
}

/** Whether it is a rule that we expand, and one that ever comes. */
export function isRule(recurrence: Recurrence): boolean {
  if (!isWritten(recurrence.rule)) return false;
  try {
    return slotsAfter({ ...recurrence, until: null }, null, 1).length > 0;
  } catch {
    return false;
  }
}

type Window = { start: string; end: string; zone: string };

/**
 * The window of one slot: as long, on the wall, as the first one. A start that clocks skip means when they have gone on; where
 * the whole window would be skipped, it moves along.
 */
export function windowOf(slot: string, first: Window): Window {
  const { zone } = first;
  const start = instantOf(slot, zone);
  const lasts = Temporal.PlainDateTime.from(first.start).until(first.end);
  const begins = localOf(start, zone);
  const ends = plus(slot, lasts);
  const end = instantOf(ends, zone);
  return { start: begins, end: end > start ? localOf(end, zone) : plus(begins, lasts), zone };
}

/** Whether a window, which is as long as the first one, ends in a year that is held. */
export const isHeld = ({ end }: Window): boolean => isHeldYear(Temporal.PlainDateTime.from(end).year);

const plus = (local: string, lasts: Temporal.Duration): string =>
  Temporal.PlainDateTime.from(local).add(lasts).toString({ smallestUnit: 'minute' });
