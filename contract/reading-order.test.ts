import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from './route.ts';
import { text } from './shared.ts';

test.each(['\u202a', '\u202e', '\u2066', '\u2069'])('a text with %j is read otherwise than it is stored', (mark) => {
  const { error } = text(100).safeParse(`only test ${mark})data and nothing else`);
  expect(error?.issues[0]?.message).toContain('U+202A');
});

test.each(['حذف البيانات', 'מחק\u200f את', 'a\u200eb', '\u061c٣'])('%j is a text like others', (given) => {
  expect(text(100).parse(given)).toBe(given);
});

const files = readdirSync(import.meta.dirname).filter((file) => /^[\w-]+\.ts$/.test(file));
const exported = await Promise.all(files.map((file) => import(new URL(file, import.meta.url).href)));
const routes = exported
  .flatMap((all) => Object.values(all))
  .filter((one): one is Route => typeof one === 'object' && one !== null && 'permission' in one && 'path' in one);

/** What is only looked up, and kept nowhere. */
const lookedUp = ['to', 'guard', 'token', 'secret', 'password', 'current'];

test('no call takes what turns the order of reading, but for files, their names and previews, which are cleaned or shown as they are', () => {
  const taking = routes.flatMap(({ input, method, path }) =>
    Object.entries(input instanceof z.ZodObject ? input.shape : {})
      .filter(([name, field]) => {
        const takes = (given: string) => (field as z.ZodType).safeParse(given).success;
        return !lookedUp.includes(name) && takes('many words, and \n lines') && takes('x\u202ey');
      })
      .map(([name]) => `${method} ${path} ${name}`),
  );
  expect(taking).toEqual([
    'POST /api/v1/markdown text',
    'POST /api/v1/changes/:changeId/files name',
    'POST /api/v1/tasks/:taskId/files name',
    'POST /api/v1/imports/changes csv',
  ]);
});
