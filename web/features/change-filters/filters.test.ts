import { expect, test } from 'vitest';
import { filtersOf, plannedWithin, toggled } from './filters.ts';

test('an address keeps the filters that are known and drops the rest', () => {
  expect(filtersOf({ state: 'draft,assess', q: '', evil: 'x' })).toEqual({ state: 'draft,assess' });
});

test('a second state joins the first, and leaves again', () => {
  expect(toggled('draft', 'assess')).toBe('draft,assess');
  expect(toggled('draft,assess', 'draft')).toBe('assess');
});

test('the last value taken out clears the filter', () => {
  expect(toggled('draft', 'draft')).toBeUndefined();
});

const week = { from: '2026-03-08T23:00:00.000Z', to: '2026-03-15T23:00:00.000Z' };

test.each([
  ['an open list by itself', {}, week.from, week.to],
  [
    'a wider list by itself',
    { plannedFrom: '2026-03-01T00:00:00Z', plannedTo: '2026-04-01T00:00:00Z' },
    week.from,
    week.to,
  ],
  ['a list that begins within it from there', { plannedFrom: '2026-03-10T00:00:00Z' }, '2026-03-10T00:00:00Z', week.to],
  [
    'a list that ends within it up to there',
    { plannedTo: '2026-03-12T00:00:00+01:00' },
    week.from,
    '2026-03-12T00:00:00+01:00',
  ],
])('a week narrows %s', (_list, filters, plannedFrom, plannedTo) => {
  expect(plannedWithin(filters, week)).toEqual({ plannedFrom, plannedTo });
});
