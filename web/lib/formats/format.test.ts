import { expect, test } from 'vitest';
import { formatAgo, formatDate, formatInstant, formatLocalSpan, formatSpan } from './format.ts';

const amsterdam = { zone: 'Europe/Amsterdam', locale: 'en-GB' };

test('an instant is told by the clock of the viewer', () => {
  expect(formatInstant('2026-12-03T21:00:00Z', amsterdam)).toBe('Thu, 3 Dec 2026, 22:00');
});

test('a span within a day says the day once', () => {
  expect(formatSpan('2026-12-03T21:00:00Z', '2026-12-03T22:15:00Z', amsterdam)).toBe('Thu, 3 Dec 2026, 22:00 – 23:15');
});

test('a span over midnight says both days', () => {
  expect(formatLocalSpan('2026-12-03T22:00', '2026-12-04T00:15', 'en-GB')).toBe(
    'Thu, 3 Dec 2026, 22:00 – Fri, 4 Dec 2026, 00:15',
  );
});

test('a wanted date is the same day everywhere', () => {
  expect(formatDate('2026-12-03', 'en-GB')).toBe('3 Dec 2026');
});

test.each([
  ['2026-12-03T10:00:20Z', 'this minute'],
  ['2026-12-03T07:59:00Z', '2 hr ago'],
  ['2026-11-01T10:00:00Z', '1 mo ago'],
  ['2026-11-25T10:00:00Z', '1 wk ago'],
  ['2026-12-02T09:00:00Z', 'yesterday'],
  ['2026-12-10T10:00:00Z', 'in 1 wk'],
])('%s is told as %s', (instant, words) => {
  expect(formatAgo(instant, Date.parse('2026-12-03T10:00:00Z'), 'en-US').replace('.', '')).toBe(words);
});
