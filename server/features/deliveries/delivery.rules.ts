import { type DeliveryState, minutesBetweenTries } from '@interlock/contract/deliveries.ts';

/** What one try came to. */
type Tried = { ok: true } | { ok: false; why: string; final: boolean; retryAfterSeconds?: number };

export type Standing = { state: DeliveryState; dueAt: Date | null; problem: string | null; endedAt: Date | null };

const MINUTE = 60_000;

/** How long a server has for one try. One that died over it left it standing; after this another takes it back. */
export const LEASE_MS = 5 * MINUTE;

export const mostTries = minutesBetweenTries.length + 1;

/** Where a delivery stands after its `tries`-th try. */
export function afterTry(tries: number, tried: Tried, now: Date): Standing {
  if (tried.ok) return { state: 'sent', dueAt: null, problem: null, endedAt: now };
  const minutes = minutesBetweenTries[tries - 1];
  if (tried.final || minutes === undefined) {
    return { state: 'given_up', dueAt: null, problem: tried.why, endedAt: now };
  }
  const wait = Math.max(minutes * MINUTE, (tried.retryAfterSeconds ?? 0) * 1000);
  return { state: 'failed', dueAt: new Date(now.getTime() + wait), problem: tried.why, endedAt: null };
}

const DAY = 24 * 60 * MINUTE;

/** What ended is kept for 90 days, what was given up for a year. */
export const keptSince = (now: Date): { ended: Date; givenUp: Date } => ({
  ended: new Date(now.getTime() - 90 * DAY),
  givenUp: new Date(now.getTime() - 365 * DAY),
});
