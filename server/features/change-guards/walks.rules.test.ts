import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { holdsBack } from '@interlock/contract/holds-back.ts';
import type { GuardName, TransitionDefinition } from '@interlock/contract/models.ts';
import { stageOf } from '@interlock/contract/tasks.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allDone, factsOf, holdingIn, type Moment, moment, sources, type Walk } from '../../testing/moments.ts';
import { publishableModel } from '../../testing/random-models.ts';
import { stagesReached } from '../changes/index.ts';
import { isOffered } from '../models/index.ts';
import { conditionGuards } from './condition-guards.rules.ts';
import { inDegree } from './degrees.rules.ts';
import type { MoveFacts } from './facts.rules.ts';
import { coreGuards } from './guards.rules.ts';
import { taskGuards } from './task-guards.rules.ts';

const answersTo = (facts: MoveFacts): GuardAnswer[] =>
  [...coreGuards.map((guard) => guard(facts)), ...taskGuards.map((guard) => guard(facts)), ...conditionGuards(facts)]
    .flatMap((answer) => answer ?? [])
    .map((answer) => inDegree(answer, facts));

const movesFrom = ({ definition, state }: Walk, at: Moment) =>
  definition.transitions.filter((made) => made.from === state && isOffered(made, holdingIn(at)));

/** What the model switches on for this move and is not so, worked out from the moment and not as the program does. */
function notSo({ definition, state }: Walk, made: TransitionDefinition, at: Moment): (GuardName | 'condition_1')[] {
  const { tasks, minutes: long, backout } = at.work;
  const here = definition.states.find(({ key }) => key === state)?.kind ?? 'draft';
  const over = ['done', 'skipped', 'cancelled'];
  const due = tasks.filter(({ kind, opened }) =>
    kind === 'backout' ? opened : stagesReached(here).has(stageOf[kind]),
  );
  const tests = tasks.filter(({ kind, state: how }) => kind === 'test' && how !== 'cancelled' && how !== 'skipped');
  const isEarly = at.window !== null && at.window.start > 0;
  const actor = at.actor.toLowerCase();
  const early = made.earlyMovers.some((mover) =>
    'group' in mover ? at.inGroup : at.roles.some((role) => role === mover.is),
  );
  const end = at.window ? at.window.start + at.window.length : 0;
  const so: Record<GuardName, boolean> = {
    closure: true,
    review_done: true,
    window_open: at.window !== null && end > 0 && (!isEarly || (early && at.reason && actor !== 'sam')),
    tasks_done: due.every(({ state: how }) => over.includes(how)),
    test_evidence: tests.length > 0 && tests.every(({ state: how, evidence }) => how === 'done' && evidence !== ''),
    backout_ready: backout.written && backout.rehearsed === 'well',
    plan_fits_window:
      made.asksPlannedEnd && at.plannedEnd !== undefined
        ? long <= at.plannedEnd
        : at.window !== null && long <= at.window.length,
  };
  const asks = (guard: GuardName) => {
    const when = made.guardsWhen[guard];
    return when === undefined || at.conditions[sources.indexOf(when)] !== false;
  };
  const own = made.conditions.some(({ when }) => at.conditions[sources.indexOf(when)] !== true);
  return [...made.guards.filter((guard) => asks(guard) && !so[guard]), ...(own ? (['condition_1'] as const) : [])];
}

/** Work begins: everything that the model demands is there, or somebody has taken it on themselves where they may. */
function checkBegin(walk: Walk, made: TransitionDefinition, at: Moment): void {
  const { definition, entered } = walk;
  expect([at.held, at.mayMove]).toEqual([false, true]);
  const here = definition.states.filter(({ key }) => entered.has(key));
  const statuses = here.flatMap(({ approvals }) => approvals.filter(({ advisory }) => !advisory));
  const given = statuses.map((_round, index) => at.rounds[index % at.rounds.length]);
  expect(given.every((status) => status === 'approved' || status === 'skipped')).toBe(true);
  const to = definition.states.find(({ key }) => key === made.to);
  for (const field of to?.requires ?? []) expect(at.empty).not.toContain(field);
  if (to?.requires.includes('window')) expect(at.window).not.toBeNull();
  for (const guard of notSo(walk, made, at)) {
    const own = guard === 'condition_1' ? made.conditions[0]?.enforcement : made.enforce[guard];
    const degree = own ?? (guard === 'test_evidence' || guard === 'backout_ready' ? 'justify' : 'block');
    const by = at.granted?.guards.some((one) => one === guard) ? at.granted.by.toLowerCase() : undefined;
    const taken = {
      ...{ inform: true, justify: at.justified.some((one) => one === guard), block: false },
      extra_approver: by !== undefined && by !== 'sam' && by !== at.actor.toLowerCase(),
    };
    expect([guard, degree, taken[degree]]).toEqual([guard, degree, true]);
  }
}

function checkEnd({ definition }: Walk, at: Moment): void {
  expect(at.closure).toBeDefined();
  if (!definition.assigneeMayClose) expect(at.actor).not.toBe('Sam');
  const reviewed = at.work.tasks.some(
    ({ kind, state, findings, closedBy }) =>
      kind === 'review' && state === 'done' && findings !== '' && closedBy !== 'Sam',
  );
  if (at.closure === 'failed') expect(reviewed).toBe(true);
}

const WALKS = 300;
/** A slow machine walks fewer, at least one, and what it walked holds. */
const walks = { numRuns: WALKS, seed: 20260302, interruptAfterTimeLimit: 20_000 };

test('on every way through every model that can be published, no work begins without what it demands, and every refusal names what is not met', () => {
  let walked = 0;
  const seen = { refused: 0, begun: 0, closed: 0, past: 0 };
  fc.assert(
    fc.property(publishableModel, fc.array(moment, { minLength: 60, maxLength: 90 }), (definition, moments) => {
      const first = definition.states[0]?.key ?? '';
      const walk: Walk = { definition, state: first, entered: new Set([first]) };
      for (const at of moments) {
        const moves = movesFrom(walk, at);
        const made = moves[at.which % Math.max(1, moves.length)];
        if (!made) continue;
        const answers = answersTo(factsOf(walk, made, at));
        const unmet = answers.filter(holdsBack);
        for (const { guard, met, why, enforcement } of unmet) {
          expect([guard, met, why.length > 5, enforcement]).toEqual([
            guard,
            false,
            true,
            expect.stringMatching(/block|justify|extra/),
          ]);
        }
        seen.refused += unmet.length > 0 ? 1 : 0;
        if (unmet.length > 0) continue;
        const kind = definition.states.find(({ key }) => key === made.to)?.kind;
        if (kind === 'implement') checkBegin(walk, made, at);
        if (kind === 'closed') checkEnd(walk, at);
        seen.past += answers.some(({ met }) => !met) ? 1 : 0;
        seen.begun += kind === 'implement' ? 1 : 0;
        seen.closed += kind === 'closed' ? 1 : 0;
        walk.state = made.to;
        walk.entered.add(made.to);
        if (kind === 'closed') break;
      }
      walked += 1;
    }),
    walks,
  );
  if (walked < WALKS) return;
  // Walks that get nowhere, or meet nothing on the way, would prove nothing.
  expect(Object.values(seen).every((count) => count > 40)).toBe(true);
});

test('whatever can be published is walked to its end by people who do what is asked, through the work and its review', () => {
  fc.assert(
    fc.property(publishableModel, (definition) => {
      const first = definition.states[0]?.key ?? '';
      const walk: Walk = { definition, state: first, entered: new Set([first]) };
      const kinds: string[] = [];
      while (kinds.at(-1) !== 'closed') {
        const done = (['Sam', 'Mona', 'Rita'] as const).map(allDone);
        const free = done.flatMap((at) =>
          movesFrom(walk, at).filter((made) => !answersTo(factsOf(walk, made, at)).some(holdsBack)),
        );
        const [next] = free;
        expect(next?.to ?? `stuck in ${walk.state}`).not.toMatch(/^stuck/);
        if (!next) return;
        walk.state = next.to;
        walk.entered.add(next.to);
        kinds.push(definition.states.find(({ key }) => key === next.to)?.kind ?? '');
      }
      expect(kinds.slice(-3)).toEqual(['implement', 'review', 'closed']);
    }),
    walks,
  );
});
