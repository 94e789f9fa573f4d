import fc from 'fast-check';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { brokenText, readJsonOnly, wrongShape } from './json-body.ts';
import { answerError } from './problem.ts';

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

/** What a call answers that keeps what it is sent. */
async function sent(body: string | Buffer, headers: Record<string, string> = {}) {
  const app = Fastify();
  app.setErrorHandler(answerError);
  readJsonOnly(app);
  app.post('/', async (request) => ({ kept: request.body }));
  const answer = await app.inject({
    ...{ method: 'POST', url: '/', payload: body },
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: answer.statusCode, ...answer.json() };
}

const quoted = (...bytes: number[]) => Buffer.from([0x22, ...bytes, 0x22]);

test.each([
  ['two bytes that are none', quoted(0xff, 0xfe)],
  ['half of a letter', quoted(0xc3)],
  ['a letter written too long', quoted(0xc0, 0xaf)],
  ['Latin 1', Buffer.from('"caf\u00e9"', 'latin1')],
])('a body with %s is refused, and no other letters are put there', async (_what, body) => {
  expect(await sent(body)).toMatchObject({ status: 400, code: 'invalid', detail: 'The body is not UTF-8.' });
});

test('letters of more than one byte come as they were sent', async () => {
  expect(await sent('"Zoë 😀 \ufffd"')).toEqual({ status: 200, kept: 'Zoë 😀 \ufffd' });
});

test.each(['utf-8', '"UTF-8"', 'us-ascii'])('JSON that says it is %s is read', async (charset) => {
  expect(await sent('"a"', { 'content-type': `application/json; charset=${charset}` })).toMatchObject({ kept: 'a' });
});

test.each([
  ['another charset', { 'content-type': 'application/json; charset=iso-8859-1' }],
  ['a packed body', { 'content-encoding': 'gzip' }],
])('%s is refused as what is not taken', async (_what, headers) => {
  expect(await sent('"a"', headers)).toMatchObject({ status: 415, code: 'media_type' });
});
