import { ChangeMap } from '@interlock/contract/imports.ts';
import { ModelDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { checkMap } from './map.rules.ts';

const model = ModelDefinition.parse({
  states: [
    { key: 'new', name: 'New', kind: 'draft' },
    { key: 'done', name: 'Done', kind: 'closed' },
  ],
  transitions: [
    {
      from: 'new',
      to: 'done',
      label: 'Do',
      movers: [{ is: 'assignee' }],
      guards: ['closure'],
    },
  ],
  cancel: { from: ['new'], movers: [{ is: 'requester' }] },
  raise: 'change.raise',
});
const state = { column: 'State', values: { done: { state: 'closed' } } };
const mapWith = (fields: object) =>
  ChangeMap.parse({
    source: 'Other',
    fields: { number: { column: 'Id' }, title: { column: 'Title' }, state, ...fields },
  });
const header = ['Id', 'Title', 'State', 'When'];

test('a map that names what is there fits', () => {
  expect(checkMap(mapWith({ requestedAt: { column: 'When' } }), header, model)).toEqual({ ok: true, value: true });
});

test.each([
  [
    'a column that is not there',
    { summary: { column: 'Summary' } },
    'map.fields.summary.column',
    'no column "Summary"',
  ],
  [
    'a column that is not there, among several',
    { links: [{ column: 'Title' }, { column: 'Link' }] },
    'map.fields.links.1.column',
    'no column "Link"',
  ],
  [
    'a format that is none',
    { requestedAt: { column: 'When', format: 'soon' } },
    'map.fields.requestedAt.format',
    'means nothing',
  ],
  [
    'one value with two meanings',
    { impact: { column: 'State', values: { 'A b': 'high', AB: 'low' } } },
    'map.fields.impact.values',
    'listed twice',
  ],
  [
    'a decision without a date',
    { decision: { column: 'State', values: {} } },
    'map.fields.decidedAt',
    'takes the date',
  ],
  [
    'a decision where no state asks for approval',
    { decision: { column: 'State' }, decidedAt: { column: 'When' } },
    'map.fields.decision',
    'asks for no approval',
  ],
  ['no state at all', { state: { column: 'State' } }, 'map.fields.state', 'of no value'],
])('%s is told with its place', (_what, fields, path, message) => {
  const verdict = checkMap(mapWith(fields), header, model);
  expect(verdict).toMatchObject({
    ok: false,
    code: 'invalid',
    errors: expect.arrayContaining([{ path, message: expect.stringContaining(message) }]),
  });
});

test('a column that the file has twice is not guessed', () => {
  expect(checkMap(mapWith({}), ['Id', 'Title', 'State', 'Title'], model)).toMatchObject({ ok: false });
});

test.each([
  ['a vote', { votes: { column: 'Approver' } }],
  ['a requester', { requesterId: { column: 'By' } }],
  ['a live state', { state: { column: 'State', values: { x: { state: 'implement' } } } }],
  ['both a column and a value', { title: { column: 'Title', value: 'One' } }],
  ['an approver of a decision', { decision: { column: 'State', by: 'usr_1' } }],
])('%s has no place in a map', (_what, fields) => {
  expect(() => mapWith(fields)).toThrow();
});
