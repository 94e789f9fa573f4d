import { expect, test } from 'vitest';
import { instantAt, instantsOfDays, isZone, localAfter, localAt } from './local-time.ts';

test.each([
  ['2026-12-03T22:00', 'Europe/Amsterdam', '2026-12-03T21:00:00.000Z'],
  ['2026-07-03T22:00', 'America/New_York', '2026-07-04T02:00:00.000Z'],
  ['2026-01-01T00:30', 'Asia/Kathmandu', '2025-12-31T18:45:00.000Z'],
])('%s in %s is %s, and back', (local, zone, instant) => {
  expect(instantAt(local, zone)).toBe(instant);
  expect(localAt(instant, zone)).toBe(local);
});

test('an hour that the clock skips in spring is the hour after it', () => {
  expect(localAt(instantAt('2026-03-29T02:30', 'Europe/Amsterdam'), 'Europe/Amsterdam')).toBe('2026-03-29T03:30');
});

test('of an hour that the clock shows twice in autumn the first is meant', () => {
  expect(instantAt('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  expect(instantAt('2026-10-25T03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  expect(instantAt('2026-04-05T01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z');
});

test.each([
  ['on any day', '2026-03-02T22:00', 120, '2026-03-03T00:00', 120],
  ['over the hour that spring skips', '2027-03-28T01:30', 120, '2027-03-28T04:30', 120],
  ['up to that hour', '2027-03-28T01:30', 30, '2027-03-28T03:00', 30],
  ['over the hour that autumn shows twice', '2026-10-25T01:30', 180, '2026-10-25T03:30', 180],
  ['within the first of the two', '2026-10-25T02:10', 30, '2026-10-25T02:40', 30],
  ['into the second of the two, to its end', '2026-10-25T02:10', 60, '2026-10-25T03:00', 110],
])('so many minutes %s are no fewer', (_what, start, minutes, end, lasts) => {
  const zone = 'Europe/Berlin';
  expect(localAfter(start, minutes, zone)).toBe(end);
  expect((Date.parse(instantAt(end, zone)) - Date.parse(instantAt(start, zone))) / 60_000).toBe(lasts);
});

test('a year that is being typed is one', () => {
  expect(localAfter('0002-10-25T22:00', 30, 'Europe/Berlin')).toMatch(/^0002-10-25T22:\d\d$/);
});

test('a zone that is half typed is none', () => {
  expect(['Europe/Berlin', 'Europe/Ber', ''].map(isZone)).toEqual([true, false, false]);
});

test('days are meant whole, also those on which a clock changes', () => {
  expect(instantsOfDays({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Amsterdam')).toEqual({
    from: '2026-03-28T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
  });
  expect(instantsOfDays({ to: 'tomorrow', from: '2026-02-45' }, 'UTC')).toEqual({ from: undefined, to: undefined });
});
