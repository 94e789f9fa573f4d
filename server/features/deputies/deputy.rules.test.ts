import { describe, expect, test } from 'vitest';
import { mayName, spanOf } from './deputy.rules.ts';

const now = new Date('2026-03-02T09:00:00Z');
const deputy = { id: 'dan', name: 'Dan', active: true, decides: true };
const naming = {
  personId: 'ann',
  deputy,
  taken: [],
  now,
  from: '2026-03-03',
  until: '2026-03-06',
  zone: 'Europe/Amsterdam',
  linked: { ann: 'one', ann2: 'one' },
};

test('somebody stands in from the first minute of the first day to the last of the last, by the clock of whom they stand in for', () => {
  expect(spanOf(naming)).toEqual({
    startsAt: new Date('2026-03-02T23:00:00Z'),
    endsAt: new Date('2026-03-06T23:00:00Z'),
  });
});

describe('a deputy', () => {
  const taken = [spanOf(naming)];
  test.each<[string, Partial<typeof naming> | { deputy: undefined } | { taken: typeof taken }, string]>([
    ['nobody knows', { deputy: undefined }, 'invalid'],
    ['is oneself', { deputy: { ...deputy, id: 'ann' } }, 'invalid'],
    ['is one’s other account', { deputy: { ...deputy, id: 'ann2' } }, 'same_person'],
    ['is deactivated', { deputy: { ...deputy, active: false } }, 'invalid'],
    ['cannot decide', { deputy: { ...deputy, decides: false } }, 'invalid'],
    ['ends before they begin', { until: '2026-03-02' }, 'invalid'],
    ['is named for what is over', { from: '2026-02-01', until: '2026-02-28' }, 'invalid'],
    ['is named for years', { until: '2028-03-06' }, 'invalid'],
    ['is named beside another', { taken }, 'deputy_named'],
  ])('who %s is refused', (_who, over, code) => {
    expect(mayName({ ...naming, ...over })).toMatchObject({ ok: false, code });
  });

  test('is taken for the days after another', () => {
    const after = { from: '2026-03-07', until: '2026-03-08', taken };
    expect(mayName({ ...naming, ...after })).toMatchObject({ ok: true });
  });
});
