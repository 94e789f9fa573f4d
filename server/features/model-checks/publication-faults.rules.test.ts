import { ModelDefinition } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { publicationFaults } from './publication-faults.rules.ts';
import { publicationWarnings } from './publication-warnings.rules.ts';

const movers = [{ is: 'requester' as const }];
const board = { key: 'board', name: 'Board', group: 'grp_a', quorum: { kind: 'any' as const } };
const draft = { key: 'draft', name: 'Draft', kind: 'draft' };
const ask = { key: 'ask', name: 'Ask', kind: 'authorize', approvals: [board], rejectedTo: 'draft' };
const work = { key: 'work', name: 'Work', kind: 'implement' };
const review = { key: 'review', name: 'Review', kind: 'review' };
const closed = { key: 'closed', name: 'Closed', kind: 'closed' };
const way = (from: string, to: string, over: object = {}) => ({ from, to, label: 'On', movers, ...over });
const closing = way('review', 'closed', { guards: ['closure'] });
const ways = [way('draft', 'ask'), way('ask', 'work'), way('work', 'review'), closing];
const whole = {
  raise: 'change.raise',
  states: [draft, ask, work, review, closed],
  transitions: ways,
  cancel: { from: ['draft'], movers },
};
const model = (over: object) => ModelDefinition.parse({ ...whole, ...over });
const told = (over: object) => publicationFaults(model(over)).map(({ path, message }) => [path.join('.'), message]);

const justDone = {
  raise: 'change.raise_retrospective',
  retrospective: true,
  states: [draft, { ...ask, rejectedTo: 'review' }, review, closed],
  transitions: [
    way('draft', 'ask'),
    way('ask', 'review', { movers: [{ is: 'round' }] }),
    way('review', 'closed', { guards: ['closure', 'review_done'] }),
  ],
};

test.each([
  ['that plans, works and reviews', {}],
  ['for work that was done already', justDone],
])('a model %s has no fault, and every fault says what to do', (_what, over) => {
  expect(publicationFaults(model(over))).toEqual([]);
});

describe('a model is not published', () => {
  const aside = { key: 'aside', name: 'Aside', kind: 'build' };
  test.each<[string, object, string, string]>([
    [
      'with a state to which nothing leads',
      { states: [draft, ask, aside, work, review, closed], transitions: [...ways, way('aside', 'work')] },
      'states.2',
      'Nothing leads to Aside.',
    ],
    [
      'with a state without a name',
      { states: [draft, ask, { ...work, name: ' ' }, review, closed] },
      'states.2.name',
      'The state work has no name.',
    ],
    [
      'with a round without a name',
      { states: [draft, { ...ask, approvals: [{ ...board, name: '' }] }, work, review, closed] },
      'states.1.approvals.0.name',
      'Round 1 of Ask has no name.',
    ],
    [
      'with a button that says nothing',
      { transitions: [way('draft', 'ask', { label: '' }), ...ways.slice(1)] },
      'transitions.0.label',
      'The button of the move from Draft to Ask says nothing.',
    ],
    [
      'with a dead end',
      { states: [draft, ask, aside, work, review, closed], transitions: [...ways, way('ask', 'aside')] },
      'states.2',
      'Aside is a dead end: no way leads from it to the end.',
    ],
    [
      'with a circle that never ends',
      {
        states: [draft, aside, work, review, closed],
        transitions: [way('draft', 'aside'), way('aside', 'draft'), ...ways.slice(2)],
      },
      'states.0',
      'Draft is a dead end: no way leads from it to the end.',
    ],
    [
      'without an end',
      { states: [draft, ask, work, review], transitions: ways.slice(0, 3) },
      'states',
      'No state is the end: none is of the kind closed.',
    ],
    [
      'without work',
      { states: [draft, review, closed], transitions: [way('draft', 'review'), closing] },
      'states',
      'In no state is the work done.',
    ],
    [
      'with its work listed before what comes first',
      { states: [draft, work, ask, review, closed] },
      'states.2',
      'Ask comes after Work in the list, and before it in time.',
    ],
    [
      'that closes past the review',
      { transitions: [...ways, way('work', 'closed', { guards: ['closure'] })] },
      'transitions.4.to',
      'Work leads to the end past a review.',
    ],
    [
      'that reviews what was never done',
      { transitions: [...ways, way('ask', 'review')] },
      'transitions.4.to',
      'Ask leads to a review past the work.',
    ],
    [
      'that goes back before work that has begun',
      { transitions: [...ways, way('work', 'draft')] },
      'transitions.4.to',
      'Work leads back before the work, which has begun.',
    ],
    [
      'with two rounds of one name',
      { states: [draft, { ...ask, approvals: [board, board] }, work, review, closed] },
      'states.1.approvals.1.key',
      'Ask asks two rounds called board.',
    ],
    [
      'with a no of nobody',
      { states: [{ ...draft, rejectedTo: 'draft' }, ask, work, review, closed] },
      'states.0.rejectedTo',
      'Draft says where a no leads, and asks nobody.',
    ],
    [
      'with a move that is a round’s where no round is',
      { transitions: [way('draft', 'ask', { movers: [{ is: 'round' }] }), ...ways.slice(1)] },
      'transitions.0.movers',
      'Nobody may make On (Draft to Ask): it is the round’s, and Draft asks for no approval that counts.',
    ],
    [
      'with a move that only a recommendation makes',
      {
        states: [draft, { ...ask, approvals: [{ ...board, advisory: true }] }, work, review, closed],
        transitions: [ways[0], way('ask', 'work', { movers: [{ is: 'round' }] }), ...ways.slice(2)],
      },
      'transitions.1.movers',
      'Nobody may make On (Ask to Work): it is the round’s, and Ask asks for no approval that counts.',
    ],
    [
      'with a condition that nobody can clear',
      {
        transitions: [
          way('draft', 'ask', { conditions: [{ when: 'true', why: 'So', clearedBy: [{ is: 'round' }] }] }),
          ...ways.slice(1),
        ],
      },
      'transitions.0.conditions.0.clearedBy',
      'Nobody can clear a condition of On (Draft to Ask).',
    ],
    [
      'that asks for a planned end where no work begins',
      { transitions: [way('draft', 'ask', { asksPlannedEnd: true }), ...ways.slice(1)] },
      'transitions.0.asksPlannedEnd',
      'On (Draft to Ask) asks for a planned end, and no work begins with it.',
    ],
    [
      'that says how a guard acts which it does not have',
      { transitions: [way('draft', 'ask', { enforce: { tasks_done: 'inform' } }), ...ways.slice(1)] },
      'transitions.0.enforce.tasks_done',
      'On (Draft to Ask) says how “The tasks before it are done” acts, and does not have that guard.',
    ],
    [
      'that lets a change be closed without saying how it ended',
      {
        transitions: [
          ...ways.slice(0, 3),
          way('review', 'closed', { guards: ['closure'], enforce: { closure: 'justify' } }),
        ],
      },
      'transitions.3.enforce.closure',
      '“It is said how it ended” can only block on On (Review to Closed).',
    ],
    [
      'that says where a guard asks which it does not have',
      { transitions: [way('draft', 'ask', { guardsWhen: { tasks_done: 'change.hasWindow' } }), ...ways.slice(1)] },
      'transitions.0.guardsWhen.tasks_done',
      'On (Draft to Ask) says where “The tasks before it are done” asks, and does not have that guard.',
    ],
    [
      'that asks only sometimes how a change ended',
      {
        transitions: [
          ...ways.slice(0, 3),
          way('review', 'closed', { guards: ['closure'], guardsWhen: { closure: 'change.hasWindow' } }),
        ],
      },
      'transitions.3.guardsWhen.closure',
      '“It is said how it ended” always asks on On (Review to Closed).',
    ],
    [
      'that only those may close who must not',
      {
        transitions: [
          ...ways.slice(0, 3),
          way('review', 'closed', { guards: ['closure'], movers: [{ is: 'assignee' }] }),
        ],
      },
      'transitions.3.movers',
      'Nobody may make On (Review to Closed): whoever carries a change out does not close it.',
    ],
    [
      'that lets an emergency go without its review',
      {
        raise: 'change.raise_emergency',
        transitions: [
          ...ways.slice(0, 3),
          way('review', 'closed', { guards: ['closure', 'review_done'], enforce: { review_done: 'justify' } }),
        ],
      },
      'transitions.3.enforce.review_done',
      '“The review is done” can only block on On (Review to Closed).',
    ],
    [
      'that is raised by a permission for something else',
      { raise: 'audit.read' },
      'raise',
      'Raising a change does not take the permission audit.read.',
    ],
  ])('%s', (_what, over, path, message) => {
    expect(told(over)).toContainEqual([path, message]);
    expect(publicationFaults(model(over)).every(({ next }) => next.length > 5)).toBe(true);
  });

  test.each<[string, object, string, string]>([
    [
      'has a state for work',
      {
        states: [draft, justDone.states[1], work, review, closed],
        transitions: [...justDone.transitions, way('ask', 'work'), way('work', 'review')],
      },
      'states.2.kind',
      'Work is for work, and that of a retrospective change is done.',
    ],
    [
      'is raised by anybody',
      { raise: 'change.raise' },
      'raise',
      'Recording work after the fact takes a permission of its own.',
    ],
    [
      'can be called off once it was asked about',
      { cancel: { from: ['draft', 'ask'], movers } },
      'cancel.from.1',
      'It could be called off in Ask, and the work is done.',
    ],
    [
      'takes a no as if it could be left undone',
      { states: [draft, ask, review, closed] },
      'states.1.rejectedTo',
      'A no of Ask leads back, as if the work could still be left undone.',
    ],
    [
      'leads back to where it could be called off',
      { transitions: [...justDone.transitions, way('ask', 'draft')] },
      'transitions.3.to',
      'Ask leads back to Draft, where it could be called off.',
    ],
    [
      'is closed without its review',
      { transitions: [...justDone.transitions.slice(0, 2), closing] },
      'transitions.2.guards',
      'It could be closed without a review of what was done.',
    ],
    [
      'is reviewed only sometimes',
      {
        transitions: [
          ...justDone.transitions.slice(0, 2),
          way('review', 'closed', {
            guards: ['closure', 'review_done'],
            guardsWhen: { review_done: 'change.priority == 1' },
          }),
        ],
      },
      'transitions.2.guards',
      'It could be closed without a review of what was done.',
    ],
    [
      'is reviewed without anybody having been asked',
      { transitions: [...justDone.transitions, way('draft', 'review')] },
      'transitions.3.to',
      'Draft leads to Review although nobody has authorised or censured it.',
    ],
    [
      'lets a round expire',
      {
        states: [
          draft,
          { ...ask, rejectedTo: 'review', approvals: [{ ...board, expiresAtStart: true }] },
          review,
          closed,
        ],
      },
      'states.1.approvals.0.expiresAtStart',
      'A round of Ask would expire at a start that lies behind.',
    ],
    [
      'asks only sometimes',
      {
        states: [
          draft,
          { ...ask, rejectedTo: 'review', approvals: [{ ...board, when: 'change.priority == 1' }] },
          review,
          closed,
        ],
      },
      'transitions.1.to',
      'Ask leads to Review although nobody has authorised or censured it.',
    ],
  ])('where work that was done already %s', (_what, over, path, message) => {
    expect(told({ ...justDone, ...over })).toContainEqual([path, message]);
  });
});

describe('a model may, but is asked whether that is meant', () => {
  const warned = (over: object) =>
    publicationWarnings(model(over)).map(({ path, message }) => [path.join('.'), message]);
  test.each<[string, object, string, string]>([
    [
      'begin work without anybody’s approval',
      { transitions: [...ways, way('draft', 'work')] },
      'states.2',
      'Work can be reached without anybody’s approval.',
    ],
    [
      'let whoever carries it out close it',
      { assigneeMayClose: true },
      'assigneeMayClose',
      'Whoever carries a change out may close it. Every change of this model will say so.',
    ],
    [
      'wait for a window that nothing demands',
      { transitions: [ways[0], way('ask', 'work', { guards: ['window_open'] }), ...ways.slice(2)] },
      'transitions.1.guards',
      'The move to Work needs a window, and no state before it demands one.',
    ],
    [
      'take a reason in place of a review',
      {
        transitions: [
          ...ways.slice(0, 3),
          way('review', 'closed', { guards: ['closure', 'review_done'], enforce: { review_done: 'justify' } }),
        ],
      },
      'transitions.3.enforce.review_done',
      'The review of a change that failed or was backed out blocks all the same.',
    ],
  ])('%s', (_what, over, path, message) => {
    expect(warned(over)).toContainEqual([path, message]);
    expect(publicationFaults(model(over))).toEqual([]);
  });

  test('is not asked anything where nothing is unusual', () => {
    expect(publicationWarnings(model({}))).toEqual([]);
  });
});
