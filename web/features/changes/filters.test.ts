import { expect, test } from 'vitest';
import { filtersOf, toggled } from './filters.ts';

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
