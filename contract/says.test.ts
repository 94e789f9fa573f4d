import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from './route.ts';
import { reason, words } from './shared.ts';

const silent = ['', ' ', '\u200b', '\u2060\ufeff', '\u3164', '\u2800', ' \u200e\n\t'];

test.each(silent)('%j is neither a reason nor a line of words', (given) => {
  expect(reason(100).safeParse(given).success).toBe(false);
  expect(words(100).safeParse(given).success).toBe(false);
});

test.each(['why', 'لأن', 'כי', '因为', '?', '👍', '\u200fلأن'])('%j is a reason', (given) => {
  expect(reason(100).safeParse(given).success).toBe(true);
});

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
const exported = (await Promise.all(files.map((file) => import(new URL(file, import.meta.url).href)))).flatMap((all) =>
  Object.values(all),
);
const routes = exported.filter((one): one is Route => typeof one === 'object' && one !== null && 'permission' in one);

/** What machines read: it is looked at by what reads it. */
const notForPeople = ['condition', 'rule'];

test('no call that wants words is content with an invisible character', () => {
  const fields = routes.flatMap(({ input, method, path }) =>
    Object.entries(input instanceof z.ZodObject ? input.shape : {}).map(([name, field]) => ({
      name: `${method} ${path} ${name}`,
      field: name,
      takes: (given: string) => (field as z.ZodType).safeParse(given).success,
    })),
  );
  const asking = fields.filter(({ field, takes }) => !notForPeople.includes(field) && takes('why') && !takes(' '));
  expect(asking.length).toBeGreaterThan(20);
  expect(asking.filter(({ takes }) => takes('\u200b')).map(({ name }) => name)).toEqual([]);
});
