import { expect, test } from 'vitest';
import { GivenInstant } from './shared.ts';

test.each([
  ['1970-01-01T00:00:00Z', true],
  ['2999-12-31T23:59:59Z', true],
  ['1970-01-01T00:00:00+14:00', false],
  ['0000-01-01T00:00:00+14:00', false],
  ['3000-01-01T00:00:00Z', false],
  ['9999-12-31T23:59:59-14:00', false],
])('whether %s is an instant that somebody may give: %j', (given, fine) => {
  expect(GivenInstant.safeParse(given).success).toBe(fine);
});
