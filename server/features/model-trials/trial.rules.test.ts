import { ModelDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { factsOfExample, filledOf, tried } from './trial.rules.ts';

const movers = [{ is: 'requester' as const }];
const round = { key: 'board', name: 'Board', group: 'grp_a', quorum: { kind: 'percent' as const, percent: 51 } };
const definition = ModelDefinition.parse({
  raise: 'change.raise',
  states: [
    { key: 'draft', name: 'Draft', kind: 'draft' },
    {
      ...{ key: 'ask', name: 'Ask', kind: 'authorize', requires: ['summary'], rejectedTo: 'draft' },
      requiresWhen: [{ when: 'A', fields: ['testPlan', 'summary'] }],
      approvals: [round, { ...round, key: 'night', name: 'Night', when: 'B', advisory: true }],
    },
    { key: 'work', name: 'Work', kind: 'implement', tasks: [{ kind: 'build', title: 'Build it' }] },
    { key: 'review', name: 'Review', kind: 'review' },
  ],
  transitions: [
    { from: 'draft', to: 'ask', label: 'Ask', movers, when: 'A' },
    { from: 'draft', to: 'work', label: 'Just do it', movers: [{ group: 'grp_a' }], when: 'B' },
    {
      from: 'ask',
      to: 'work',
      label: 'Begin',
      movers,
      guards: ['tasks_done', 'test_evidence'],
      enforce: { tasks_done: 'inform' },
      guardsWhen: { test_evidence: 'A' },
    },
    { from: 'work', to: 'review', label: 'End', movers, conditions: [{ when: 'B', why: 'So', clearedBy: movers }] },
  ],
  cancel: { from: [], movers },
});
const groups = new Map([
  ['grp_a', { name: 'Board', members: ['Abe', 'Ann', 'Bea'].map((name) => ({ id: name, name })) }],
]);
const trial = (a: boolean, b: boolean | string) =>
  tried({
    definition,
    groups,
    filled: new Set(['summary']),
    inWords: (source) => `${source} holds`,
    holding: new Map([
      ['A', { holds: a }],
      ['B', typeof b === 'string' ? { holds: false, problem: b } : { holds: b }],
    ]),
  });

test('an example takes the first way that is offered to it', () => {
  const way = (a: boolean, b: boolean) => trial(a, b).flatMap(({ key, onTheWay }) => (onTheWay ? [key] : []));
  expect([way(true, false), way(false, true), way(false, false)]).toEqual([
    ['draft', 'ask', 'work', 'review'],
    ['draft', 'work', 'review'],
    ['draft'],
  ]);
});

test('each state says what it demands and what of it is missing, whom it asks, and what it gives', () => {
  const [, ask, work] = trial(true, false);
  expect(ask).toMatchObject({
    demands: [
      { field: 'summary', where: null, missing: false },
      { field: 'testPlan', where: 'A', missing: true },
    ],
    rounds: [
      { name: 'Board', group: 'Board', needed: 2, asked: true, whereInWords: null, people: [{ name: 'Abe' }, {}, {}] },
      { name: 'Night', advisory: true, asked: false, where: 'B', whereInWords: 'B holds' },
    ],
    moves: [
      {
        by: ['the requester'],
        guards: [
          { guard: 'tasks_done', enforcement: 'inform' },
          { guard: 'test_evidence', enforcement: 'justify' },
        ],
      },
    ],
  });
  expect(work).toMatchObject({
    tasks: [{ title: 'Build it' }],
    moves: [{ conditions: [{ why: 'So', holds: false }] }],
  });
});

test('a guard under a condition guards only where it holds', () => {
  const guards = (a: boolean) => trial(a, false)[1]?.moves[0]?.guards.map(({ guard }) => guard);
  expect([guards(true), guards(false)]).toEqual([['tasks_done', 'test_evidence'], ['tasks_done']]);
});

test('what cannot be worked out counts against the change, and says why', () => {
  const [draft, ask] = trial(true, 'it divides by nothing');
  expect(draft?.moves[1]).toMatchObject({ by: ['Board'], offered: false, problem: 'it divides by nothing' });
  expect(ask?.rounds[1]).toMatchObject({ asked: true, problem: 'it divides by nothing' });
});

test('an example says only what is given; the rest is as on a change that was just raised', () => {
  const facts = factsOfExample({ summary: 'So', priority: 1, hasWindow: true, windowMinutes: 'many' });
  expect(facts).toMatchObject({ summary: 'So', priority: 1, impact: 'low', reason: '', hasAssignee: false });
  expect(facts.windowMinutes).toBeUndefined();
  expect(
    [...filledOf(facts, ['assignee'])].filter((field) => ['summary', 'window', 'assignee', 'reason'].includes(field)),
  ).toEqual(['summary', 'window', 'assignee']);
});
