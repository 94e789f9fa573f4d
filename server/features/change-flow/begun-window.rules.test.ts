import { describe, expect, test } from 'vitest';
import { instantOf } from '../../platform/time.ts';
import { windowFromNow } from './begun-window.rules.ts';

const zone = 'Europe/Berlin';
const begun = (now: string, end: string) => windowFromNow({ now: new Date(now), end, zone });

test('work that begins now has a window by the clock of its place', () => {
  expect(begun('2026-10-24T20:10:30Z', '2026-10-24T23:00')).toEqual({
    start: '2026-10-24T22:10',
    end: '2026-10-24T23:00',
    zone,
  });
});

describe('in the night in which autumn repeats an hour, work', () => {
  test.each([
    ['begun in the first of the two and ended in it', '00:10', '2026-10-25T02:40', '00:10', '00:40', zone],
    ['begun in the first and ended in the second', '00:50', '2026-10-25T02:20', '00:50', '01:20', 'UTC'],
    ['begun in the second and ended in it', '01:30', '2026-10-25T02:50', '01:30', '01:50', 'UTC'],
    ['begun in the second and ended after it', '01:30', '2026-10-25T03:30', '01:30', '02:30', 'UTC'],
    ['begun before and ended after', '23:50', '2026-10-25T03:30', '23:50', '02:30', zone],
    ['begun after it', '02:10', '2026-10-25T04:00', '02:10', '03:00', zone],
  ])('%s lasts as long as was said', (_what, now, end, starts, ends, by) => {
    const day = now === '23:50' ? '2026-10-24' : '2026-10-25';
    const window = begun(`${day}T${now}:20Z`, end);
    expect([window.start, window.end].map((local) => instantOf(local, window.zone).toISOString())).toEqual([
      `${day}T${starts}:00.000Z`,
      `2026-10-25T${ends}:00.000Z`,
    ]);
    expect(window.zone).toBe(by);
  });

  test('that should have ended before it begins has no window that lies ahead', () => {
    const { end, zone: by } = begun('2026-10-25T01:30:00Z', '2026-10-25T02:10');
    expect(instantOf(end, by) < new Date('2026-10-25T01:30:00Z')).toBe(true);
  });
});

test('in the night in which spring skips an hour, an end that no clock shows is an hour later', () => {
  const { end } = begun('2027-03-28T00:30:00Z', '2027-03-28T02:30');
  expect(instantOf(end, zone).toISOString()).toBe('2027-03-28T01:30:00.000Z');
});
