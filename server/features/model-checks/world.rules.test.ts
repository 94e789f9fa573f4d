import { ModelDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { oneRound } from '../../testing/models.ts';
import { peopleFindings, type WorldOfPeople } from './world.rules.ts';

const voter = { mayVote: true, mayMove: false };
const mover = { mayVote: true, mayMove: true };
const reader = { mayVote: false, mayMove: false };
const world = (over: Partial<WorldOfPeople> = {}): WorldOfPeople => ({
  groups: new Map([
    ['grp_board', { name: 'Board', members: [voter, voter] }],
    ['grp_one', { name: 'One', members: [voter] }],
    ['grp_empty', { name: 'Empty', members: [] }],
    ['grp_readers', { name: 'Readers', members: [reader] }],
    ['grp_night', { name: 'Night shift', members: [mover] }],
  ]),
  roles: new Map([
    ['coordinator', 1],
    ['change_manager', 1],
  ]),
  permitted: new Map([['change.raise', 3]]),
  ...over,
});
const asking = (group: string) => oneRound({ group, quorum: { kind: 'all' } });
const begunBy = (...movers: object[]) => {
  const model = asking('grp_board');
  const transitions = model.transitions.map((made) => (made.to === 'work' ? { ...made, movers } : made));
  return ModelDefinition.parse({ ...model, transitions });
};
const told = (model: ModelDefinition, of: WorldOfPeople = world()) => {
  const { faults, warnings } = peopleFindings(model, of);
  const said = ({ path, message }: (typeof faults)[number]) => `${path.join('.')}: ${message}`;
  return { faults: faults.map(said), warnings: warnings.map(said) };
};

test('whom a model asks and who makes its moves are there, or it has a fault', () => {
  expect(told(begunBy({ is: 'coordinator' }))).toEqual({ faults: [], warnings: [] });
});

test.each([
  ['is not there', 'grp_gone', 'There is no group grp_gone.'],
  ['holds nobody', 'grp_empty', 'Nobody is in Empty, so nobody could decide in Ask.'],
  ['holds nobody who may vote', 'grp_readers', 'Nobody in Readers may vote, so nobody could decide in Ask.'],
])('a round of a group that %s is a fault', (_what, group, message) => {
  expect(told(asking(group)).faults).toEqual([`states.1.approvals.0.group: ${message}`]);
});

test('a round of one person alone is a warning', () => {
  const warning =
    'One asks one person alone: whoever is tied to a change does not decide on it, and then nobody could.';
  expect(told(asking('grp_one')).warnings).toEqual([`states.1.approvals.0.group: ${warning.replace('One', 'Ask')}`]);
});

test('a move that nobody could make is a fault; one that somebody else could make as well is a warning', () => {
  const nobody = world({ roles: new Map() });
  const path = 'transitions.1.movers';
  const why = 'Nobody is a change manager, so nobody could make Begin.';
  expect(told(begunBy({ is: 'change_manager' }), nobody).faults).toContain(`${path}.0: ${why}`);
  const both = told(begunBy({ is: 'assignee' }, { is: 'change_manager' }), nobody);
  expect(both.faults.filter((fault) => fault.startsWith(path))).toEqual([]);
  expect(both.warnings).toContain(`${path}.1: Nobody is a change manager, so only the others named could make Begin.`);
  expect(told(begunBy({ group: 'grp_night' }))).toEqual({ faults: [], warnings: [] });
  expect(told(begunBy({ group: 'grp_board' })).faults).toEqual([
    `${path}.0: Nobody in Board has a role that moves changes, so nobody could make Begin.`,
  ]);
});

test('a group that is not there is a fault even beside others', () => {
  expect(told(begunBy({ is: 'assignee' }, { group: 'grp_gone' })).faults).toEqual([
    'transitions.1.movers.1: There is no group grp_gone.',
  ]);
});

test('a model that nobody may raise is a fault', () => {
  expect(told(asking('grp_board'), world({ permitted: new Map() })).faults).toEqual([
    'raise: Nobody has a role with change.raise, so nobody could raise one.',
  ]);
});

test('a condition and a task of a group are looked at too', () => {
  const model = asking('grp_board');
  const conditions = [{ when: 'true', why: 'So', clearedBy: [{ group: 'grp_empty' }] }];
  const tasks = [{ kind: 'build', title: 'Build it', owner: { group: 'grp_empty' } }];
  const whole = ModelDefinition.parse({
    ...model,
    states: model.states.map((state) => (state.key === 'ask' ? { ...state, tasks } : state)),
    transitions: model.transitions.map((made) => (made.to === 'work' ? { ...made, conditions } : made)),
  });
  expect(told(whole).faults).toEqual([
    'states.1.tasks.0.owner: Nobody is in Empty, so nobody could carry out Build it.',
    'transitions.1.conditions.0.clearedBy.0: Nobody is in Empty, so nobody could clear a condition of Begin.',
  ]);
});
