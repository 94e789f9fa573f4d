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
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** The instant at which that clock shows this. An hour that a clock skips is taken as the hour after it. */
export function instantAt(local: string, zone: string): string {
  const wanted = Date.parse(`${local}:00Z`);
  let guess = wanted;
  for (let turn = 0; turn < 2; turn += 1) {
    guess += wanted - Date.parse(`${localAt(new Date(guess).toISOString(), zone)}:00Z`);
  }
  return new Date(guess).toISOString();
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
