import { expect, test } from 'vitest';
import { firstPossible, type Standing, whyTooLate } from './still-possible.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const standing = (over: Partial<Standing> = {}): Standing => ({
  ...{ state: { kind: 'scheduled' }, plannedStart: null, actualStart: null, actualEnd: null },
  ...over,
});

test.each([
  ['a day before a start that is far', { plannedStart: '2026-03-05T12:00:00Z' }, 'before', 1440],
  ['four hours before a start of tonight', { plannedStart: '2026-03-02T22:00:00Z' }, 'before', 240],
  ['a quarter of an hour before a start that is near', { plannedStart: '2026-03-02T12:20:00Z' }, 'before', 15],
  ['the start itself where it is nearer', { plannedStart: '2026-03-02T12:10:00Z' }, 'at_start', 1440],
  ['the start where none is planned', {}, 'at_start', 1440],
  ['the end of work that has begun', { actualStart: '2026-03-02T11:00:00Z' }, 'at_end', 1440],
  ['now once it is over', { actualStart: '2026-03-02T10:00:00Z', actualEnd: '2026-03-02T11:00:00Z' }, 'now', 1440],
  ['now where it is cancelled', { state: { kind: 'cancelled' } }, 'now', 1440],
] as const)('an announcement is first meant for %s', (_when, over, occasion, minutes) => {
  expect(firstPossible(standing(over), now)).toEqual({ occasion, minutes });
});

test('what is too late says so', () => {
  const near = standing({ plannedStart: '2026-03-02T13:00:00Z' });
  expect(whyTooLate({ occasion: 'before', minutes: 60 }, near, now)).toBe('passed');
  expect(whyTooLate({ occasion: 'before', minutes: 15 }, near, now)).toBeUndefined();
  expect(
    whyTooLate({ occasion: 'at_start', minutes: 0 }, standing({ actualStart: near.plannedStart }), now),
  ).toBeDefined();
  expect(
    whyTooLate({ occasion: 'on_backout', minutes: 0 }, standing({ actualEnd: near.plannedStart }), now),
  ).toBeDefined();
});
