import { type DeliveryState, minutesBetweenTries } from '@interlock/contract/deliveries.ts';

/** What one try came to. */
type Tried = { ok: true } | { ok: false; why: string; final: boolean; retryAfterSeconds?: number };

export type DeliveryStanding = {
  state: DeliveryState;
  dueAt: Date | null;
  problem: string | null;
  endedAt: Date | null;
};

const MINUTE = 60_000;

/** How long a server has for one try. One that died over it left it standing; after this another takes it back. */
export const LEASE_MS = 5 * MINUTE;

export const mostTries = minutesBetweenTries.length + 1;

/** Where a delivery stands after its `tries`-th try. */
export function afterTry(tries: number, tried: Tried, now: Date): DeliveryStanding {
  if (tried.ok) return { state: 'sent', dueAt: null, problem: null, endedAt: now };
  const minutes = minutesBetweenTries[tries - 1];
  if (tried.final || minutes === undefined) {
    return { state: 'given_up', dueAt: null, problem: tried.why, endedAt: now };
  }
  const wait = Math.max(minutes * MINUTE, (tried.retryAfterSeconds ?? 0) * 1000);
  return { state: 'failed', dueAt: new Date(now.getTime() + wait), problem: tried.why, endedAt: null };
}

/** How often in a row a room may take too long before it is left alone, and for how long at most. */
const SLOW_TRIES = 3;
const LONGEST_REST = 60 * MINUTE;

/** Until when a room is left alone, so that what goes to others need not wait for it: longer each time, until it answers. */
export function restUntil(slowTries: number, now: Date): Date | null {
  if (slowTries < SLOW_TRIES) return null;
  return new Date(now.getTime() + Math.min(MINUTE * 2 ** (slowTries - SLOW_TRIES), LONGEST_REST));
}

/** What a try comes to while the room is left alone. */
export const atRest = ({ slowTries, until }: { slowTries: number; until: Date }, now: Date): Tried => ({
  ok: false,
  why: `Not tried: the room has taken too long ${slowTries} times in a row and is left alone until ${until.toISOString().slice(11, 16)} UTC.`,
  final: false,
  retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1000),
});

const DAY = 24 * 60 * MINUTE;

/** What ended is kept for 90 days, what was given up for a year. */
export const keptSince = (now: Date): { ended: Date; givenUp: Date } => ({
  ended: new Date(now.getTime() - 90 * DAY),
  givenUp: new Date(now.getTime() - 365 * DAY),
});
