import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, isLocalTime, localOf, minutesInWords, weekOf } from './time.ts';

describe('what the clocks on the wall show', () => {
  test.each([
    ['2026-03-02T09:00', 'Europe/Amsterdam', '2026-03-02T08:00:00.000Z'],
    ['2026-07-02T09:00', 'Europe/Amsterdam', '2026-07-02T07:00:00.000Z'],
    ['2026-03-29T02:30', 'Europe/Amsterdam', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Amsterdam', '2026-10-25T00:30:00.000Z'],
    ['2026-03-02T09:00', 'Asia/Kathmandu', '2026-03-02T03:15:00.000Z'],
  ])('as %s in %s is %s', (local, zone, instant) => {
    expect(instantOf(local, zone).toISOString()).toBe(instant);
  });

  test('leads back from every minute to the same local time, and never runs backwards by more than an hour', () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    const zones = fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        const instant = new Date(minute * 60_000);
        const local = localOf(instant, zone);
        expect(localOf(instantOf(local, zone), zone)).toBe(local);
        const repeated = instant.getTime() - instantOf(local, zone).getTime();
        expect(repeated).toBeGreaterThanOrEqual(0);
        expect(repeated).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });

  test.each([
    ['2026-02-28T10:00', true],
    ['2026-02-29T10:00', false],
    ['2028-02-29T10:00', true],
    ['2026-04-31T10:00', false],
  ])('can be %s: %s', (local, is) => {
    expect(isLocalTime(local)).toBe(is);
  });
});

test('a week has the midnights of its clocks, also where an hour is skipped', () => {
  const bounds = weekOf(new Date('2026-03-25T12:00:00Z'), 'Europe/Amsterdam').map((at) => at.toISOString());
  expect(bounds).toHaveLength(8);
  expect([bounds[0], bounds[6], bounds[7]]).toEqual([
    '2026-03-22T23:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
});

test('a Sunday belongs to the week that began on the Monday before, by the clocks of the zone', () => {
  const late = new Date('2026-03-01T23:30:00Z');
  expect(weekOf(late, 'UTC')[0]?.toISOString()).toBe('2026-02-23T00:00:00.000Z');
  expect(weekOf(late, 'Europe/Amsterdam')[0]?.toISOString()).toBe('2026-03-01T23:00:00.000Z');
});

test.each([
  [0, '0 min'],
  [45, '45 min'],
  [60, '1 h'],
  [130, '2 h 10 min'],
  [1500, '25 h'],
])('%i minutes are said as %s', (minutes, words) => {
  expect(minutesInWords(minutes)).toBe(words);
});
