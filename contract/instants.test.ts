import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ChangeDetail, edits } from './changes.ts';
import type { Route } from './route.ts';
import { GivenDay, GivenInstant } from './shared.ts';

test.each([
  ['1970-01-01T00:00:00Z', true],
  ['2999-12-31T23:59:59Z', true],
  ['1970-01-01T00:00:00+14:00', false],
  ['0000-01-01T00:00:00+14:00', false],
  ['3000-01-01T00:00:00Z', false],
  ['9999-12-31T23:59:59-14:00', false],
])('whether %s is an instant that somebody may give: %j', (given, fine) => {
  expect(GivenInstant.safeParse(given).success).toBe(fine);
});

test.each([
  ['1970-01-01', true],
  ['2999-12-31', true],
  ['2026-02-30', false],
  ['1969-12-31', false],
  ['0000-01-01', false],
  ['3000-01-01', false],
])('whether %s is a day that somebody may give: %j', (given, fine) => {
  expect(GivenDay.safeParse(given).success).toBe(fine);
});

const moments = {
  day: {
    good: '2026-03-02',
    bad: ['0000-01-01', '0001-01-01', '1969-12-31', '3000-01-01', '9999-12-31'],
  },
  instant: {
    good: '2026-03-02T10:00:00Z',
    bad: [
      ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59-14:00'],
      ...['1970-01-01T00:00:00+23:59', '2999-12-31T23:59:59-23:59'],
    ],
  },
  'time on the wall': {
    good: '2026-03-02T10:00',
    bad: ['0000-01-01T00:00', '0001-01-01T00:00', '1969-12-31T23:59', '3000-01-01T00:00', '9999-12-31T23:59'],
  },
};
type Kind = keyof typeof moments;
type Path = readonly string[];

const takes = (schema: z.ZodType, value: string) => schema.safeParse(value).success;
/** By what it takes, so that it does not matter how it is written: a text that takes anything is no moment. */
const kindsOf = (schema: z.ZodType): Kind[] =>
  ['x1', 'words, and many of them'].some((words) => takes(schema, words))
    ? []
    : (Object.keys(moments) as Kind[]).filter((kind) => takes(schema, moments[kind].good));

/** Every text in what a call takes, with the way there; a list is entered at its first item. */
function textsIn(schema: z.ZodType, path: Path = []): { path: Path; schema: z.ZodType }[] {
  const into = (inner: unknown, at: Path = path) => textsIn(inner as z.ZodType, at);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => into(inner, [...path, name]));
  if (schema instanceof z.ZodArray) return into(schema.element, [...path, '0']);
  if (schema instanceof z.ZodRecord) return into(schema.valueType, [...path, 'x']);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => into(option));
  if (schema instanceof z.ZodPipe) return into(schema.in);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return into(schema.unwrap());
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return into(schema.unwrap());
  return schema.def.type === 'string' ? [{ path, schema }] : [];
}

const files = readdirSync(new URL('.', import.meta.url)).filter((name) => /^[\w-]+\.ts$/.test(name));
const exported = await Promise.all(files.map((name) => import(new URL(name, import.meta.url).href)));
const isRoute = (one: unknown): one is Route =>
  typeof one === 'object' && one !== null && 'input' in one && 'path' in one && 'permission' in one;
const routes = exported.flatMap((all) => Object.values(all)).filter(isRoute);
const given = routes.flatMap((route) =>
  textsIn(route.input).flatMap(({ path, schema }) =>
    kindsOf(schema).map((kind) => [`${route.method} ${route.path}`, path.join('.'), kind, { route, path }] as const),
  ),
);

const holding = (path: Path, value: string): unknown =>
  path.reduceRight<unknown>((inner, name) => (name === '0' ? [inner] : { [name]: inner }), value);

/** Whether an input is refused for what stands there, and says so. */
function isNamed({ route, path }: { route: Route; path: Path }, value: string): boolean {
  const { error } = route.input.safeParse(holding(path, value));
  const name = path.join('.');
  return (error?.issues ?? []).some((issue) => {
    const at = issue.path.join('.');
    return at !== '' && (name === at || name.startsWith(`${at}.`)) && !isIncomplete(issue, path);
  });
}

/** What stands around it is not there in this input, which says nothing of the moment. */
const isIncomplete = (issue: z.core.$ZodIssue, path: Path): boolean =>
  issue.code === 'custom' && issue.path.length < path.length;

test('the calls of the contract take moments in many places', () => {
  expect(given.length).toBeGreaterThan(40);
  expect(new Set(given.map(([, , kind]) => kind)).size).toBe(3);
});

test.each(given)('%s refuses what in %s is no %s of a year that is held', (_name, _path, kind, place) => {
  expect(moments[kind].bad.filter((value) => !isNamed(place, value))).toEqual([]);
  expect(isNamed(place, moments[kind].good)).toBe(false);
});

test('a window is shown as it is kept, also one from before the years that are taken now', () => {
  const window = { start: '1950-01-01T10:00', end: '1950-01-02T10:00', zone: 'UTC' };
  expect(ChangeDetail.shape.window.safeParse(window).success).toBe(true);
  expect(edits.safeParse({ window }).success).toBe(false);
});
