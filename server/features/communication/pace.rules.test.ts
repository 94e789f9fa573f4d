import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localOf } from '../../platform/time.ts';
import { asTheRules } from './choice.store.ts';
import { dueAt, isQuiet, nextAt } from './pace.rules.ts';

const zone = 'Europe/Amsterdam';
const night = { from: '22:00', to: '07:00' };

describe('quiet hours', () => {
  test.each([
    ['the evening before', '2026-03-02T20:59:00Z', false],
    ['their first minute', '2026-03-02T21:00:00Z', true],
    ['the small hours', '2026-03-03T02:00:00Z', true],
    ['their last minute', '2026-03-03T05:59:00Z', true],
    ['the morning after', '2026-03-03T06:00:00Z', false],
  ])('over midnight: %s', (_when, now, quiet) => {
    expect(isQuiet(night, zone, new Date(now))).toBe(quiet);
  });

  test('within a day, and none', () => {
    const noon = new Date('2026-03-02T12:00:00Z');
    expect(isQuiet({ from: '12:00', to: '14:00' }, zone, noon)).toBe(true);
    expect(isQuiet({ from: '14:00', to: '12:00' }, zone, noon)).toBe(false);
    expect(isQuiet(null, zone, noon)).toBe(false);
  });
});

describe('a mail goes out', () => {
  const now = new Date('2026-03-02T22:30:00Z');
  const asked = { pace: 'at_once' as const, urgent: false, choice: { ...asTheRules, quiet: night }, zone, now };
  test.each([
    ['when quiet hours are over', {}, '2026-03-03T06:00:00Z'],
    ['at once where it is urgent', { urgent: true }, '2026-03-02T22:30:00Z'],
    ['at once where nobody wants quiet', { choice: asTheRules }, '2026-03-02T22:30:00Z'],
    ['with the mail of the day', { pace: 'daily' as const }, '2026-03-03T07:00:00Z'],
  ])('%s', (_what, over, due) => {
    expect(dueAt({ ...asked, ...over })).toEqual(new Date(due));
  });
});

test('the next time on the wall lies ahead, within a day and an hour, and is that time, also where clocks are put forward or back', () => {
  const minute = fc.integer({ min: 0, max: 365 * 24 * 60 });
  const hour = fc.integer({ min: 0, max: 23 });
  const anyZone = fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC');
  fc.assert(
    fc.property(minute, hour, anyZone, (minutes, at, where) => {
      const from = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
      const time = `${String(at).padStart(2, '0')}:30`;
      const next = nextAt(time, where, from);
      expect(next > from).toBe(true);
      expect(next.getTime() - from.getTime()).toBeLessThanOrEqual(25 * 3600_000);
      // Where spring skips the hour, the clocks have moved on.
      expect([time, `${String((at + 1) % 24).padStart(2, '0')}:30`]).toContain(localOf(next, where).slice(11));
    }),
  );
});
