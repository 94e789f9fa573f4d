/** What the clock on the wall of a zone shows at an instant: 2026-12-03T22:00. */
export function localAt(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The instant at which that clock shows this. An hour that a clock skips is taken as the hour after it, and of one that it shows
 * twice the first is meant, as the server reads it.
 */
export function instantAt(local: string, zone: string): string {
  const wanted = Date.parse(`${local}:00Z`);
  let guess = wanted;
  for (let turn = 0; turn < 2; turn += 1) {
    guess += wanted - Date.parse(`${localAt(new Date(guess).toISOString(), zone)}:00Z`);
  }
  const first = repeated.map((ms) => guess - ms).find((at) => localAt(new Date(at).toISOString(), zone) === local);
  return new Date(first ?? guess).toISOString();
}

/** Whether a word, which may be half typed, names a zone. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** By so much clocks are put back: an hour, or half of one on Lord Howe. */
const repeated = [3_600_000, 1_800_000];

/**
 * What that clock shows so many minutes after it shows this, across its changes too. Where it would be read as the first of an
 * hour that is shown twice, it is the end of that hour: never less than these minutes.
 */
export function localAfter(local: string, minutes: number, zone: string): string {
  const until = Date.parse(instantAt(local, zone)) + minutes * 60_000;
  const shown = localAt(new Date(until).toISOString(), zone);
  if (Date.parse(instantAt(shown, zone)) >= until) return shown;
  return new Date(Date.parse(`${shown.slice(0, 13)}:00:00Z`) + 3_600_000).toISOString().slice(0, 16);
}

/** Days as calendars count them: `2026-03-02`. */
export const shiftedDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** From the first day up to the last, both meant whole, as the instants between which they lie by the clock of `zone`. */
export const instantsOfDays = ({ from, to }: { from?: string | undefined; to?: string | undefined }, zone: string) => ({
  from: isDay(from) ? instantAt(`${from}T00:00`, zone) : undefined,
  to: isDay(to) ? instantAt(`${shiftedDay(to, 1)}T00:00`, zone) : undefined,
});

const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
