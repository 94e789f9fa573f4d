import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRule, slotsAfter, windowOf } from './recurrence.ts';
import { instantOf } from './time.ts';

const start = '2026-03-01T02:30';
const of = (rule: string, over: { start?: string; until?: string | null } = {}) => ({
  rule,
  start,
  until: null,
  ...over,
});

describe('a rule', () => {
  test.each<[string, string[]]>([
    [
      'FREQ=WEEKLY;BYDAY=SU',
      ['2026-03-01T02:30', '2026-03-08T02:30', '2026-03-15T02:30', '2026-03-22T02:30', '2026-03-29T02:30'],
    ],
    ['FREQ=MONTHLY;BYDAY=2TU', ['2026-03-10T02:30', '2026-04-14T02:30']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', ['2026-03-31T02:30', '2026-04-30T02:30']],
    ['FREQ=DAILY;INTERVAL=10', ['2026-03-01T02:30', '2026-03-11T02:30', '2026-03-21T02:30']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', ['2028-02-29T02:30', '2032-02-29T02:30']],
  ])('%s comes at the days that it says', (rule, slots) => {
    expect(slotsAfter(of(rule), null, slots.length)).toEqual(slots);
  });

  test('goes on after a slot, and ends with its last day', () => {
    expect(slotsAfter(of('FREQ=DAILY'), '2026-03-04T02:30', 2)).toEqual(['2026-03-05T02:30', '2026-03-06T02:30']);
    expect(slotsAfter(of('FREQ=DAILY', { until: '2026-03-02' }), null, 9)).toEqual([start, '2026-03-02T02:30']);
  });

  test('comes no more after the last year that anything is held in', () => {
    const leap = of('FREQ=YEARLY;INTERVAL=97;BYMONTH=2;BYMONTHDAY=29', { start: '2024-02-29T02:30' });
    expect(slotsAfter(leap, null, 10)).toEqual(['2024-02-29T02:30', '2412-02-29T02:30', '2800-02-29T02:30']);
    expect(slotsAfter(of('FREQ=DAILY', { start: '2999-12-30T23:00' }), null, 10)).toHaveLength(2);
    expect(isRule(of('FREQ=YEARLY;BYMONTH=1', { start: '2999-12-31T23:00' }))).toBe(false);
  });

  test.each([
    'FREQ=HOURLY',
    'FREQ=DAILY;BYHOUR=3',
    'FREQ=DAILY;COUNT=3',
    'FREQ=DAILY;UNTIL=20270101',
    'INTERVAL=2',
    'FREQ=DAILY;FREQ=WEEKLY',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'RRULE:FREQ=DAILY',
    'FREQ=DAILY\nEXDATE:20260301T023000Z',
    '',
  ])('that we do not expand, or that never comes, is none: %j', (rule) => {
    expect(isRule(of(rule))).toBe(false);
  });

  test.each(['FREQ=DAILY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=YEARLY;BYMONTH=12'])(
    'of the calendar is one: %s',
    (rule) => {
      expect(isRule(of(rule))).toBe(true);
    },
  );
});

const zone = 'Europe/Amsterdam';
const hours = (from: string, to: string) =>
  (instantOf(to, zone).getTime() - instantOf(from, zone).getTime()) / 3600_000;

describe('the window of a slot', () => {
  test('shows the same clock when summer time has begun or ended in between', () => {
    const first = { start: '2026-03-21T22:00', end: '2026-03-22T04:00', zone };
    const night = windowOf('2026-03-28T22:00', first);
    expect(night).toEqual({ start: '2026-03-28T22:00', end: '2026-03-29T04:00', zone });
    expect(hours(night.start, night.end)).toBe(5);
    const autumn = windowOf('2026-10-24T22:00', first);
    expect(hours(autumn.start, autumn.end)).toBe(7);
  });

  test('moves on with the clocks where they skip it, and does not vanish', () => {
    expect(windowOf('2026-03-29T02:30', { start, end: '2026-03-01T02:50', zone })).toEqual({
      start: '2026-03-29T03:30',
      end: '2026-03-29T03:50',
      zone,
    });
    expect(windowOf('2026-03-29T02:30', { start, end: '2026-03-01T05:00', zone })).toEqual({
      start: '2026-03-29T03:30',
      end: '2026-03-29T05:00',
      zone,
    });
  });
});

test('whatever the rule, each slot comes once and in order, the clock on the wall shows the same time, and the window lasts', () => {
  const zones = fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC');
  const rules = fc.constantFrom(
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=WEEKLY;BYDAY=SA,SU',
    'FREQ=MONTHLY;BYDAY=-1SU',
  );
  const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  fc.assert(
    fc.property(rules, zones, minute, fc.integer({ min: 1, max: 600 }), fc.nat(300), (rule, where, at, lasts, day) => {
      const begin = new Date(Date.UTC(2026, 0, 1 + day));
      const from = `${begin.toISOString().slice(0, 10)}T${clock(at)}`;
      const to = new Date(begin.getTime() + (at + lasts) * 60_000).toISOString().slice(0, 16);
      const slots = slotsAfter({ rule, start: from, until: null }, null, 60);
      expect(slots).toHaveLength(60);
      expect(slots).toEqual([...new Set(slots)].sort());
      expect(slots.every((slot) => slot.endsWith(clock(at)))).toBe(true);
      const some = slots[20] ?? '';
      expect(slotsAfter({ rule, start: from, until: null }, some, 39)).toEqual(slots.slice(21));
      for (const slot of slots) {
        const window = windowOf(slot, { start: from, end: to, zone: where });
        const [start, end] = [instantOf(window.start, where), instantOf(window.end, where)];
        expect(end > start).toBe(true);
        expect(start).toEqual(instantOf(slot, where));
      }
    }),
    { numRuns: 25 },
  );
});
