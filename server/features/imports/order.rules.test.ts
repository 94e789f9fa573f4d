import type { DateField, ImportedState } from '@interlock/contract/imports.ts';
import { expect, test } from 'vitest';
import type { Moment, Moments } from './moment.rules.ts';
import { orderOf } from './order.rules.ts';

const now = new Date('2026-03-02T09:00:00Z');
const closed: ImportedState = { state: 'closed', outcome: 'not_recorded' };
const moment = (cell: string): Moment => ({
  at: new Date(`${cell}Z`),
  local: cell.slice(0, 16),
  zone: 'UTC',
  column: 'When',
  cell,
});
const moments = (given: Partial<Record<DateField, string>>): Moments => {
  const at = (field: DateField) => (given[field] === undefined ? null : moment(given[field]));
  return {
    requestedAt: at('requestedAt'),
    wantedDate: at('wantedDate'),
    plannedStart: at('plannedStart'),
    plannedEnd: at('plannedEnd'),
    actualStart: at('actualStart'),
    actualEnd: at('actualEnd'),
    endedAt: at('endedAt'),
    decidedAt: at('decidedAt'),
  };
};

test.each<[string, Partial<Record<DateField, string>>]>([
  ['decided before it was requested', { requestedAt: '2022-07-30T00:00:00', decidedAt: '2021-08-03T00:00:00' }],
  ['over before it was requested', { requestedAt: '2022-07-30T00:00:00', endedAt: '2022-07-29T00:00:00' }],
  ['ended before it began', { actualStart: '2022-07-30T10:00:00', actualEnd: '2022-07-30T09:00:00' }],
  ['lies in the future', { actualStart: '2026-03-02T09:00:01' }],
])('what %s is a warning and is kept', (reason, given) => {
  const { dates, notes } = orderOf(moments(given), closed, now);
  expect(notes.map((note) => note.reason)).toEqual([expect.stringContaining(reason)]);
  for (const field of ['requestedAt', 'actualStart', 'actualEnd', 'endedAt'] as const) {
    expect(dates[field]).toEqual(moments(given)[field]?.at ?? null);
  }
});

test.each([
  ['the same minute', '2022-07-30T10:00:10', '2022-07-30T10:00:50'],
  ['an end before the start', '2022-07-30T10:00:00', '2022-07-30T09:00:00'],
])('%s is no window', (_what, plannedStart, plannedEnd) => {
  const { dates, notes } = orderOf(moments({ plannedStart, plannedEnd }), closed, now);
  expect(dates).toMatchObject({ window: null, plannedStart: null, plannedEnd: null });
  expect(notes).toHaveLength(1);
});

test('a planned start alone is kept, though it makes no window', () => {
  const { dates, notes } = orderOf(moments({ plannedStart: '2022-07-30T10:00:00' }), closed, now);
  expect(dates).toMatchObject({ window: null, plannedStart: new Date('2022-07-30T10:00:00Z'), plannedEnd: null });
  expect(notes).toEqual([]);
});

test('what was planned may lie in the future, and a wanted date is a day', () => {
  const given = {
    plannedStart: '2027-01-01T10:00:00',
    plannedEnd: '2027-01-01T11:00:00',
    wantedDate: '2027-01-02T00:00:00',
  };
  expect(orderOf(moments(given), { state: 'draft' }, now)).toMatchObject({
    notes: [],
    dates: { wantedDate: '2027-01-02', window: { start: '2027-01-01T10:00', end: '2027-01-01T11:00', zone: 'UTC' } },
  });
});
