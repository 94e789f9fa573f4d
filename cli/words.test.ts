import fc from 'fast-check';
import { expect, test } from 'vitest';
import { json, plain } from './words.ts';

const harmful = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

test('what a terminal could obey is not printed', () => {
  expect(plain('a\u001b[2Jb\r\nc\u009b31md\u202Egnp.exe')).toBe('a [2Jb c 31mdgnp.exe');
});

test('a long text is cut', () => {
  expect(plain('x'.repeat(1_000_000)).length).toBeLessThan(3_000);
});

test('nothing harmful is left of any text, and JSON still says the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(harmful.test(plain(text))).toBe(false);
      expect(harmful.test(json({ text }))).toBe(false);
      expect(JSON.parse(json({ text }))).toEqual({ text });
    }),
  );
});
