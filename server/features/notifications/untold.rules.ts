import { minutesBetweenTries } from '@interlock/contract/deliveries.ts';

const MINUTE = 60_000;

/** When an act that failed to be told on so many times is tried again; null once it is given up. */
export function nextTry(tries: number, now: Date): Date | null {
  const minutes = minutesBetweenTries[tries - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE);
}

/** What was given up is kept for a year, as a delivery that was given up. */
export const givenUpBefore = (now: Date): Date => new Date(now.getTime() - 365 * 24 * 60 * MINUTE);
