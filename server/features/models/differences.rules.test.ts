import { ModelDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { differencesOf } from './differences.rules.ts';

const movers = [{ is: 'requester' as const }];
const board = { key: 'board', name: 'Board', group: 'grp_board', quorum: { kind: 'any' as const } };
const draft = { key: 'draft', name: 'Draft', kind: 'draft' };
const ask = {
  key: 'ask',
  name: 'Ask',
  kind: 'authorize',
  requires: ['summary'],
  approvals: [board],
  rejectedTo: 'draft',
};
const work = { key: 'work', name: 'Work', kind: 'implement' };
const way = (from: string, to: string, over: object = {}) => ({ from, to, label: 'On', movers, ...over });
const whole = {
  raise: 'change.raise',
  states: [draft, ask, work],
  transitions: [way('draft', 'ask'), way('ask', 'work', { guards: ['window_open'] })],
  cancel: { from: ['draft'], movers },
};
const names = new Map([
  ['grp_board', 'The board'],
  ['grp_night', 'Night shift'],
]);
const told = (over: object) =>
  differencesOf(ModelDefinition.parse(whole), ModelDefinition.parse({ ...whole, ...over }), names);
const withAsk = (over: object) => ({ states: [draft, { ...ask, ...over }, work] });
const withRound = (over: object) => withAsk({ approvals: [{ ...board, ...over }] });
const withBegin = (over: object) => ({ transitions: [whole.transitions[0], { ...whole.transitions[1], ...over }] });

test('nothing is told of what says the same', () => {
  expect(told({})).toEqual([]);
});

test.each<[string, object, string[]]>([
  [
    'who raises it',
    { raise: 'change.raise_emergency' },
    ['Raising one takes change.raise_emergency instead of change.raise.'],
  ],
  ['the form', { raisedFrom: 'template' }, ['It is raised only from a template.']],
  [
    'how its work is watched',
    { run: { noticeMinutes: 30, extensionDeciders: 2 } },
    [
      'The point of no return is announced 30 minutes before instead of 15.',
      'More time takes 2 change managers instead of 1.',
    ],
  ],
  ['who closes it', { assigneeMayClose: true }, ['Whoever carries it out may close it.']],
  ['when it is called off', { cancel: { from: ['draft', 'ask'], movers } }, ['It can be cancelled in Ask.']],
  [
    'who calls it off',
    { cancel: { from: ['draft'], movers: [{ group: 'grp_night' }] } },
    ['It is cancelled by Night shift instead of the requester.'],
  ],
  [
    'the order',
    {
      states: [draft, work, ask].toSorted((one) => (one === draft ? -1 : 0)),
      transitions: whole.transitions,
      cancel: whole.cancel,
    },
    ['The states are in another order.'],
  ],
  ['a name', withAsk({ name: 'Board meeting' }), ['The state Ask is called Board meeting.']],
  ['a demand', withAsk({ requires: ['testPlan'] }), ['Ask demands test plan.', 'Ask no longer demands summary.']],
  [
    'a demand under a condition',
    withAsk({ requiresWhen: [{ when: 'change.priority == 1', fields: ['testPlan'] }] }),
    ['Ask demands test plan where change.priority == 1.'],
  ],
  [
    'a task',
    withAsk({ tasks: [{ kind: 'planning', title: 'Plan it' }] }),
    ['Ask gives the planning task Plan it (level 1).'],
  ],
  ['whom a round asks', withRound({ group: 'grp_night' }), ['The round Board asks: Night shift (was: The board).']],
  [
    'how many must say yes',
    withRound({ quorum: { kind: 'percent', percent: 51 } }),
    ['The round Board takes the yes of: 51 % (was: any one).'],
  ],
  ['what a round covers', withRound({ covers: ['testPlan'] }), ['The round Board covers: testPlan (was: everything).']],
  [
    'what a round tolerates',
    withRound({ tolerance: { shiftMinutes: 120 } }),
    ['The round Board tolerates: a window moved by 120 minutes on the same day (was: no other window).'],
  ],
  [
    'a round more',
    withAsk({ approvals: [board, { ...board, key: 'night', name: 'Night', group: 'grp_night', advisory: true }] }),
    ['Ask asks Night shift as Night (any one, advisory).'],
  ],
  [
    'a mover',
    withBegin({ movers: [{ group: 'grp_night' }, { is: 'round' }] }),
    ['On (Ask to Work) is made by Night shift, the round instead of the requester.'],
  ],
  [
    'a guard',
    withBegin({ guards: ['tasks_done'], enforce: { tasks_done: 'justify' } }),
    ['On (Ask to Work) is guarded by tasks_done (justify).', 'On (Ask to Work) is no longer guarded by window_open.'],
  ],
  [
    'where a guard asks',
    withBegin({ guards: ['window_open'], guardsWhen: { window_open: 'change.priority > 1' } }),
    [
      'On (Ask to Work) is guarded by window_open where change.priority > 1.',
      'On (Ask to Work) is no longer guarded by window_open.',
    ],
  ],
  [
    'a condition',
    withBegin({ conditions: [{ when: 'change.hasWindow', why: 'Plan it', clearedBy: movers }] }),
    ['On (Ask to Work) takes change.hasWindow (block: Plan it; cleared by the requester).'],
  ],
  [
    'when a move is offered',
    withBegin({ when: 'change.hasWindow' }),
    ['On (Ask to Work) is offered only where change.hasWindow.'],
  ],
  ['what a move asks', withBegin({ asksPlannedEnd: true }), ['On (Ask to Work) asks for the planned end.']],
  [
    'a move more',
    { transitions: [...whole.transitions, way('draft', 'work', { label: 'Just do it' })] },
    ['The move Just do it (Draft to Work) is new: the requester may make it.'],
  ],
  [
    'a move less',
    { transitions: [whole.transitions[0], way('draft', 'work')] },
    ['The move On (Draft to Work) is new: the requester may make it.', 'The move On (Ask to Work) is gone.'],
  ],
  [
    'a state more and one less',
    {
      states: [draft, ask, { ...work, key: 'doing', name: 'Doing' }],
      transitions: [whole.transitions[0], way('ask', 'doing', { guards: ['window_open'] })],
    },
    [
      'The state Doing (implement) is new.',
      'The state Work is gone.',
      'The move On (Ask to Doing) is new: the requester may make it.',
      'The move On (Ask to Work) is gone.',
    ],
  ],
])('a model that says otherwise %s is told in a sentence', (_what, over, sentences) => {
  expect(told(over)).toEqual(sentences);
});
