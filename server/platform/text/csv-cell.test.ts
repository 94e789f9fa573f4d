import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meantBy, safeCell } from './csv-cell.ts';

test.each([
  '=1+1',
  '+31 20 123',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\rx',
  '\nx',
  ' =1',
  '"=1',
  "'=1",
  "''=cmd|' /C calc'!A0",
  ' " =1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\u00a0=1',
  '\ufeff=1',
  '“=1',
])('%j is made safe, and is read back as it was', (text) => {
  expect(safeCell(text)).toBe(`'${text}`);
  expect(meantBy(safeCell(text))).toBe(text);
});

test.each(['Upgrade the ledger', "'quoted'", "it's", 'a=b', 'a-b', '2026-03-02 09:00', '', '“quoted”', "'"])(
  '%j is left alone both ways',
  (text) => {
    expect(safeCell(text)).toBe(text);
    expect(meantBy(text)).toBe(text);
  },
);

test('every text comes back, and no cell begins like a formula', () => {
  const hostile = fc.string({ unit: fc.constantFrom("'", '"', ' ', '\t', '=', '+', '-', '@', '＝', 'a', '1', '\n') });
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
      expect(meantBy(safeCell(text))).toBe(text);
      expect(safeCell(text)).not.toMatch(/^["\s]*[=+\-@＝＋－＠\t\r\n]/);
    }),
  );
});
