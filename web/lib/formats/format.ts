import type { Viewer } from '../session/viewer.ts';

type Place = Pick<Viewer, 'zone' | 'locale'>;

/** Thu 3 Dec 2026, 22:00 */
export function formatInstant(instant: string, { zone, locale }: Place): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(instant));
}

/** Thu 3 Dec 2026, 22:00:07: where acts of one minute are told apart. */
export function formatMoment(instant: string, { zone, locale }: Place): string {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale, { ...day, ...time, timeZone: zone }).format(new Date(instant));
}

/** 3 Dec 2026 */
export function formatDay(instant: string, { zone, locale }: Place): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }).format(
    new Date(instant),
  );
}

/** A date without a time belongs to no zone. */
export function formatDate(date: string, locale: string): string {
  return formatDay(`${date}T12:00:00Z`, { zone: 'UTC', locale });
}

export function formatTime(instant: string, { zone, locale }: Place): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(instant));
}

/** From start to end, with the day said once where both fall on it. */
export function formatSpan(start: string, end: string, place: Place): string {
  const sameDay = formatDay(start, place) === formatDay(end, place);
  return `${formatInstant(start, place)} – ${sameDay ? formatTime(end, place) : formatInstant(end, place)}`;
}

/** A wall clock's time such as 2026-12-03T22:00, said in its own zone, whatever that is. */
export function formatLocalSpan(start: string, end: string, locale: string): string {
  return formatSpan(`${start}:00Z`, `${end}:00Z`, { zone: 'UTC', locale });
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, or how far ahead, in the largest unit that fits. Days have names; "last month" could be any day of it. */
export function formatAgo(instant: string, now: number, locale: string): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', Infinity];
  const numeric = unit === 'day' || length === Infinity ? 'auto' : 'always';
  return new Intl.RelativeTimeFormat(locale, { numeric, style: 'short' }).format(Math.trunc(seconds / length), unit);
}
