import { expect, test } from 'vitest';
import { withinTime } from './within-time.ts';

test('work that is finished in time gives what it made', () => {
  expect(withinTime(60_000, () => ['made'])).toEqual(['made']);
});

test('work that goes wrong says so itself', () => {
  const wrong = new RangeError('too deep');
  expect(() =>
    withinTime(60_000, () => {
      throw wrong;
    }),
  ).toThrow(wrong);
});

test('work that never ends is stopped, also within a regular expression, and the next is done', () => {
  const endless = /^(a+)+$/;
  expect(withinTime(50, () => endless.test(`${'a'.repeat(60)}b`))).toBeUndefined();
  expect(
    withinTime(50, () => {
      for (;;);
    }),
  ).toBeUndefined();
  expect(withinTime(60_000, () => 'next')).toBe('next');
});
