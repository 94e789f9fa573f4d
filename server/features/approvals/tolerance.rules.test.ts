import type { Tolerance } from '@interlock/contract/models.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../platform/time.ts';
import { isWithin, toleranceInWords, type Window } from './tolerance.rules.ts';

const window = (start: string, end: string, zone = 'UTC'): Window => ({ start, end, zone });
const approved = window('2026-03-05T10:00', '2026-03-05T12:00');
const two: Tolerance = { sameDay: true, shiftMinutes: 120, longer: false };

describe('a moved window', () => {
  test.each<[string, boolean, Partial<Tolerance>, Window]>([
    ['that is the same stands', true, {}, approved],
    ['moved by just as much stands', true, {}, window('2026-03-05T12:00', '2026-03-05T14:00')],
    ['moved the other way by as much stands', true, {}, window('2026-03-05T08:00', '2026-03-05T10:00')],
    ['moved by a minute more does not', false, {}, window('2026-03-05T12:01', '2026-03-05T14:00')],
    ['that is shorter stands', true, {}, window('2026-03-05T10:30', '2026-03-05T11:00')],
    ['that is a minute longer does not', false, {}, window('2026-03-05T10:00', '2026-03-05T12:01')],
    ['that is longer stands where it may be', true, { longer: true }, window('2026-03-05T10:00', '2026-03-05T14:00')],
    [
      'that is longer than it may shift does not',
      false,
      { longer: true },
      window('2026-03-05T10:00', '2026-03-05T14:01'),
    ],
    ['on another day does not', false, { shiftMinutes: 10_080 }, window('2026-03-06T10:00', '2026-03-06T12:00')],
    [
      'on another day stands where it may',
      true,
      { sameDay: false, shiftMinutes: 1440 },
      window('2026-03-06T10:00', '2026-03-06T12:00'),
    ],
    [
      'said by other clocks stands',
      true,
      { shiftMinutes: 0 },
      window('2026-03-05T11:00', '2026-03-05T13:00', 'Europe/Amsterdam'),
    ],
  ])('%s', (_how, stands, over, moved) => {
    expect(isWithin({ ...two, ...over }, approved, moved)).toBe(stands);
  });

  test('is on the day of the approved window’s clocks, not of others', () => {
    const late = window('2026-03-05T23:30', '2026-03-06T01:00', 'Asia/Tokyo');
    expect(isWithin(two, late, window('2026-03-06T00:15', '2026-03-06T01:30', 'Asia/Tokyo'))).toBe(false);
    expect(isWithin(two, late, window('2026-03-05T22:15', '2026-03-05T23:30', 'Asia/Tokyo'))).toBe(true);
  });

  test.each<[string, boolean, Window]>([
    ['that ends on the day after does not', false, window('2026-03-05T23:00', '2026-03-06T00:30')],
    ['that ends at midnight stands', true, window('2026-03-05T22:30', '2026-03-06T00:00')],
    ['that ends a minute after it does not', false, window('2026-03-05T22:31', '2026-03-06T00:01')],
  ])('of an evening, moved to one %s', (_how, stands, moved) => {
    expect(isWithin(two, window('2026-03-05T21:30', '2026-03-05T23:00'), moved)).toBe(stands);
  });

  test('that went past midnight may still, or be over before it', () => {
    const night = window('2026-03-05T22:00', '2026-03-06T02:00');
    expect(isWithin(two, night, window('2026-03-05T23:30', '2026-03-06T03:30'))).toBe(true);
    expect(isWithin(two, night, window('2026-03-05T20:00', '2026-03-05T23:00'))).toBe(true);
  });

  test('ends on its day in the nights in which the clocks are put forward and back', () => {
    const evening = (day: string, start: string, end: string) => window(`${day}T${start}`, end, 'Europe/Amsterdam');
    for (const [day, next] of [
      ['2026-03-28', '2026-03-29'],
      ['2026-10-24', '2026-10-25'],
    ] as const) {
      const seen = evening(day, '21:00', `${day}T23:00`);
      expect(isWithin(two, seen, evening(day, '22:00', `${next}T00:00`))).toBe(true);
      expect(isWithin(two, seen, evening(day, '22:30', `${next}T00:30`))).toBe(false);
    }
  });

  test('is as long as it lasts, also in the night in which the clocks are put forward', () => {
    const spring = window('2026-03-29T01:00', '2026-03-29T04:00', 'Europe/Amsterdam');
    expect(isWithin(two, spring, window('2026-03-29T03:00', '2026-03-29T05:00', 'Europe/Amsterdam'))).toBe(true);
    expect(isWithin(two, spring, window('2026-03-29T03:00', '2026-03-29T06:00', 'Europe/Amsterdam'))).toBe(false);
  });

  const local = fc
    .integer({ min: 0, max: 6 * 24 * 60 })
    .map((minute) => new Date(Date.UTC(2026, 2, 26, 0, minute)).toISOString().slice(0, 16));
  const zone = fc.constantFrom('UTC', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata');
  const windows = fc
    .record({ start: local, end: local, zone })
    .filter(({ start, end, zone: of }) => instantOf(start, of) < instantOf(end, of));
  const tolerance = fc.record({ sameDay: fc.boolean(), shiftMinutes: fc.nat(600), longer: fc.boolean() });

  test('never comes further than the tolerance by any chain of moves', () => {
    fc.assert(
      fc.property(windows, fc.array(windows, { maxLength: 12 }), tolerance, (first, moves, granted) => {
        let present = first;
        for (const next of moves) if (isWithin(granted, first, next)) present = next;
        const at = (of: Window, edge: 'start' | 'end') => instantOf(of[edge], of.zone).getTime() / 60_000;
        expect(Math.abs(at(present, 'start') - at(first, 'start'))).toBeLessThanOrEqual(granted.shiftMinutes);
        const length = (of: Window) => at(of, 'end') - at(of, 'start');
        const most = length(first) + (granted.longer ? granted.shiftMinutes : 0);
        expect(length(present)).toBeLessThanOrEqual(most);
      }),
    );
  });
});

test('a tolerance is said in words', () => {
  expect(toleranceInWords(two)).toBe('it stays on its day, moves by at most 2 h and is no longer');
  expect(toleranceInWords({ sameDay: false, shiftMinutes: 90, longer: true })).toBe(
    'it moves by at most 1 h 30 min and lasts at most 1 h 30 min longer',
  );
});
