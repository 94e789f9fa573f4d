import { expect, test } from 'vitest';
import { instantAt, instantsOfDays, localAt } from './local-time.ts';

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

test('days are meant whole, also those on which a clock changes', () => {
  expect(instantsOfDays({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Amsterdam')).toEqual({
    from: '2026-03-28T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
  });
  expect(instantsOfDays({ to: 'tomorrow', from: '2026-02-45' }, 'UTC')).toEqual({ from: undefined, to: undefined });
});
