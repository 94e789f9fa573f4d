import { expect, test } from 'vitest';
import { turnsPassed } from './near.rules.ts';

const start = new Date('2026-03-05T22:00:00Z');
const at = (condition: string, iso: string) => turnsPassed(condition, start, new Date(iso));

test.each([
  [
    '24 hours before it, and a moment later again',
    '<= 24.0',
    ['2026-03-04T21:59:59Z', '2026-03-04T22:00:00Z', '2026-03-04T22:00:01Z'],
  ],
  ['half an hour before it', '< 0.5', ['2026-03-05T21:29:00Z', '2026-03-05T21:31:00Z']],
  ['two hours after it', '< -2.0', ['2026-03-05T23:59:00Z', '2026-03-06T00:01:00Z']],
])('a condition may say otherwise %s', (_when, says, moments) => {
  const seen = moments.map((moment) => at(`change.hoursUntilStart ${says}`, moment));
  expect(new Set(seen).size).toBe(moments.length);
});

test('between the distances that it names, and where it does not ask for the time, a condition stays as it is', () => {
  const asks = 'change.priority < 3 && change.hoursUntilStart < 24.0';
  expect(at(asks, '2026-03-04T22:01:00Z')).toBe(at(asks, '2026-03-05T18:00:00Z'));
  expect(at('change.priority < 3', '2026-03-01T00:00:00Z')).toBe(at('change.priority < 3', '2026-03-05T22:00:00Z'));
});
