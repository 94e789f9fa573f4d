import { ModelDefinition, type Mover } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { conditionGuards } from './condition-guards.rules.ts';
import type { MoveFacts, Standing, unmet } from './facts.rules.ts';
import { coreGuards } from './guards.rules.ts';

const named = (name: string, active = true) => ({ id: name.toLowerCase(), name, active });
const now = new Date('2026-03-02T09:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const definition = ModelDefinition.parse({
  raise: 'change.raise',
  states: [
    { key: 'draft', name: 'Draft', kind: 'draft' },
    {
      key: 'ask',
      name: 'Ask',
      kind: 'authorize',
      approvals: [{ key: 'ask', name: 'Ask', group: 'grp_a', quorum: { kind: 'all' } }],
      rejectedTo: 'draft',
    },
    { key: 'work', name: 'Work', kind: 'implement' },
    { key: 'closed', name: 'Closed', kind: 'closed' },
  ],
  transitions: [{ from: 'draft', to: 'ask', label: 'Ask', movers: [{ is: 'requester' }] }],
  cancel: { from: [], movers: [{ is: 'requester' }] },
});
const standing = (over: Partial<Standing> = {}): Standing => ({
  state: 'ask',
  stateName: 'Ask',
  name: 'Ask',
  status: 'approved',
  approvals: 2,
  needed: 2,
  stillOut: [],
  ...over,
});

type Over = Partial<Omit<MoveFacts, 'transition' | 'actor'>> & {
  who?: string;
  actor?: Partial<MoveFacts['actor']>;
  transition?: Partial<MoveFacts['transition']>;
};

/** Sam, the assignee, begins the work of an approved change; a test says what is otherwise. */
const facts = ({ who = 'sam', actor, transition, ...over }: Over = {}): MoveFacts => ({
  now,
  linked: {},
  actor: {
    id: who,
    name: who,
    roles: [],
    groups: new Set(),
    mayMove: true,
    mayVote: false,
    mayManage: false,
    pushesOn: false,
    ...actor,
  },
  requester: named('Rita'),
  parts: [],
  coordinator: null,
  manager: null,
  assignee: named('Sam'),
  hands: [],
  hold: null,
  groupNames: new Map([['grp_movers', 'Movers']]),
  plannedStart: hours(-1),
  plannedEnd: hours(1),
  definition,
  transition: {
    from: 'ask',
    to: 'work',
    label: 'Begin',
    movers: [{ is: 'assignee' }],
    guards: [],
    enforce: {},
    guardsWhen: {},
    conditions: [],
    earlyMovers: [],
    asksPlannedEnd: false,
    reportsOutcome: false,
    passesWhen: [],
    ...transition,
  },
  to: { key: 'work', kind: 'implement', name: 'Work', requires: [] },
  missing: [],
  demandedWhere: new Map(),
  holding: new Map(),
  standings: [standing()],
  grants: [],
  work: {
    tasks: [],
    reached: new Set(['work']),
    minutes: 0,
    backout: { written: true, proof: null },
  },
  reportedOutcome: null,
  given: undefined,
  ...over,
});

const answerOf = (guard: string, over: Over) => {
  const asked = facts(over);
  return coreGuards.map((evaluate) => evaluate(asked)).find((answer) => answer?.guard === guard);
};

describe('whose a move is', () => {
  test.each<[string, boolean, Mover, Over]>([
    ['the assignee’s', true, { is: 'assignee' }, {}],
    ['not another’s', false, { is: 'assignee' }, { who: 'rita' }],
    ['the requester’s', true, { is: 'requester' }, { who: 'rita' }],
    ['any coordinator’s', true, { is: 'coordinator' }, { who: 'x', actor: { roles: ['coordinator'] } }],
    [
      'not the named coordinator’s without the role',
      false,
      { is: 'coordinator' },
      { who: 'cy', coordinator: named('Cy') },
    ],
    ['any change manager’s', true, { is: 'change_manager' }, { who: 'x', actor: { roles: ['change_manager'] } }],
    ['a group member’s', true, { group: 'grp_movers' }, { who: 'x', actor: { groups: new Set(['grp_movers']) } }],
    [
      'not that of a member of another group',
      false,
      { group: 'grp_movers' },
      { actor: { groups: new Set(['grp_b']) } },
    ],
    ['not an administrator’s', false, { is: 'coordinator' }, { who: 'x', actor: { roles: ['administrator'] } }],
    ['the round’s, which somebody who coordinates may follow', true, { is: 'round' }, { actor: { pushesOn: true } }],
    ['the round’s, and not a bystander’s', false, { is: 'round' }, {}],
    [
      'the round’s alone until it has passed',
      false,
      { is: 'round' },
      { actor: { pushesOn: true }, standings: [standing({ status: 'open' })] },
    ],
    ['not theirs whose roles do not let them move', false, { is: 'assignee' }, { actor: { mayMove: false } }],
  ])('is %s', (_whose, met, mover, over) => {
    expect(answerOf('mover', { ...over, transition: { movers: [mover] } })).toMatchObject({ met });
  });

  test.each<[string, Mover[], Over, string]>([
    ['a person', [{ is: 'requester' }], {}, 'This move belongs to Rita.'],
    ['a group by its name', [{ group: 'grp_movers' }], {}, 'This move belongs to Movers.'],
    [
      'several',
      [{ is: 'requester' }, { is: 'coordinator' }],
      { coordinator: named('Cy') },
      'This move belongs to Rita, Cy or a coordinator.',
    ],
    ['nobody', [{ is: 'assignee' }], { assignee: null }, 'Nobody is named who could make this move.'],
  ])('is said where it belongs to %s', (_whom, movers, over, why) => {
    expect(answerOf('mover', { who: 'x', ...over, transition: { movers } })).toMatchObject({ met: false, why });
  });
});

describe('a move of an office to which nobody on the change is named', () => {
  const both: Mover[] = [{ is: 'coordinator' }, { is: 'change_manager' }];
  const holding = (total: number, ...names: string[]) => ({ total, first: names.map((name) => named(name)) });
  const nobody = holding(0);
  const closed = { key: 'closed', kind: 'closed' as const, name: 'Closed', requires: [] };

  test.each<[string, Mover[], Over, string]>([
    ['one', both.slice(1), {}, 'a change manager (Mo)'],
    [
      'few',
      both.slice(1),
      { officers: new Map([['change_manager', holding(3, 'Al', 'Mo', 'Zo')]]) },
      'a change manager (Al, Mo or Zo)',
    ],
    [
      'many',
      both.slice(1),
      { officers: new Map([['change_manager', holding(9, 'Al', 'Bo', 'Mo', 'Zo')]]) },
      'a change manager (Al, Bo, Mo or 6 others)',
    ],
    ['some of one of two', both, {}, 'a coordinator or a change manager (Mo)'],
    [
      'one beside whoever may not close what they carried out',
      both.slice(1),
      { officers: new Map([['change_manager', holding(2, 'Mo', 'Sam')]]), assignee: named('Sam'), to: closed },
      'a change manager (Mo)',
    ],
  ])('names %s of those who hold it', (_how, movers, over, whom) => {
    const officers = new Map([
      ['coordinator', nobody],
      ['change_manager', holding(1, 'Mo')],
    ]);
    const asked = answerOf('mover', { who: 'x', officers, ...over, transition: { movers } });
    expect(asked).toMatchObject({ met: false, why: `This move belongs to ${whom}.` });
    expect(asked?.clearedBy.map(({ id }) => id)).not.toContain('administrator');
  });

  test('says so where nobody holds it, and who gives roles', () => {
    const officers = new Map([
      ['coordinator', nobody],
      ['change_manager', nobody],
    ]);
    expect(answerOf('mover', { who: 'x', officers, transition: { movers: both.slice(1) } })).toMatchObject({
      why: 'This move belongs to a change manager. Nobody has that role: an administrator gives it.',
      clearedBy: [{ id: 'change_manager' }, { id: 'administrator' }],
    });
    expect(answerOf('mover', { who: 'x', officers, transition: { movers: both } })?.why).toBe(
      'This move belongs to a coordinator or a change manager. Nobody has either role: an administrator gives it.',
    );
  });
});

describe('a move of somebody who is deactivated', () => {
  const gone = { who: 'x', assignee: named('Sam', false) };
  test('is said to be so, with who can name somebody else', () => {
    expect(answerOf('mover', gone)).toMatchObject({
      met: false,
      why: 'Sam is deactivated: a change manager names somebody else.',
      clearedBy: [{ is: 'role', id: 'change_manager' }],
      fields: ['assignee'],
    });
  });

  test('can still be made by the others to whom it belongs', () => {
    const movers: Mover[] = [{ is: 'assignee' }, { is: 'coordinator' }];
    const over = { ...gone, coordinator: named('Cy', false), transition: { movers } };
    expect(answerOf('mover', over)).toMatchObject({
      why: 'This move belongs to a coordinator. Sam is deactivated: a change manager names somebody else.',
      clearedBy: [{ id: 'coordinator' }, { id: 'change_manager' }],
    });
  });
});

describe('approvals', () => {
  test.each<[Standing['status'], boolean]>([
    ['approved', true],
    ['none', false],
    ['open', false],
    ['stuck', false],
    ['rejected', false],
    ['voided', false],
    ['other_content', false],
  ])('that are %s let work begin: %s', (status, met) => {
    expect(answerOf('approvals', { standings: [standing({ status })] })).toMatchObject({ met });
  });

  test('must all stand before work begins', () => {
    const both = [standing(), standing({ state: 'later', stateName: 'Later', status: 'voided' })];
    expect(answerOf('approvals', { standings: both })).toMatchObject({ met: false, why: 'Later has not approved it.' });
  });

  test('say who is still out', () => {
    const open = standing({ status: 'open', approvals: 1, stillOut: [named('Ann')] });
    expect(answerOf('approvals', { standings: [open] })).toMatchObject({
      why: '1 of 2 approvals are given; 1 more is needed from Ann.',
      clearedBy: [{ is: 'person', id: 'ann' }],
    });
  });

  test('say who may decide in the place of whoever is still out', () => {
    const dan = { ...named('Dan'), name: 'Dan' };
    const open = standing({ status: 'open', approvals: 1, stillOut: [{ ...named('Ann'), deputies: [dan] }] });
    expect(answerOf('approvals', { standings: [open] })).toMatchObject({
      why: '1 of 2 approvals are given; 1 more is needed from Ann (or Dan as deputy).',
      clearedBy: [{ id: 'ann' }, { is: 'person', id: 'dan' }],
    });
  });

  test('of a stuck round are cleared by all whom its words name', () => {
    const answer = answerOf('approvals', { standings: [standing({ status: 'stuck', approvals: 0 })] });
    expect(answer?.why).toMatch(/An administrator adds .* a coordinator or a change manager asks again/);
    expect(answer?.clearedBy.map(({ id }) => id)).toEqual(['administrator', 'coordinator', 'change_manager']);
  });

  test('are not asked about on the way back', () => {
    const back = { from: 'ask', to: 'draft' };
    const to = { key: 'draft', kind: 'draft' as const, name: 'Draft', requires: [] };
    expect(answerOf('approvals', { transition: back, to, standings: [standing({ status: 'open' })] })).toBeUndefined();
  });
});

describe('a window', () => {
  const guarded = { guards: ['window_open' as const], earlyMovers: [{ is: 'change_manager' as const }] };
  const manager = { who: 'mona', actor: { roles: ['change_manager'] } };
  test.each<[string, boolean, Over]>([
    ['is open at its very start', true, { plannedStart: now }],
    ['is closed a second before', false, { plannedStart: new Date(now.getTime() + 1000) }],
    ['is missed at its very end', false, { plannedEnd: now }],
    ['is missing', false, { plannedStart: null, plannedEnd: null }],
    [
      'may be anticipated by the change manager with a reason',
      true,
      { ...manager, plannedStart: hours(1), given: { reason: 'Quiet', windowGiven: false } },
    ],
    [
      'is not anticipated without a reason',
      false,
      { ...manager, plannedStart: hours(1), given: { reason: ' ', windowGiven: false } },
    ],
    [
      'is not anticipated where nobody carries it out',
      false,
      { ...manager, assignee: null, plannedStart: hours(1), given: { reason: 'Quiet', windowGiven: false } },
    ],
    [
      'is not anticipated by a change manager who carries it out',
      false,
      { actor: { roles: ['change_manager'] }, plannedStart: hours(1), given: { reason: 'Quiet', windowGiven: false } },
    ],
  ])('%s: %s', (_name, met, over) => {
    expect(answerOf('window_open', { ...over, transition: guarded })).toMatchObject({ met });
  });

  test('that has not begun names the earliest time and who could start before it', () => {
    expect(answerOf('window_open', { plannedStart: hours(1), transition: guarded })).toMatchObject({
      earliest: hours(1).toISOString(),
      clearedBy: [{ is: 'time' }, { is: 'role', id: 'change_manager' }],
    });
  });
});

describe('closing', () => {
  const to = { key: 'closed', kind: 'closed' as const, name: 'Closed', requires: [] };
  test('is never for whoever carried it out', () => {
    expect(answerOf('segregation_of_duties', { to })).toMatchObject({ met: false });
    expect(answerOf('segregation_of_duties', { to, who: 'mona' })).toMatchObject({ met: true });
    expect(answerOf('segregation_of_duties', { to, assignee: null })).toMatchObject({ met: true });
  });

  test.each([
    ['carried it out before', 'carried_out', 'You carried this change out: somebody else closes it.'],
    ['began the work', 'began', 'You began the work on this change: somebody else closes it.'],
    ['ended the work', 'ended', 'You ended the work on this change: somebody else closes it.'],
  ] as const)('is not for somebody who %s, though another carries it out now', (_name, did, why) => {
    const hands = [{ id: 'mona', did }];
    expect(answerOf('segregation_of_duties', { to, who: 'mona', hands })).toMatchObject({ met: false, why });
    expect(answerOf('segregation_of_duties', { to, who: 'mia', hands })).toMatchObject({ met: true });
    const linked = { mona: 'one', mia: 'one' };
    expect(answerOf('segregation_of_duties', { to, who: 'mia', hands, linked })).toMatchObject({
      met: false,
      why: why.replace(':', ', with another account:'),
    });
    const relaxed = { ...definition, assigneeMayClose: true };
    expect(answerOf('segregation_of_duties', { to, who: 'mona', hands, definition: relaxed })).toMatchObject({
      met: true,
      why: 'You carried it out, and its model lets you close it.',
    });
  });

  test('is for them too where the published model says so, and they are told that it does', () => {
    const relaxed = { ...definition, assigneeMayClose: true };
    expect(answerOf('segregation_of_duties', { to, definition: relaxed })).toMatchObject({
      met: true,
      why: 'You carried it out, and its model lets you close it.',
    });
    expect(answerOf('segregation_of_duties', { to, definition: relaxed, who: 'mona' })).toMatchObject({
      why: 'You did not carry it out.',
    });
  });

  test.each<[string, MoveFacts['given'], string[]]>([
    ['nothing', undefined, ['closureCode', 'closureNotes']],
    ['blank notes', { windowGiven: false, closureCode: 'failed', closureNotes: ' ' }, ['closureNotes']],
    ['invisible notes', { windowGiven: false, closureCode: 'failed', closureNotes: '\u200b' }, ['closureNotes']],
    ['a code and notes', { windowGiven: false, closureCode: 'failed', closureNotes: 'It broke.' }, []],
  ])('with %s lacks %j', (_name, given, fields) => {
    const answer = answerOf('closure', { to, given, transition: { guards: ['closure'] } });
    expect(answer).toMatchObject({ met: fields.length === 0, fields, withMove: fields.length > 0 });
  });
});

describe('required fields', () => {
  const to = { key: 'work', kind: 'implement' as const, name: 'Work', requires: ['window', 'reason'] as const };
  test.each<[string, Over, { met: boolean; withMove: boolean }]>([
    ['all there', { missing: [] }, { met: true, withMove: false }],
    ['one missing', { missing: ['reason'] }, { met: false, withMove: false }],
    ['only the window missing', { missing: ['window'] }, { met: false, withMove: true }],
    [
      'the window missing and given',
      { missing: ['window'], given: { windowGiven: true } },
      { met: true, withMove: false },
    ],
    ['a window that has ended', { missing: [], plannedEnd: now }, { met: false, withMove: false }],
  ])('with %s', (_name, over, expected) => {
    expect(answerOf('required_fields', { to, ...over })).toMatchObject(expected);
  });

  test('whoever requested it can give a new window too', () => {
    const answer = answerOf('required_fields', { to, missing: [], plannedEnd: now });
    expect(answer?.clearedBy.map(({ name }) => name)).toEqual(['Rita', 'a coordinator', 'a change manager']);
  });
});

describe('of work that was done already', () => {
  const done = { ...definition, retrospective: true };
  const to = { key: 'ask', kind: 'authorize' as const, name: 'Ask', requires: ['window'] as const };
  test.each<[string, Over, Partial<ReturnType<typeof unmet>>]>([
    ['the window lies behind', { plannedEnd: now }, { met: true }],
    ['a window that lies ahead is not believed', {}, { met: false, fields: ['window'] }],
    [
      'a window that is not there does not come with the move',
      { missing: ['window'], plannedEnd: null, given: { windowGiven: true } },
      { met: false, withMove: false },
    ],
  ])('%s', (_what, over, expected) => {
    expect(answerOf('required_fields', { definition: done, to, ...over })).toMatchObject(expected);
  });
});

test('a field that is demanded under a condition is named with the condition', () => {
  const to = { key: 'work', kind: 'implement' as const, name: 'Work', requires: ['reason', 'testPlan'] as const };
  const demandedWhere = new Map([['testPlan', 'change.impact == "high"'] as const]);
  expect(answerOf('required_fields', { to, missing: ['reason', 'testPlan'], demandedWhere })).toMatchObject({
    why: 'Work still needs reason, test plan (where change.impact == "high").',
    fields: ['reason', 'testPlan'],
  });
});

describe('a guard in the organisation’s own words', () => {
  const when = 'change.windowMinutes <= 240';
  const conditions = [
    {
      when,
      why: 'The night shift ends after four hours.',
      clearedBy: [{ is: 'assignee' as const }, { group: 'grp_movers' }],
      enforcement: 'block' as const,
    },
  ];
  const answers = (held?: { holds: boolean; problem?: string }, over: Over = {}) =>
    conditionGuards(facts({ transition: { conditions }, holding: new Map(held ? [[when, held]] : []), ...over }));

  test('is met where its condition holds, and else names who can clear it', () => {
    expect(answers({ holds: true })).toMatchObject([{ guard: 'condition_1', met: true }]);
    expect(answers({ holds: false })).toMatchObject([
      { met: false, why: 'The night shift ends after four hours.', clearedBy: [{ name: 'Sam' }, { name: 'Movers' }] },
    ]);
  });

  test('that cannot be worked out, or was not asked, is not met', () => {
    expect(answers({ holds: false, problem: 'nothing is known of windowMinutes' })).toMatchObject([
      {
        met: false,
        why: 'The night shift ends after four hours. It cannot be worked out: nothing is known of windowMinutes.',
      },
    ]);
    expect(answers()).toMatchObject([{ met: false }]);
  });

  test('that only somebody can clear who is not there is cleared by a coordinator', () => {
    const alone = [{ ...conditions[0], clearedBy: [{ is: 'assignee' }] }] as MoveFacts['transition']['conditions'];
    expect(answers({ holds: false }, { transition: { conditions: alone }, assignee: null })).toMatchObject([
      { clearedBy: [{ id: 'coordinator' }] },
    ]);
  });
});

describe('a planned end', () => {
  const asks = { asksPlannedEnd: true };
  test.each<[string, Over, boolean | undefined]>([
    ['not asked where a window lies ahead', {}, undefined],
    ['asked where there is none', { plannedEnd: null }, false],
    [
      'not asked where a window is demanded, which says it',
      { plannedEnd: null, to: { key: 'work', kind: 'implement', name: 'Work', requires: ['window'] } },
      undefined,
    ],
    ['asked where the window has ended', { plannedEnd: hours(-1) }, false],
    ['taken when it lies ahead', { plannedEnd: null, given: { windowGiven: false, plannedEnd: hours(2) } }, true],
    ['not taken when it is past', { plannedEnd: null, given: { windowGiven: false, plannedEnd: now } }, false],
  ])('is %s', (_name, over, met) => {
    expect(answerOf('planned_end', { ...over, transition: asks })?.met).toBe(met);
  });
});

describe('whoever ends the work', () => {
  const ending = { transition: { reportsOutcome: true } };
  test('says how it went, with the move', () => {
    expect(answerOf('report', ending)).toMatchObject({
      met: false,
      withMove: true,
      fields: ['closureCode', 'closureNotes'],
    });
    const given = { windowGiven: false, closureCode: 'failed', closureNotes: 'The disk was full.' };
    expect(answerOf('report', { ...ending, given })).toMatchObject({ met: true });
    expect(answerOf('report', { ...ending, given: { ...given, closureNotes: ' ' } })).toMatchObject({
      fields: ['closureNotes'],
    });
  });

  test('is not asked where the model does not ask', () => {
    expect(answerOf('report', {})).toBeUndefined();
  });
});
