import {
  type Enforcement,
  type GuardName,
  ModelDefinition,
  type Mover,
  type Quorum,
  type StateKind,
  type TaskKind,
} from '@interlock/contract/models.ts';
import fc from 'fast-check';
import { publicationFaults } from '../features/model-checks/index.ts';

const movers: fc.Arbitrary<Mover> = fc.oneof(
  fc.constantFrom<Mover[]>({ is: 'requester' }, { is: 'coordinator' }, { is: 'change_manager' }, { is: 'assignee' }),
  fc.constant<Mover>({ group: 'grp_movers' }),
);
const someMovers = fc.uniqueArray(movers, { minLength: 1, maxLength: 3, selector: (mover) => JSON.stringify(mover) });

const quorums: fc.Arbitrary<Quorum> = fc.oneof(
  fc.constantFrom<Quorum[]>({ kind: 'any' }, { kind: 'all' }),
  fc.integer({ min: 1, max: 100 }).map((percent): Quorum => ({ kind: 'percent', percent })),
);

const before: readonly StateKind[] = ['assess', 'authorize', 'build', 'authorize', 'scheduled'];
const requires = fc.subarray(['summary', 'reason', 'backoutPlan', 'assignee', 'window'] as const, { maxLength: 3 });

const CONDITION = 'change.summary == "One"';
const degree = fc.constantFrom<Enforcement[]>('inform', 'justify', 'justify', 'extra_approver', 'block');
/** What else holds a move back: guards about the work, how each acts, where it asks; and guards in the organisation's own words. */
const guarding = fc.record({
  guards: fc.subarray<GuardName>(['tasks_done', 'test_evidence', 'backout_ready', 'plan_fits_window']),
  degrees: fc.record({ tasks_done: degree, test_evidence: degree, backout_ready: degree, plan_fits_window: degree }),
  where: fc.constantFrom<(GuardName | undefined)[]>(undefined, undefined, 'tasks_done', 'test_evidence'),
  own: fc.option(fc.record({ when: fc.constantFrom(CONDITION, 'change.windowMinutes > 60'), enforcement: degree })),
});
const taskKindsAt: Partial<Record<StateKind, TaskKind[]>> = {
  build: ['build', 'test'],
  scheduled: ['backout', 'implementation'],
  implement: ['implementation', 'verification'],
  review: ['review'],
};

const step = fc.record({
  guarding,
  givesTasks: fc.subarray([0, 1], { maxLength: 2 }),
  requires,
  movers: someMovers,
  early: fc.subarray<Mover>([{ is: 'change_manager' }, { group: 'grp_movers' }]),
  approvals: fc.array(
    fc.record({
      group: fc.constantFrom('grp_approvers', 'grp_second'),
      quorum: quorums,
      oneRejectionEnds: fc.boolean(),
      covers: fc.subarray(['summary', 'reason', 'backoutPlan', 'window', 'assigneeId'] as const),
      order: fc.constantFrom(1, 1, 2),
      advisory: fc.constantFrom(false, false, false, true),
      when: fc.constantFrom(undefined, undefined, 'change.summary == "One"', 'change.windowMinutes > 60'),
      tolerance: fc.constantFrom(
        undefined,
        { sameDay: true, shiftMinutes: 120, longer: false },
        { sameDay: false, shiftMinutes: 45, longer: true },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  byRound: fc.boolean(),
  windowOpen: fc.boolean(),
  asksPlannedEnd: fc.boolean(),
});

/** Models that an organisation could write: some states before the work, some of which ask, and the work until it is closed. */
export const randomModel: fc.Arbitrary<ModelDefinition> = fc
  .record({
    kinds: fc.subarray(
      before.map((kind, index) => ({ kind, key: `${kind}_${'abcde'[index]}` })),
      { minLength: 1 },
    ),
    steps: fc.array(step, { minLength: 9, maxLength: 9 }),
    leap: fc.option(fc.record({ from: fc.nat(8), over: fc.integer({ min: 2, max: 4 }), movers: someMovers })),
    cancel: someMovers,
  })
  .map(({ kinds, steps, leap, cancel }) => {
    const kept: { kind: StateKind; key: string }[] = [
      { kind: 'draft', key: 'draft' },
      ...kinds,
      { kind: 'implement', key: 'implement' },
      { kind: 'review', key: 'review' },
      { kind: 'closed', key: 'closed' },
    ];
    const at = (index: number) => steps[index % steps.length] ?? fail();
    const states = kept.map(({ kind, key }, index) => {
      const { requires: needs, approvals } = at(index);
      const isEarly = index > 0 && index <= kinds.length + 1;
      return {
        key,
        name: key,
        kind,
        requires: isEarly ? needs : [],
        approvals:
          kind === 'authorize'
            ? approvals.map((round, which) => ({
                ...round,
                key: `round_${'abc'[which]}`,
                name: `Round ${which + 1} of ${key}`,
              }))
            : [],
        ...(kind === 'authorize' && { rejectedTo: 'draft' }),
        tasks: at(index).givesTasks.flatMap((which) => {
          const given = taskKindsAt[kind]?.[which];
          const steps = [{ text: 'Do it', minutes: 20 }];
          return given ? [{ kind: given, title: `The ${given}`, level: 1 + which, steps }] : [];
        }),
      };
    });
    const lead = (from: number, to: number, by: Mover[]) => {
      const [here, there] = [states[from] ?? fail(), states[to] ?? fail()];
      const { byRound, windowOpen, early, asksPlannedEnd } = at(to);
      const begins = there.kind === 'implement';
      const guards = here.kind === 'draft' || here.kind === 'assess' ? [] : at(from).guarding.guards;
      const { degrees, where, own } = at(from).guarding;
      return {
        from: here.key,
        to: there.key,
        label: `To ${there.key}`,
        movers: here.approvals.length > 0 && byRound && to === from + 1 ? [{ is: 'round' } as const] : by,
        guards: [
          ...(begins && windowOpen ? (['window_open'] as const) : []),
          ...(there.kind === 'closed' ? (['closure'] as const) : guards),
        ],
        enforce:
          there.kind === 'closed' ? {} : Object.fromEntries(guards.map((guard) => [guard, degreeOf(degrees, guard)])),
        guardsWhen:
          where !== undefined && there.kind !== 'closed' && guards.includes(where) ? { [where]: CONDITION } : {},
        conditions:
          own && from > 0 ? [{ ...own, why: 'As we do it.', clearedBy: [{ is: 'coordinator' } as const] }] : [],
        earlyMovers: early,
        asksPlannedEnd: begins && !windowOpen && asksPlannedEnd,
      };
    };
    const onward = states.slice(1).map((_state, index) => lead(index, index + 1, at(index).movers));
    const lands = leap ? leap.from + leap.over : states.length;
    const leaps = leap && lands < states.length - 2 ? [lead(leap.from, lands, leap.movers)] : [];
    const cancellable = states.filter(({ kind }) => kind !== 'closed').map(({ key }) => key);
    return ModelDefinition.parse({
      raise: 'change.raise',
      states,
      transitions: [...onward, ...leaps],
      cancel: { from: cancellable, movers: cancel },
    });
  });

/** Those of them that can be published. */
export const publishableModel = randomModel.filter((definition) => publicationFaults(definition).length === 0);

function degreeOf(degrees: Partial<Record<GuardName, Enforcement>>, guard: GuardName): Enforcement {
  return degrees[guard] ?? 'block';
}

function fail(): never {
  throw new Error('a model with a hole');
}
