import type { Holding } from '@interlock/contract/holding.ts';
import { requirableFields, type TransitionDefinition } from '@interlock/contract/models.ts';
import { taskStates } from '@interlock/contract/tasks.ts';
import fc from 'fast-check';
import type { MoveFacts, WorkFact } from '../features/change-guards/facts.rules.ts';
import { stagesReached } from '../features/changes/index.ts';
import { asked, demandsOf, demandsOfLeaving, type ModelVersion } from '../features/models/index.ts';

const now = new Date('2026-03-02T09:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const named = (name: string) => ({ id: name.toLowerCase(), name, active: true });
const roles = ['requester', 'coordinator', 'change_manager', 'specialist'] as const;
const given = [
  'tasks_done',
  'test_evidence',
  'backout_ready',
  'plan_fits_window',
  'window_open',
  'condition_1',
] as const;

/** Mostly as it should be, so that journeys get somewhere. */
const mostly = fc.nat(9).map((n) => n > 0);
const often = fc.nat(2).map((n) => n > 0);
const task = fc.record({
  kind: fc.constantFrom('build', 'test', 'implementation', 'verification', 'backout', 'review'),
  state: fc.constantFrom(...taskStates, 'done', 'done', 'done', 'skipped'),
  evidence: fc.constantFrom('', 'https://ci.example.org/1'),
  findings: fc.constantFrom('', 'It went well.'),
  closedBy: fc.constantFrom('Sam', 'Mona'),
  createdFrom: fc.constantFrom('model', 'hand'),
  opened: fc.boolean(),
});
/** How things stand when somebody tries a move, and what they bring. */
export const moment = fc.record({
  which: fc.nat(3),
  actor: fc.constantFrom('Rita', 'Carl', 'Mona', 'Sam', 'Sam'),
  roles: fc.subarray([...roles]),
  inGroup: often,
  mayMove: mostly,
  held: mostly.map((free) => !free),
  empty: fc.subarray([...requirableFields], { maxLength: 1 }),
  rounds: fc.array(
    fc.constantFrom('approved', 'approved', 'approved', 'skipped', 'open', 'rejected', 'other_content', 'none'),
    {
      minLength: 9,
      maxLength: 9,
    },
  ),
  window: fc.option(fc.record({ start: fc.integer({ min: -90, max: 90 }), length: fc.constantFrom(60, 240) })),
  work: fc.record({
    tasks: fc.array(task, { maxLength: 3 }),
    minutes: fc.constantFrom(0, 0, 100),
    backout: fc.record({ written: mostly, rehearsed: fc.constantFrom('well', 'well', 'badly', 'never', 'another') }),
  }),
  conditions: fc.array(fc.constantFrom(true, true, false, 'it took too long'), { minLength: 3, maxLength: 3 }),
  reason: often,
  closure: fc.constantFrom(undefined, 'successful', 'failed'),
  plannedEnd: fc.constantFrom(undefined, 60, -60),
  justified: fc.subarray([...given]),
  granted: fc.option(fc.record({ guards: fc.subarray([...given]), by: fc.constantFrom('Carl', 'Mona', 'Sam') })),
});
export type Moment = typeof moment extends fc.Arbitrary<infer M> ? M : never;

const tested: Moment['work']['tasks'] = (['test', 'review'] as const).map((kind) => ({
  ...{ kind, state: 'done', evidence: 'https://ci.example.org/1', findings: 'It went well.', closedBy: 'Mona' },
  ...{ createdFrom: 'hand', opened: true },
}));

/** All that somebody of good will could have done beforehand. */
export const allDone = (actor: Moment['actor']): Moment => ({
  ...{ which: 0, actor, roles: [...roles], inGroup: true, mayMove: true, held: false, empty: [] },
  rounds: Array<'approved'>(9).fill('approved'),
  window: { start: -30, length: 240 },
  work: { tasks: tested, minutes: 0, backout: { written: true, rehearsed: 'well' } },
  conditions: [true, true, true],
  ...{ reason: true, closure: 'successful', plannedEnd: 60, justified: [], granted: null },
});
export const sources = ['change.summary == "One"', 'change.windowMinutes > 60'];
export const holdingIn = ({ conditions }: Moment): Holding =>
  new Map(
    sources.map((source, at) => {
      const held = conditions[at];
      return [source, typeof held === 'string' ? { holds: false, problem: held } : { holds: held === true }];
    }),
  );

export type Walk = { definition: ModelVersion['definition']; state: string; entered: Set<string> };

const workFact = ({ closedBy, opened, ...rest }: Moment['work']['tasks'][number]): WorkFact => ({
  ...{ number: 'TSK-1', title: 'A task', owner: named('Sam'), group: null, plannedStart: null, plannedEnd: null },
  ...{ ...rest, closedBy: rest.state === 'done' ? named(closedBy) : null, openedAt: opened ? now : null },
});

/** A move of this walk at this moment, as guards look at it. */
export function factsOf({ definition, state, entered }: Walk, made: TransitionDefinition, at: Moment): MoveFacts {
  const holding = holdingIn(at);
  const here = definition.states.find(({ key }) => key === state) ?? fail();
  const to = definition.states.find(({ key }) => key === made.to) ?? fail();
  const requires = [
    ...new Set([...demandsOf(definition, to, holding), ...demandsOfLeaving(definition, state, to.key)]),
  ];
  const { rehearsed, written } = at.work.backout;
  const asking = definition.states.filter(({ key }) => entered.has(key));
  const mandatory = asking.flatMap(({ key, name, approvals }) =>
    approvals.filter(({ advisory }) => !advisory).map((round) => ({ state: key, stateName: name, name: round.name })),
  );
  const window = at.window && { start: minutes(at.window.start), end: minutes(at.window.start + at.window.length) };
  const words = Object.fromEntries(at.justified.map((guard) => [guard, 'It is known.']));
  return {
    now,
    actor: {
      ...{
        id: at.actor.toLowerCase(),
        name: at.actor,
        roles: at.roles,
        groups: new Set(at.inGroup ? ['grp_movers'] : []),
      },
      ...{
        mayMove: at.mayMove,
        mayVote: at.roles.includes('change_manager'),
        mayManage: at.roles.includes('change_manager'),
        pushesOn: at.roles.includes('coordinator'),
      },
    },
    linked: {},
    ...{ requester: named('Rita'), coordinator: null, manager: null, assignee: named('Sam'), hands: [] },
    parts: [
      { by: 'rita', you: 'requested this change' },
      { by: 'sam', you: 'carry out this change' },
    ],
    hold: at.held ? { by: named('Carl'), reason: 'It is quarter end.' } : null,
    groupNames: new Map([['grp_movers', 'Movers']]),
    ...{ plannedStart: window?.start ?? null, plannedEnd: window?.end ?? null },
    ...{ definition, transition: asked(made, holding), to: { ...to, requires } },
    missing: requires.filter((field) => at.empty.includes(field) || (field === 'window' && !window)),
    ...{ demandedWhere: new Map(), holding },
    standings: mandatory.map((round, index) => ({
      ...{ ...round, status: at.rounds[index % at.rounds.length] ?? 'none', approvals: 1, needed: 2 },
      stillOut: [named('Abe')],
    })),
    grants: (at.granted?.guards ?? []).map((guard) => ({
      ...{ to: made.to, guard, by: named(at.granted?.by ?? ''), words: 'Go on.', at: now },
    })),
    work: {
      ...{ tasks: at.work.tasks.map(workFact), minutes: at.work.minutes, reached: stagesReached(here.kind) },
      backout: {
        written,
        proof:
          rehearsed === 'never'
            ? null
            : {
                ...{ kind: 'rehearsed', passed: rehearsed !== 'badly', words: 'So.', by: named('Carl') },
                stands: rehearsed !== 'another',
              },
      },
    },
    reportedOutcome: null,
    given: {
      ...{ windowGiven: false, reason: at.reason ? 'It is quiet.' : undefined, justifications: words },
      plannedEnd: at.plannedEnd === undefined ? undefined : minutes(at.plannedEnd),
      ...{ closureCode: at.closure, closureNotes: at.closure && 'So it went.' },
    },
  };
}

function fail(): never {
  throw new Error('a model with a hole');
}
