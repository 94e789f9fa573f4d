import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each([
  ['/changes/CHG-1?tab=plan', '/changes/CHG-1?tab=plan'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\\/elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/\r\n/elsewhere.example', '/'],
  ['\t//elsewhere.example', '/'],
  ['/.//elsewhere.example', '/'],
  ['/a/..//elsewhere.example', '/'],
  ['/%2f/elsewhere.example', '/%2f/elsewhere.example'],
  ['javascript:alert(1)', '/'],
  ['elsewhere.example', '/'],
  ['/changes?next=//elsewhere.example#x', '/changes?next=//elsewhere.example#x'],
  ['', '/'],
  [undefined, '/'],
])('after signing in, %s leads to %s', (asked, next) => {
  expect(safeNext(asked)).toBe(next);
});
