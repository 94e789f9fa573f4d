import { expect, test } from 'vitest';
import { nextTry } from './untold.rules.ts';

const now = new Date('2026-03-02T09:00:00Z');

test.each([
  [1, '2026-03-02T09:01:00Z'],
  [2, '2026-03-02T09:05:00Z'],
  [7, '2026-03-03T09:00:00Z'],
])('an act that failed to be told on %i times is tried again at %s', (tries, at) => {
  expect(nextTry(tries, now)).toEqual(new Date(at));
});

test('an act that failed to be told on eight times is given up', () => {
  expect(nextTry(8, now)).toBeNull();
});
