import { minutesBetweenTries } from '@interlock/contract/deliveries.ts';
import { expect, test } from 'vitest';
import { afterTry, mostTries, restUntil } from './delivery.rules.ts';

const now = new Date('2026-03-02T09:00:00Z');
const failed = (over: object = {}) => ({ ok: false as const, why: 'down', final: false, ...over });
const minutesUntil = (due: Date | null) => due && (due.getTime() - now.getTime()) / 60_000;

test('what was taken is over', () => {
  expect(afterTry(3, { ok: true }, now)).toEqual({ state: 'sent', dueAt: null, problem: null, endedAt: now });
});

test('what failed is tried again, each time later, and given up after the last try, with the reason', () => {
  const standings = Array.from({ length: mostTries }, (_, at) => afterTry(at + 1, failed(), now));
  expect(standings.map(({ dueAt }) => minutesUntil(dueAt))).toEqual([...minutesBetweenTries, null]);
  expect(standings.at(-1)).toEqual({ state: 'given_up', dueAt: null, problem: 'down', endedAt: now });
});

test('a final no is given up at once', () => {
  expect(afterTry(1, failed({ final: true }), now)).toMatchObject({ state: 'given_up', problem: 'down' });
});

test('a receiver that asks for more patience gets it, and one that asks for less does not', () => {
  expect(minutesUntil(afterTry(1, failed({ retryAfterSeconds: 3600 }), now).dueAt)).toBe(60);
  expect(minutesUntil(afterTry(2, failed({ retryAfterSeconds: 1 }), now).dueAt)).toBe(5);
});

test('a room that takes too long rests longer each time, and never more than an hour', () => {
  const rests = Array.from({ length: 12 }, (_, slow) => minutesUntil(restUntil(slow, now)));
  expect(rests).toEqual([null, null, null, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});
