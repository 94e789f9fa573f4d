import { expect, test } from 'vitest';
import { daysOf, instantsOf, spanOf } from './spans.ts';

/** A Sunday evening in Amsterdam, which is Monday already in Auckland. */
const now = '2026-03-29T19:00:00.000Z';

test.each([
  ['thisWeek', 'Europe/Amsterdam', '2026-03-23', '2026-03-29'],
  ['thisWeek', 'Pacific/Auckland', '2026-03-30', '2026-04-05'],
  ['nextWeek', 'Europe/Amsterdam', '2026-03-30', '2026-04-05'],
  ['thisMonth', 'Europe/Amsterdam', '2026-03-01', '2026-03-31'],
  ['nextMonth', 'Europe/Amsterdam', '2026-04-01', '2026-04-30'],
] as const)('%s in %s is from %s up to %s', (name, zone, from, to) => {
  expect(spanOf(name, now, zone)).toEqual({ from, to });
});

test('days are whole by the clock of the zone, also where an hour is missing from one', () => {
  const instants = instantsOf({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Amsterdam');
  expect(instants).toEqual({ plannedFrom: '2026-03-28T23:00:00.000Z', plannedTo: '2026-03-29T22:00:00.000Z' });
  const { plannedFrom, plannedTo } = instants;
  expect(daysOf(plannedFrom, plannedTo, 'Europe/Amsterdam')).toEqual({ from: '2026-03-29', to: '2026-03-29' });
});
