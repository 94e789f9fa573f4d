import { expect, test } from 'vitest';
import { keyOf } from './audit-proof.ts';

const full = Buffer.alloc(32, 0xfb).toString('base64');
const named = `changes.example.org/audit/1+0123abcd+${Buffer.concat([Buffer.of(1), Buffer.alloc(32, 0xfb)]).toString('base64')}`;

test.each([
  ['bare, of nothing but pluses', full],
  ['with the name of its log', named],
])('a key is read %s', (_how, given) => {
  expect(given.split('+').length).toBeGreaterThan(2);
  expect(keyOf(given)).toEqual(Buffer.alloc(32, 0xfb));
});

test.each(['', 'no key', full.slice(4), `x+0123abcd+${full}`])('is no key: %s', (given) => {
  expect(keyOf(given)).toBeUndefined();
});
