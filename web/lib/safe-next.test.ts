import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each([
  ['/changes/CHG-1?tab=plan', '/changes/CHG-1?tab=plan'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
  [undefined, '/'],
])('after signing in, %s leads to %s', (asked, next) => {
  expect(safeNext(asked)).toBe(next);
});
