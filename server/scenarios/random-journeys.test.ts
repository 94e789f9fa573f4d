import type { Move } from '@interlock/contract/change-flow.ts';
import { materialFields } from '@interlock/contract/material.ts';
import { ModelDefinition } from '@interlock/contract/models.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStanding, type Round, roundsOf } from '../features/approvals/index.ts';
import { askAgain } from '../features/change-decisions/ask-again.ts';
import { voteOnChange } from '../features/change-decisions/vote-on-change.ts';
import { withdrawVote } from '../features/change-decisions/withdraw-vote.ts';
import { cancelChange } from '../features/change-flow/cancel-change.ts';
import { editChange } from '../features/change-flow/edit-change.ts';
import { moveChange } from '../features/change-flow/move-change.ts';
import { raiseChange } from '../features/change-forms/raise-change.ts';
import { explain } from '../features/change-guards/explain.view.ts';
import { type Change, isFixed, isOver, loadChange } from '../features/changes/index.ts';
import { connect } from '../platform/database/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { localOf } from '../platform/time.ts';
import { testCtx } from '../testing/ctx.ts';
import { testDatabase } from '../testing/database.ts';
import { addModel } from '../testing/models.ts';
import { found, join, MORNING, type Signed } from '../testing/people.ts';
import { publishableModel } from '../testing/random-models.ts';
import { doWork, grantFirst, overridesOf, workCommand } from '../testing/random-work.ts';
import { runSql } from '../testing/run-sql.ts';

const database = await testDatabase();
const db = connect(database.appUrl, { max: 5, onIdleError: () => {} });
const admin = await found(db);
await runSql(
  database.ownerUrl,
  "insert into person_group (id, name, created_at) values ('grp_second', 'Second', now()), ('grp_movers', 'Movers', now())",
);
const people = {
  Rita: await join(db, admin, { name: 'Rita', roles: ['initiator'] }),
  Carl: await join(db, admin, { name: 'Carl', roles: ['coordinator'], groupIds: ['grp_second'] }),
  Mona: await join(db, admin, { name: 'Mona', roles: ['change_manager'], groupIds: ['grp_approvers'] }),
  Sam: await join(db, admin, { name: 'Sam', roles: ['specialist'], groupIds: ['grp_movers', 'grp_approvers'] }),
  Abe: await join(db, admin, { name: 'Abe', roles: ['approver'], groupIds: ['grp_approvers', 'grp_movers'] }),
  Ann: await join(db, admin, { name: 'Ann', roles: ['specialist'], groupIds: ['grp_approvers', 'grp_second'] }),
};

const someone = fc.constantFrom(
  'Rita' as const,
  'Carl' as const,
  'Mona' as const,
  'Sam' as const,
  'Abe' as const,
  'Ann' as const,
);
const words = fc.constantFrom('', 'One', 'Two');
const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant('move' as const), by: someone, which: fc.nat(5) }) },
  { weight: 9, arbitrary: fc.record({ is: fc.constant('push' as const), by: someone }) },
  { weight: 9, arbitrary: fc.record({ is: fc.constant('decide' as const), by: someone, rejects: fc.nat(7) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('vote' as const),
      by: someone,
      decision: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'reject' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('edit' as const),
      by: someone,
      fields: fc.oneof(
        fc.record({ summary: words }),
        fc.record({ reason: words, backoutPlan: words }),
        someone.map((assignee) => ({ assignee })),
        fc.integer({ min: -60, max: 240 }).map((minutes) => ({ windowIn: minutes })),
      ),
    }),
  },
  { weight: 8, arbitrary: fc.record({ is: fc.constant('work' as const), by: someone, work: workCommand }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('grant' as const), by: someone }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('ask_again' as const), by: someone }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('withdraw' as const), by: someone }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('wait' as const), by: someone, minutes: fc.nat(180) }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

type Journey = {
  changeId: string;
  now: Date;
  definition: ModelDefinition;
  steps: number;
  begun: number;
  /** The states from its birth to where it stands, without what it has gone back behind. */
  way: string[];
  /** The change as it was when each vote was cast. */
  seen: Map<string, Change>;
  /** Votes on rounds of a state with several that outlived an edit. */
  kept: number;
  /** Guards that moves went past. */
  past: number;
};

const load = async ({ changeId }: Journey): Promise<Change> => {
  const change = await loadChange(db, changeId);
  if (!change) throw new Error('it is gone');
  return change;
};
const at = (now: Date, minutes: number) => localOf(new Date(now.getTime() + minutes * 60_000), 'UTC');
const windowFrom = (now: Date, minutes: number) => ({
  start: at(now, minutes),
  end: at(now, minutes + 120),
  zone: 'UTC',
});

const takesReason = ({ guard, fields }: Move['guards'][number]) => fields.includes(`justifications.${guard}`);

/** Everything that a move may ask for, as a person gives it. */
const givenFor = ({ asks, guards }: Move, now: Date) => ({
  ...(asks.includes('justify') && {
    justifications: Object.fromEntries(guards.filter(takesReason).map(({ guard }) => [guard, 'It is known'])),
  }),
  ...(asks.includes('window') && { window: windowFrom(now, 0) }),
  ...(asks.includes('reason') && { reason: 'It is quiet now' }),
  ...(asks.includes('plannedEnd') && { plannedEnd: { end: at(now, 60), zone: 'UTC' } }),
  ...(asks.includes('closure') && { closureCode: 'successful' as const, closureNotes: 'As planned' }),
});

/** The no of a use case; anything else that is thrown is a bug and fails the run. */
async function noOf(work: Promise<unknown>): Promise<Refusal['no'] | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.no;
    throw error;
  }
}

/** Whoever is nothing but an approver sees what they decide on, and nothing else. */
async function movesFor({ changeId, now }: Journey, by: Signed): Promise<Move[]> {
  try {
    return (await explain(testCtx(db, { actor: by, now }), [], changeId)).moves;
  } catch (error) {
    if (error instanceof Refusal && !by.permissions.has('change.read_all')) return [];
    throw error;
  }
}

/** A move that was explained as possible succeeds with what it asks for; any other is refused by guards that are not met. */
async function tryMove(journey: Journey, by: Signed, which: number): Promise<void> {
  const ctx = testCtx(db, { actor: by, now: journey.now });
  const moves = await movesFor(journey, by);
  const move = moves[which % Math.max(1, moves.length)];
  if (!move || (move.kind === 'cancel' && which < 5)) return;
  const { id: changeId, version } = await load(journey);
  const before = (await overridesOf(db, changeId)).length;
  const refused = await noOf(
    move.kind === 'cancel'
      ? cancelChange(ctx, [], { changeId, version, reason: 'withdrawn', words: 'Never mind' })
      : moveChange(ctx, [], { changeId, version, to: move.to, ...givenFor(move, journey.now) }),
  );
  if (move.possible && refused === undefined) {
    expect((await load(journey)).state).toBe(move.to);
    journey.steps += 1;
    await checkOverrides(journey, by, move, before);
  } else if (move.possible) {
    // Whether the plan fits is known once the window is given.
    const unmet = ((refused?.guards ?? []) as Move['guards']).filter(
      ({ met, enforcement }) => !met && enforcement !== 'inform',
    );
    expect(unmet.filter(({ overridden }) => !overridden).map(({ guard }) => guard)).toEqual(['plan_fits_window']);
  } else if (by.permissions.has('change.move')) {
    expect(refused?.code).toBe('move_refused');
    const holding = move.guards.filter(
      ({ met, withMove, enforcement, overridden }) => !met && !withMove && enforcement !== 'inform' && !overridden,
    );
    const named = holding.map(({ guard, why }) => [guard, why]);
    expect(named).not.toEqual([]);
    const told = (refused?.guards ?? []) as Move['guards'];
    expect(told.filter(({ met }) => !met).map(({ guard, why }) => [guard, why])).toEqual(expect.arrayContaining(named));
  } else expect(refused?.code).toBe('forbidden');
}

/** What a move went past is on record, guard by guard: nothing that blocks, each with whoever took it on themselves. */
async function checkOverrides(journey: Journey, by: Signed, move: Move, before: number): Promise<void> {
  const made = (await overridesOf(db, journey.changeId)).slice(before).filter(({ to }) => to === move.to);
  const passed = move.guards.filter(
    (answer) => !answer.met && answer.guard !== 'mover' && (!answer.withMove || takesReason(answer)),
  );
  journey.past += passed.length;
  expect(made.map(({ guard }) => guard).sort()).toEqual(passed.map(({ guard }) => guard).sort());
  for (const { degree, movedBy, words, by: taker } of made) {
    expect(['inform', 'justify', 'extra_approver']).toContain(degree);
    expect(movedBy).toBe(by.id);
    if (degree !== 'inform') expect(words).not.toBe('');
    if (degree === 'justify') expect(taker).toBe(by.id);
    if (degree === 'extra_approver') expect([by.id, people.Sam.id]).not.toContain(taker);
  }
}

/** Whoever can takes it on, the one named being asked first. */
async function push(journey: Journey, first: keyof typeof people): Promise<void> {
  for (const by of [people[first], ...Object.values(people)]) {
    const moves = await movesFor(journey, by);
    const which = moves.findIndex(({ possible, kind }) => possible && kind !== 'cancel');
    if (which >= 0) return tryMove(journey, by, which);
  }
}

/** One of those who are asked decides, as long as anybody can. */
async function decide(journey: Journey, decision: 'approve' | 'reject'): Promise<void> {
  const { version } = await load(journey);
  const open = (await roundsOf(db, journey.changeId)).filter(({ status }) => status === 'open');
  const votersOf = ({ asked, votes }: Round) =>
    asked.filter(({ personId }) => !votes.some((vote) => vote.personId === personId));
  const round = open.find((asking) => votersOf(asking).length > 0);
  const [voter] = round ? votersOf(round) : [];
  const actor = Object.values(people).find(({ id }) => id === voter?.personId);
  if (!round || !actor) return;
  const vote = { changeId: journey.changeId, version, roundId: round.id, comment: 'So' };
  const refused = await noOf(voteOnChange(testCtx(db, { actor, now: journey.now }), [], decision, vote));
  if (refused) expect(refused.code).toBe('own_change');
}

type Rewriting = Extract<Command, { is: 'edit' }>['fields'];

function fieldsOf(edit: Rewriting, now: Date): Omit<Parameters<typeof editChange>[2], 'changeId' | 'version'> {
  if ('windowIn' in edit) return { window: windowFrom(now, edit.windowIn) };
  return 'assignee' in edit ? { assigneeId: people[edit.assignee].id } : edit;
}

async function obey(journey: Journey, { by: name, ...rest }: Command): Promise<void> {
  const by = people[name];
  const ctx = testCtx(db, { actor: by, now: journey.now });
  const { id: changeId, version } = await load(journey);
  if (rest.is === 'move') return tryMove(journey, by, rest.which);
  if (rest.is === 'push') return push(journey, name);
  if (rest.is === 'decide') return decide(journey, rest.rejects === 0 ? 'reject' : 'approve');
  if (rest.is === 'work') return void (await noOf(doWork(ctx, await load(journey), rest.work)));
  if (rest.is === 'grant') {
    const moves = await movesFor(journey, people.Mona);
    return void (await noOf(
      grantFirst(testCtx(db, { actor: people.Mona, now: journey.now }), await load(journey), moves),
    ));
  }
  if (rest.is === 'wait') {
    journey.now = new Date(journey.now.getTime() + rest.minutes * 60_000);
    return;
  }
  if (rest.is === 'ask_again') {
    await noOf(askAgain(ctx, { changeId, version }));
    return;
  }
  if (rest.is === 'withdraw') {
    const votes = (round: Round) => round.votes.some(({ personId }) => personId === by.id);
    const round = (await roundsOf(db, changeId)).filter(isStanding).find(votes);
    if (round) await noOf(withdrawVote(ctx, { changeId, version, roundId: round.id, words: 'I was wrong' }));
    return;
  }
  if (rest.is === 'vote') {
    const round = (await roundsOf(db, changeId)).find(({ status }) => status === 'open');
    if (round)
      await noOf(voteOnChange(ctx, [], rest.decision, { changeId, version, roundId: round.id, comment: 'So' }));
    return;
  }
  const fields = fieldsOf(rest.fields, journey.now);
  await noOf(editChange(ctx, [], { changeId, version, ...fields }));
}

/** Whether a round answers for a field, worked out from the model and not as the program does. */
function answersFor({ definition }: Journey, { state, key }: Round, field: string): boolean {
  const all = definition.states.flatMap(({ approvals }) => approvals.map((round) => round));
  const own = definition.states.find((one) => one.key === state)?.approvals.find((round) => round.key === key);
  const isNamed = ({ covers }: { covers: readonly string[] }) => covers.includes(field);
  return own !== undefined && (own.covers.length === 0 || isNamed(own) || !all.some(isNamed));
}

const instant = (local: string) => Date.parse(`${local}Z`);

/** No vote outlives an edit of what it covers, but of its window within the tolerance. */
function checkVotes(journey: Journey, change: Change, rounds: readonly Round[]): void {
  for (const round of rounds.filter(isStanding)) {
    const tolerance = round.tolerance;
    for (const vote of round.votes) {
      const then = journey.seen.get(vote.id) ?? fail();
      for (const field of materialFields) {
        if (field === 'window' || field === 'assigneeId' || !answersFor(journey, round, field)) continue;
        expect([round.name, field, change[field]]).toEqual([round.name, field, then[field]]);
      }
      if (change.revision > then.revision && rounds.filter(({ state }) => state === round.state).length > 1) {
        journey.kept += 1;
      }
      expect(vote.personId).not.toBe(change.assigneeId);
      if (!then.window || !change.window || !answersFor(journey, round, 'window') || isFixed(change)) continue;
      const shift = Math.abs(instant(change.window.start) - instant(then.window.start)) / 60_000;
      expect(shift).toBeLessThanOrEqual(tolerance?.shiftMinutes ?? 0);
      const length = ({ start, end }: { start: string; end: string }) => (instant(end) - instant(start)) / 60_000;
      const longer = length(change.window) - length(then.window);
      expect(longer).toBeLessThanOrEqual(tolerance?.longer ? tolerance.shiftMinutes : 0);
      if (tolerance?.sameDay) expect(change.window.start.slice(0, 10)).toBe(then.window.start.slice(0, 10));
    }
  }
}

/** What must hold of a change at every moment, worked out anew from its rows. */
async function check(journey: Journey, before: Change): Promise<void> {
  const change = await load(journey);
  const rounds = await roundsOf(db, journey.changeId);
  for (const { votes } of rounds) {
    for (const { id } of votes) if (!journey.seen.has(id)) journey.seen.set(id, before);
  }
  const order = (state: string) => journey.definition.states.findIndex(({ key }) => key === state);
  const here = journey.definition.states.find(({ key }) => key === change.state);
  const open = rounds.filter(({ status }) => status === 'open');
  expect(open.every(({ state }) => order(state) >= order(change.state) && order(change.state) >= 0)).toBe(true);
  const keys = open.map(({ state, key }) => `${state} ${key}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const round of rounds.filter(({ status }) => status === 'approved')) {
    const tied = (id: string) =>
      [change.requesterId, change.raisedBy, change.assigneeId].includes(id) ||
      Object.entries(change.lastEditors).some(
        ([field, editor]) => field !== 'window' && editor === id && answersFor(journey, round, field),
      );
    const yes = round.votes.filter(({ decision }) => decision === 'approve');
    expect(yes.length).toBeGreaterThanOrEqual(Math.max(1, round.needed));
    expect(yes.every(({ personId }) => !tied(personId) && round.asked.some((seat) => seat.personId === personId))).toBe(
      true,
    );
  }
  checkVotes(journey, change, rounds);
  const back = journey.way.indexOf(change.state);
  journey.way = back < 0 ? [...journey.way, change.state] : journey.way.slice(0, back + 1);
  if (change.stateKind !== 'implement' || before.stateKind === 'implement') return;
  journey.begun += 1;
  const asked = journey.definition.states.filter(
    ({ key, approvals }) => approvals.length > 0 && journey.way.includes(key),
  );
  for (const { key: state, approvals } of asked) {
    for (const { key, advisory, when } of approvals) {
      if (advisory) continue;
      const newest = rounds.filter((round) => round.state === state && round.key === key).at(-1);
      const isFree = when === 'change.summary == "One"' && change.summary !== 'One';
      expect(newest?.status).toBe(newest?.status === 'skipped' && isFree ? 'skipped' : 'approved');
    }
  }
  // The lines of backout tasks are a plan as well.
  const backoutPlan = change.backoutPlan || change.planKinds.includes('backout');
  const filled: Record<string, unknown> = { ...change, assignee: change.assigneeId, backoutPlan };
  for (const field of here?.requires ?? []) expect(filled[field]).toBeTruthy();
  const made = journey.definition.transitions.find(({ from, to }) => from === before.state && to === change.state);
  if (made?.guards.includes('window_open')) expect(change.plannedEnd?.getTime()).toBeGreaterThan(journey.now.getTime());
  if (made?.asksPlannedEnd) expect(change.plannedEnd?.getTime()).toBeGreaterThan(journey.now.getTime());
}

const JOURNEYS = 16;
/** No journey is begun later than this. */
const LONG_ENOUGH = 60_000;

test('whatever the model and whoever acts, explain and the moves agree, and no work begins without what the model demands', async () => {
  let models = 0;
  const total = { journeys: 0, steps: 0, begun: 0, kept: 0, past: 0 };
  const late = performance.now() + LONG_ENOUGH;
  await fc.assert(
    fc.asyncProperty(
      publishableModel,
      fc.array(command, { minLength: 25, maxLength: 40 }),
      async (random, commands) => {
        if (total.journeys > 0 && performance.now() > late) return;
        const definition = ModelDefinition.parse(random);
        const id = `mdl_random${++models}`;
        await addModel(database, { id, key: `random${models}`, name: id, definition });
        const ctx = testCtx(db, { actor: people.Rita, now: MORNING });
        const written = { modelId: id, title: 'Random', summary: 'One', reason: 'One', riskLevel: 'low' as const };
        const asked = { ...written, assigneeId: people.Sam.id };
        const journey: Journey = {
          changeId: (await raiseChange(ctx, asked)).changeId,
          now: MORNING,
          definition,
          steps: 0,
          begun: 0,
          way: ['draft'],
          seen: new Map(),
          kept: 0,
          past: 0,
        };
        for (const one of commands) {
          const before = await load(journey);
          if (isOver(before)) break;
          await obey(journey, one);
          await check(journey, before);
        }
        total.journeys += 1;
        total.steps += journey.steps;
        total.begun += journey.begun;
        total.kept += journey.kept;
        total.past += journey.past;
      },
    ),
    { numRuns: JOURNEYS, seed: 4 },
  );
  // A slow machine tries fewer, and what it tried holds.
  expect(total.journeys).toBeGreaterThan(0);
  if (total.journeys < JOURNEYS) return;
  // Journeys that never get anywhere would prove nothing.
  expect(total.steps).toBeGreaterThan(25);
  expect(total.begun).toBeGreaterThan(0);
  expect(total.kept).toBeGreaterThan(0);
  expect(total.past).toBeGreaterThan(0);
}, 120_000);

function fail(): never {
  throw new Error('a vote that nobody saw cast');
}
