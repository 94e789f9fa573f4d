import { expect, test } from 'vitest';
import { ModelDefinition } from './models.ts';

const approval = {
  approvals: [{ key: 'board', name: 'Board', group: 'grp_a', quorum: { kind: 'any' as const } }],
  rejectedTo: 'draft',
};
const movers = [{ is: 'requester' as const }];
const draft = { key: 'draft', name: 'Draft', kind: 'draft' };
const ask = { key: 'ask', name: 'Ask', kind: 'authorize', ...approval };
const work = { key: 'work', name: 'Work', kind: 'implement' };
const closed = { key: 'closed', name: 'Closed', kind: 'closed' };
const way = (from: string, to: string, over: object = {}) => ({ from, to, label: 'On', movers, ...over });
const ends = way('work', 'closed', { guards: ['closure'] });
const whole = {
  raise: 'change.raise',
  states: [draft, ask, work, closed],
  transitions: [way('draft', 'ask'), way('ask', 'work'), ends],
  cancel: { from: ['draft'], movers },
};

test('a model that a change can follow from its birth to its end is taken', () => {
  expect(ModelDefinition.safeParse(whole).success).toBe(true);
});

test.each<[string, object, string, string]>([
  ['the same state twice', { states: [draft, ask, work, closed, work] }, 'states.4.key', 'work is there twice'],
  [
    'a state with a name that every object has',
    { states: [...whole.states, { key: 'constructor', name: 'X', kind: 'build' }] },
    'states.4.key',
    'this name cannot be a key: choose another',
  ],
  [
    'a round with a name that every object has',
    { states: [draft, { ...ask, approvals: [{ ...approval.approvals[0], key: 'constructor' }] }, work, closed] },
    'states.1.approvals.0.key',
    'this name cannot be a key: choose another',
  ],
  [
    'a question with a name that every object has',
    { review: { questions: [{ key: 'constructor', text: 'X', kind: 'text' }] } },
    'review.questions.0.key',
    'this name cannot be a key: choose another',
  ],
  [
    'a state that is called cancelled',
    { states: [...whole.states, { key: 'cancelled', name: 'X', kind: 'build' }] },
    'states.4.key',
    'cancelled belongs to every model',
  ],
  [
    'a state that means cancelled',
    { states: [...whole.states, { key: 'dropped', name: 'X', kind: 'cancelled' }] },
    'states.4.key',
    'cancelled belongs to every model',
  ],
  ['a birth in work', { states: [work, draft, ask, closed] }, 'states.0.kind', 'a change is born before its work'],
  ['cancelling from nowhere', { cancel: { from: ['x'], movers } }, 'cancel.from.0', 'there is no state x'],
  [
    'a way from nowhere',
    { transitions: [...whole.transitions, way('x', 'ask')] },
    'transitions.3.from',
    'there is no state x',
  ],
  [
    'a way to nowhere',
    { transitions: [...whole.transitions, way('ask', 'x')] },
    'transitions.3.to',
    'there is no state x',
  ],
  [
    'an outcome of work that has not begun',
    { transitions: [...whole.transitions, way('draft', 'work', { reportsOutcome: true })] },
    'transitions.3.reportsOutcome',
    'only work that is under way has an outcome',
  ],
  [
    'a way that passes by itself and does not close',
    { transitions: [...whole.transitions, way('draft', 'work', { passesWhen: ['successful'] })] },
    'transitions.3.passesWhen',
    'only closing passes by itself',
  ],
  [
    'a closing that passes by what nobody reports',
    { transitions: [way('draft', 'ask'), way('ask', 'work'), { ...ends, passesWhen: ['successful'] }] },
    'transitions.2.passesWhen',
    'nobody reports an outcome on the way to work',
  ],
  ['a way that stays', { transitions: [...whole.transitions, way('ask', 'ask')] }, 'transitions.3', 'it leads nowhere'],
  [
    'the same way twice',
    { transitions: [...whole.transitions, way('ask', 'work')] },
    'transitions.3',
    'this way is there twice',
  ],
  [
    'a way out of what is closed',
    { transitions: [...whole.transitions, way('closed', 'work')] },
    'transitions.3',
    'what is closed is over',
  ],
  [
    'closing without saying how it ended',
    { transitions: [way('draft', 'ask'), way('ask', 'work'), way('work', 'closed')] },
    'transitions.2.guards',
    'closing takes the guard “It is said how it ended”, and nothing else does',
  ],
  [
    'a closure before the end',
    { transitions: [way('draft', 'ask'), way('ask', 'work', { guards: ['closure'] }), ends] },
    'transitions.1.guards',
    'closing takes the guard “It is said how it ended”, and nothing else does',
  ],
  [
    'an approval at birth',
    { states: [{ ...draft, ...approval }, ask, work, closed] },
    'states.0.approvals',
    'a change is born without asking',
  ],
  [
    'an approval of begun work',
    { states: [draft, ask, { ...work, ...approval }, closed] },
    'states.2.approvals',
    'approval comes before the work',
  ],
  [
    'an approval to which nothing leads',
    { transitions: [way('draft', 'work'), way('ask', 'work'), ends] },
    'states.1.approvals',
    'nothing leads to it: add a move to it, or take it out',
  ],
  [
    'a no that leads to what is not there',
    { states: [draft, { ...ask, rejectedTo: 'x' }, work, closed] },
    'states.1.rejectedTo',
    'there is no state x',
  ],
  ...['work', 'ask'].map((rejectedTo): [string, object, string, string] => [
    `a no that leads to ${rejectedTo}`,
    { states: [draft, { ...ask, rejectedTo }, work, closed] },
    'states.1.rejectedTo',
    'a no leads to an earlier state, before the work',
  ]),
])('a model is refused for %s', (_what, over, path, message) => {
  const { error } = ModelDefinition.safeParse({ ...whole, ...over });
  expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toContainEqual([path, message]);
});
