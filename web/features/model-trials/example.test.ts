import { expect, test } from 'vitest';
import { factsNamed, factsOf, fieldsDemanded, isNoNumber } from './example.ts';

const definition = {
  states: [
    { key: 'ask', requiresWhen: [{ when: 'change.riskLevel == "high"', fields: ['testPlan'] }] },
    { key: 'board', approvals: [{ when: 'change.team == "change.benefit" && change.impact == "high"' }] },
  ],
  transitions: [
    { when: 'change.priority <= 2', guardsWhen: { tasks_done: 'has(change.windowMinutes)' } },
    { conditions: [{ when: '"technology" in change.categories && change.nonsense', why: 'change.cost' }] },
  ],
};

test('an example is asked for every field that a condition of the model names, each once, and for nothing else', () => {
  expect(factsNamed(definition)).toEqual(['impact', 'priority', 'categories', 'riskLevel', 'team', 'windowMinutes']);
  expect(factsNamed({ states: 'no list', transitions: [null, 3] })).toEqual([]);
});

test('of what is filled in, an example is asked for what some state demands', () => {
  expect(fieldsDemanded({ states: [...definition.states, { requires: ['window', 'nonsense'] }, 7] })).toEqual([
    'testPlan',
    'window',
  ]);
  expect(fieldsDemanded({})).toEqual([]);
});

test('an example says what was chosen, a number only where one was typed, and of a text that it is filled in', () => {
  const named = ['impact', 'priority', 'backoutPlan', 'windowMinutes', 'hasAssignee'] as const;
  const said = { impact: 'high', priority: '2', windowMinutes: ' 90 ' };
  expect(factsOf(named, said, ['backoutPlan', 'assignee'])).toEqual({
    ...{ impact: 'high', priority: 2, backoutPlan: 'filled in', windowMinutes: 90 },
    ...{ hasAssignee: true, hasWindow: true },
  });
  expect(factsOf(named, { windowMinutes: 'many' }, [])).toEqual({});
});

test.each([
  ['windowMinutes', '', false],
  ['windowMinutes', '90', false],
  ['windowMinutes', '1.5', true],
  ['windowMinutes', 'many', true],
  ['hoursUntilStart', '-1.5', false],
] as const)('of %s %j is no number: %s', (fact, typed, isNone) => {
  expect(isNoNumber(fact, typed)).toBe(isNone);
});
