import { instantsOfDays, localAt, shiftedDay } from '../../lib/formats/local-time.ts';

const weekday = (day: string): number => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
const monthStart = (day: string, months: number): string => {
  const at = new Date(`${day.slice(0, 7)}-15T12:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return `${at.toISOString().slice(0, 7)}-01`;
};

export type Span = { from: string; to: string };
export type SpanName = 'thisWeek' | 'nextWeek' | 'thisMonth' | 'nextMonth';

/** From the first day up to the last, both meant whole. */
export function spanOf(name: SpanName, now: string, zone: string): Span {
  const today = localAt(now, zone).slice(0, 10);
  const monday = shiftedDay(today, -weekday(today));
  if (name === 'thisWeek') return { from: monday, to: shiftedDay(monday, 6) };
  if (name === 'nextWeek') return { from: shiftedDay(monday, 7), to: shiftedDay(monday, 13) };
  const month = name === 'thisMonth' ? 0 : 1;
  return { from: monthStart(today, month), to: shiftedDay(monthStart(today, month + 1), -1) };
}

/** The days as the list is asked for them. */
export function instantsOf(days: Partial<Span>, zone: string) {
  const { from, to } = instantsOfDays(days, zone);
  return { plannedFrom: from, plannedTo: to };
}

/** The other way round, for the days that a form shows. */
export const daysOf = (from: string | undefined, to: string | undefined, zone: string): Partial<Span> => ({
  ...(from && { from: localAt(from, zone).slice(0, 10) }),
  ...(to && { to: localAt(new Date(Date.parse(to) - 60_000).toISOString(), zone).slice(0, 10) }),
});
