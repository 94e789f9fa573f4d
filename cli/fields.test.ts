import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editChangeRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { afterAll, expect, test } from 'vitest';
import { failed } from './failure.ts';
import { meantBy, typedFields } from './fields.ts';

const { shape } = editChangeRoute.input;
const folder = mkdtempSync(join(tmpdir(), 'interlock-fields-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
const failure = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return failed(error);
  }
  throw new Error('it did not fail');
};

test('what is said more exactly holds: a field over a file for it, and that over a file of all', () => {
  const from = written('all.json', '{"title":"From the file","summary":"From the file","wantedDate":null}');
  const file = [`summary=${written('summary.md', 'Two\nlines')}`, `reason=${written('reason.md', '\uFEFFWhy')}`];
  expect(typedFields({ from, file, set: ['title=Set', 'assignee=sam@example.org'] }, shape)).toEqual({
    title: 'Set',
    summary: 'Two\nlines',
    reason: 'Why',
    wantedDate: null,
    assigneeId: 'sam@example.org',
  });
});

test.each([
  ['text that looks like a number', 'title', '2027', '2027'],
  ['text with an equals sign', 'summary', 'a=b', 'a=b'],
  ['an empty text', 'summary', '', ''],
  ['nobody', 'assigneeId', '', null],
  ['no day', 'wantedDate', '', null],
  ['several words', 'categories', 'technology, product', ['technology', 'product']],
  ['none of them', 'categories', '', []],
  ['a level', 'impact', 'high', 'high'],
  [
    'a window',
    'window',
    '2026-12-05T22:00/2026-12-06T04:00 Europe/Amsterdam',
    { start: '2026-12-05T22:00', end: '2026-12-06T04:00', zone: 'Europe/Amsterdam' },
  ],
  [
    'what has parts',
    'priorityOverride',
    '{"priority":1,"reason":"The board asks"}',
    { priority: 1, reason: 'The board asks' },
  ],
])('%s is read as the field wants it', (_what, field, text, value) => {
  expect(meantBy(field, text, shape)).toEqual(value);
});

test.each([
  ['a field that is none', () => typedFields({ set: ['colour=red'] }, shape), 'There is no field colour.'],
  ['no field at all', () => typedFields({ set: ['red'] }, shape), '--set takes field=value'],
  ['a file that is not there', () => typedFields({ file: ['summary=/nonexistent'] }, shape), 'There is no file'],
  ['a list for fields', () => typedFields({ from: written('list.json', '[]') }, shape), 'holds no fields'],
  ['a file that is not JSON', () => typedFields({ from: written('no.json', '{') }, shape), 'is not JSON'],
  ['a value that the field does not take', () => meantBy('impact', 'huge', shape), 'impact:'],
  ['a window without its zone', () => meantBy('window', '2026-12-05T22:00/2026-12-06T04:00', shape), 'window:'],
])('%s is wrong use, and it is said which', (_what, act, why) => {
  const { code, lines } = failure(act);
  expect(code).toBe(2);
  expect(lines.join(' ')).toContain(why);
});

test('every field that can be raised can be edited by the same name, but who sees it, which has a call of its own', () => {
  const names = Object.keys(raiseChangeRoute.input.shape).filter((name) => !Object.hasOwn(shape, name));
  expect(names).toEqual(['restricted', 'readerIds']);
});
