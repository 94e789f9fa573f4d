import { ModelDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { neededLater, neverNeeded } from './needed.ts';

const definition = ModelDefinition.parse({
  states: [
    { key: 'draft', name: 'Draft', kind: 'draft' },
    { key: 'authorize', name: 'Authorize', kind: 'authorize', requires: ['reason', 'assignee', 'summary'] },
    { key: 'scheduled', name: 'Scheduled', kind: 'scheduled', requires: ['window', 'reason'] },
  ],
  transitions: [
    {
      from: 'draft',
      to: 'authorize',
      label: 'Send',
      movers: [{ is: 'requester' }],
    },
  ],
  cancel: { from: ['draft'], movers: [{ is: 'requester' }] },
  raise: 'change.raise',
});

test('a field stands at the first state that demands it', () => {
  const needed = neededLater(definition).map(({ state, fields }) => [state.key, fields]);
  expect(needed).toEqual([
    ['authorize', ['reason', 'assigneeId']],
    ['scheduled', ['window']],
  ]);
});

test('what no state demands is offered once, at the end', () => {
  expect(neverNeeded(definition)).toContain('testPlan');
  expect(neverNeeded(definition)).not.toContain('reason');
});

test('how risky it is stands where a change leaves its assessment, whatever the model demands', () => {
  const states = [
    ...definition.states.slice(0, 1),
    { key: 'assess', name: 'Assess', kind: 'assess' },
    ...definition.states.slice(1),
  ];
  const assessed = ModelDefinition.parse({ ...definition, states });
  expect(neededLater(assessed)[0]?.fields).toContain('riskLevel');
  expect(neverNeeded(assessed)).not.toContain('riskLevel');
  expect(neverNeeded(ModelDefinition.parse({ ...assessed, retrospective: true }))).toContain('riskLevel');
});
