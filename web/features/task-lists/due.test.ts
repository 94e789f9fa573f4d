import { expect, test } from 'vitest';
import { dueOf, inOrderOfDue } from './due.ts';

const now = Date.parse('2026-03-02T09:00:00Z');
const task = { state: 'open' as const, due: null, plannedStart: null, held: null };

test.each([
  ['what was due before', { due: '2026-03-02T08:59:00Z' }, 'overdue'],
  ['what is due later today', { due: '2026-03-02T20:00:00Z' }, 'today'],
  ['what is due today by my clock only', { due: '2026-03-03T04:00:00Z' }, 'today'],
  ['what is due on another day', { due: '2026-03-03T20:00:00Z' }, 'next'],
  ['what is planned to begin today', { plannedStart: '2026-03-02T22:00:00Z', due: '2026-03-04T02:00:00Z' }, 'today'],
  ['what has no time', {}, 'next'],
  ['what is not its turn', { state: 'pending' as const, due: '2026-03-01T00:00:00Z' }, 'waiting'],
  ['what rests', { held: 'No licence', due: '2026-03-01T00:00:00Z' }, 'waiting'],
])('%s', (_name, over, due) => {
  expect(dueOf({ ...task, ...over }, now, 'America/New_York')).toBe(due);
});

test('what is due soonest comes first, and what has no time last', () => {
  const rows = [{ due: null }, { due: '2026-03-03T00:00:00.000Z' }, { due: '2026-03-02T00:00:00.000Z' }];
  expect(inOrderOfDue(rows).map(({ due }) => due?.slice(8, 10) ?? '')).toEqual(['02', '03', '']);
});
