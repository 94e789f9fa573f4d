import { Temporal } from 'temporal-polyfill';

/**
 * The instant at which clocks in `zone` show `local` (YYYY-MM-DDTHH:MM). In the hour that spring skips the clocks have moved
 * on, so 02:30 means 03:30; of the hour that autumn repeats, the first is meant.
 */
export function instantOf(local: string, zone: string): Date {
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds);
}

/** The same where it is known to come after `now`: of the hour that autumn repeats, the second is meant once the first is over. */
export function instantAfter(now: Date, local: string, zone: string): Date {
  const first = instantOf(local, zone);
  if (first > now) return first;
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'later' });
  return new Date(zoned.epochMilliseconds);
}

/** What the clocks in `zone` show at an instant, as YYYY-MM-DDTHH:MM. */
export function localOf(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

/** The day that calendars in `zone` show at an instant, as YYYY-MM-DD. */
export const dayOf = (instant: Date, zone: string): string => localOf(instant, zone).slice(0, 10);

/**
 * The minute in which an instant lies. It is in the key of a job for what a sweep finds due: such a thing is looked at once a
 * minute for as long as it is due, whatever became of an earlier look.
 */
export const minuteOf = (now: Date): string => now.toISOString().slice(0, 16);

/** The midnights that bound the days of the week in which `now` lies on the clocks of `zone`: eight, from Monday to Monday. */
export function weekOf(now: Date, zone: string): Date[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return Array.from(
    { length: 8 },
    (_none, days) => new Date(monday.add({ days }).toZonedDateTime(zone).epochMilliseconds),
  );
}

/** Whether a local time is one that a calendar has: not the 31st of February. */
export function isLocalTime(local: string): boolean {
  try {
    Temporal.PlainDateTime.from(local, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** Says what the clocks in `zone` show, as YYYY-MM-DD HH:MM: for many instants, since making it costs more than using it. */
export function clockOf(zone: string): (instant: Date) => string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('sv-SE', { ...parts, hourCycle: 'h23', timeZone: zone });
  return (instant) => format.format(instant);
}

/** A length of time as a person says it: 2 h 10 min. */
export function minutesInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 || hours === 0 ? [`${rest} min`] : [])].join(' ');
}
