import { ModelDefinition, stateKinds } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import {
  asked,
  canCancelFrom,
  conditionsFrom,
  conditionsOf,
  demandsOf,
  demandsOfLeaving,
  firstState,
  isOffered,
  isPastAssessment,
  stateOf,
  usualFirst,
} from './model.rules.ts';

const movers = [{ is: 'requester' as const }];
const kinds = stateKinds.filter((kind) => kind !== 'cancelled');
/** One state of each kind that a model can have, and it would let everything be cancelled. */
const model = ModelDefinition.parse({
  raise: 'change.raise',
  states: kinds.map((kind) => ({ key: `is_${kind}`, name: kind, kind })),
  transitions: [
    { from: 'is_draft', to: 'is_assess', label: 'On', movers },
    { from: 'is_assess', to: 'is_draft', label: 'Back', movers },
  ],
  cancel: { from: kinds.map((kind) => `is_${kind}`), movers },
});

describe('a model', () => {
  test('gives birth in its first state', () => {
    expect(firstState(model)?.key).toBe('is_draft');
  });

  test('knows its own states and no others', () => {
    expect(stateOf(model, 'is_build')?.kind).toBe('build');
    expect(stateOf(model, 'somewhere')).toBeUndefined();
  });

  test.each([
    ['is_draft', true],
    ['is_assess', true],
    ['is_authorize', true],
    ['is_build', true],
    ['is_scheduled', true],
    ['is_implement', false],
    ['is_review', false],
    ['is_closed', false],
    ['somewhere', false],
  ])('lets a change be cancelled from %s: %s, whatever it says itself', (key, can) => {
    expect(canCancelFrom(model, key)).toBe(can);
  });

  test('can forbid cancelling where the core would allow it', () => {
    expect(canCancelFrom({ ...model, cancel: { from: [], movers } }, 'is_draft')).toBe(false);
  });
});

describe('the assessment', () => {
  test.each([
    ['is_assess', 'is_authorize', ['riskLevel']],
    ['is_assess', 'is_scheduled', ['riskLevel']],
    ['is_assess', 'is_draft', []],
    ['is_draft', 'is_authorize', []],
  ])('that is left from %s to %s demands %j, whatever the model says', (from, to, demanded) => {
    expect(demandsOfLeaving(model, from, to)).toEqual(demanded);
  });

  test('of work that is recorded after the fact demands no risk level', () => {
    const recorded = { ...model, retrospective: true };
    expect(demandsOfLeaving(recorded, 'is_assess', 'is_authorize')).toEqual([]);
    expect(isPastAssessment(recorded, 'is_build')).toBe(false);
  });

  test.each([
    ['is_draft', false],
    ['is_assess', false],
    ['is_authorize', true],
    ['is_implement', true],
    ['cancelled', false],
  ])('lies behind a change in %s: %s', (key, past) => {
    expect(isPastAssessment(model, key)).toBe(past);
  });
});

test('of work that was done already can be cancelled as long as nobody was asked', () => {
  const done = { ...model, retrospective: true };
  expect(kinds.filter((kind) => canCancelFrom(done, `is_${kind}`))).toEqual(['draft']);
});

describe('work', () => {
  const endedBy = (...is: ('assignee' | 'coordinator')[]) => {
    const made = { from: 'is_implement', to: 'is_review', label: 'End', movers: is.map((who) => ({ is: who })) };
    const definition = ModelDefinition.parse({ ...model, transitions: [...model.transitions, made] });
    const work = stateOf(definition, 'is_implement');
    return work && demandsOf(definition, work, new Map());
  };

  test('that an assignee ends demands an assignee, whatever the model says', () => {
    expect(endedBy('assignee')).toEqual(['assignee']);
    expect(endedBy('coordinator', 'assignee')).toEqual(['assignee']);
  });

  test('that somebody else ends demands none', () => {
    expect(endedBy('coordinator')).toEqual([]);
  });
});

describe('a condition', () => {
  const [high, low] = ['change.impact == "high"', 'change.impact == "low"'];
  const conditional = ModelDefinition.parse({
    ...model,
    states: model.states.map((state) =>
      state.key === 'is_assess'
        ? { ...state, requires: ['summary'], requiresWhen: [{ when: high, fields: ['summary', 'testPlan'] }] }
        : state,
    ),
    transitions: model.transitions.map((made) => (made.to === 'is_draft' ? { ...made, when: low } : made)),
  });
  const assess = stateOf(conditional, 'is_assess');
  const demanded = (held: { holds: boolean; problem?: string } | undefined) =>
    assess && demandsOf(conditional, assess, new Map(held ? [[high, held]] : []));

  test('is asked once, wherever the model puts it', () => {
    expect(conditionsOf(conditional)).toEqual([high, low]);
    expect(conditionsOf(model)).toEqual([]);
  });

  test('of a guard is asked too, and from each state only what its moves and their ends ask', () => {
    const guarded = conditional.transitions.map((made) =>
      made.to === 'is_assess' ? { ...made, guards: ['tasks_done' as const], guardsWhen: { tasks_done: 'G' } } : made,
    );
    const whole = { ...conditional, transitions: guarded };
    expect(conditionsOf(whole)).toEqual([high, 'G', low]);
    expect([conditionsFrom(whole, 'is_draft'), conditionsFrom(whole, 'is_assess')]).toEqual([[high, 'G'], [low]]);
    expect(conditionsFrom(whole, 'is_closed')).toEqual([]);
  });

  test.each([
    ['holds', { holds: true }, ['window_open', 'tasks_done', 'closure']],
    ['does not hold', { holds: false }, ['window_open', 'closure']],
    ['cannot be worked out', { holds: false, problem: 'no such thing' }, ['window_open', 'tasks_done', 'closure']],
    ['was not asked', undefined, ['window_open', 'tasks_done', 'closure']],
  ])('that %s says so whether its guard asks; closing asks whatever it says', (_how, held, guards) => {
    const [made] = conditional.transitions;
    if (!made) throw new Error('there is no move');
    const move = {
      ...made,
      guards: ['window_open', 'tasks_done', 'closure'] as const,
      guardsWhen: { tasks_done: 'G', closure: 'G' },
    };
    expect(asked({ ...move, guards: [...move.guards] }, new Map(held ? [['G', held]] : [])).guards).toEqual(guards);
  });

  test('that holds demands its fields, each once, and one that does not demands none', () => {
    expect(demanded({ holds: true })).toEqual(['summary', 'testPlan']);
    expect(demanded({ holds: false })).toEqual(['summary']);
  });

  test('that cannot be worked out counts against the change: fields are demanded, a move is not offered', () => {
    expect(demanded({ holds: false, problem: 'it took longer than 50 milliseconds' })).toEqual(['summary', 'testPlan']);
    expect(demanded(undefined)).toEqual(['summary', 'testPlan']);
    const back = conditional.transitions.find(({ to }) => to === 'is_draft');
    const offered = [{ holds: true }, { holds: false }, undefined].map(
      (held) => back && isOffered(back, new Map(held ? [[low, held]] : [])),
    );
    expect(offered).toEqual([true, false, false]);
  });
});

test('what somebody raises most is offered first, and what takes a permission of its own last', () => {
  const model = (key: string, raise: ModelDefinition['raise'], raisedFrom: ModelDefinition['raisedFrom'] = 'form') => ({
    id: `mdl_${key}`,
    key,
    definition: { raise, raisedFrom },
  });
  const listed = [
    model('emergency', 'change.raise_emergency'),
    model('standard', 'change.raise', 'template'),
    model('branch_office', 'change.raise'),
    model('normal', 'change.raise'),
  ];
  expect(usualFirst(listed).map(({ key }) => key)).toEqual(['normal', 'branch_office', 'standard', 'emergency']);
  const raised = new Map([
    ['mdl_branch_office', 3],
    ['mdl_emergency', 90],
  ]);
  const mine = usualFirst(listed, raised).map(({ key }) => key);
  expect(mine).toEqual(['branch_office', 'normal', 'standard', 'emergency']);
});
