import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenText, wrongShape } from './json-body.ts';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"x":[{"b":1},{"b":2,"c":{},"b":3}]}', 'b'],
  ['{"a":{"a":1},"b":[],"a":2}', 'a'],
  ['{"":1, "" :2}', ''],
  ['{"a\\"":1,"a\\"":2}', 'a"'],
  ['{"a":1,"A":2}', undefined],
  ['{"a":"a","b":"b"}', undefined],
  ['{"a":"\\\\","b":"\\",\\"a\\":","c":["a","a","a"]}', undefined],
  ['[{"a":1},{"a":2}]', undefined],
  ['"a"', undefined],
])('in %s the name said twice is %j', (text, name) => {
  expect(wrongShape(text)?.path).toBe(name);
});

test.each([
  [{ a: { b: ['x', 'y\0'] } }, 'a.b.1', 'text without zero bytes'],
  [{ a: { 'x\0y': 1 } }, 'a', 'text without zero bytes'],
  [{ name: '\ud800' }, 'name', 'text without halves of characters'],
  ['\0', '', 'text without zero bytes'],
])('in %j what cannot be stored stands at %j', (value, path, message) => {
  expect(brokenText(JSON.stringify(value), value)).toEqual({ path, message });
});

test('letters written as numbers, and whole characters of two halves, can be stored', () => {
  const value = { a: '\u0001', b: '\ud83d\ude00', c: '\\u0000' };
  expect(brokenText('{"a":"\\u0001","b":"\\ud83d\\ude00","c":"\\\\u0000"}', value)).toBeUndefined();
});

test('whatever is written from one value says nothing twice', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 20 }), fc.integer({ min: 0, max: 2 }), (value, space) => {
      expect(wrongShape(JSON.stringify(value, null, space))).toBeUndefined();
    }),
  );
});

test('a body is nested 100 deep at most', () => {
  const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;
  expect(wrongShape(nested(100))).toBeUndefined();
  expect(wrongShape(nested(102))).toEqual({ path: '', message: 'nested more than 100 deep' });
});

test('a file of 30 million characters is looked through once', () => {
  const text = JSON.stringify({ csv: 'a,"b",\\"\n'.repeat(3_000_000), map: {} });
  expect(wrongShape(text)).toBeUndefined();
});
