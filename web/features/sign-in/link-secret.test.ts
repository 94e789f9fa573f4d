import { expect, test } from 'vitest';
import { secretOf } from './link-secret.ts';

test('the secret of a link is its fragment, decoded', () => {
  expect(secretOf('#a%2Bb')).toBe('a+b');
  expect(secretOf('')).toBe('');
});

test('a spoilt fragment is no crash but a secret that the server will refuse', () => {
  expect(secretOf('#%')).toBe('%');
});
