import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { minuteOf } from '../../platform/time.ts';
import {
  doubtRounds,
  markEscalated,
  markReminded,
  type Round,
  roundsOf,
  roundsThatLost,
  stillOut,
} from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { type Change, lockChange, tieOf } from '../changes/index.ts';
import { deputiesOf } from '../deputies/index.ts';
import { groupById, peopleByIds } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';
import { roundsToEscalate, roundsToExpire, roundsToRemind } from './due-rounds.view.ts';

type Due = { changeId: string; roundId: string };
const HOUR = 3_600_000;

/** Those whose decision is still out are reminded, and who stands in for them; whoever waits for an answer is left in peace. */
export async function remindApprovers(ctx: Ctx, due: Due): Promise<void> {
  await ctx.transaction(async (tx) => {
    const found = await lockAsking(tx, due);
    if (!found) return;
    const { change, round } = found;
    if (!hasPassed(ctx, round.remindedAt ?? round.askingSince, round.remindAfterHours)) return;
    await markReminded(tx, round.id, ctx.now);
    const waits = new Set(round.questions.filter(({ answer }) => answer === null).map(({ askedBy }) => askedBy.id));
    const out = stillOut(round, (personId) => tieOf(change, personId, round.leaves) !== undefined);
    const to = out.filter(({ id }) => !waits.has(id)).map(({ id }) => id);
    if (to.length === 0) return;
    await record(tx, ctx, {
      verb: 'change.approvers_reminded',
      object: change.id,
      rev: change.revision,
      parts: { round: round.id, name: round.name, asked: to },
    });
    const deputies = (await deputiesOf(tx, to, ctx.now)).filter((id) => tieOf(change, id, round.leaves) === undefined);
    await notify(tx, ctx, {
      kind: 'reminder',
      subject: change.id,
      to: [...to, ...deputies],
      parts: { round: round.name },
    });
  });
}

/** Once for each asking, the manager of the group is told; where it has none, whoever answers for the change. */
export async function escalateRound(ctx: Ctx, due: Due): Promise<void> {
  await ctx.transaction(async (tx) => {
    const found = await lockAsking(tx, due);
    if (!found) return;
    const { change, round } = found;
    if (round.escalatedAt || !hasPassed(ctx, round.askingSince, round.escalateAfterHours)) return;
    await markEscalated(tx, round.id, ctx.now);
    const manager = await whoAnswersFor(tx, change, round);
    if (!manager) return;
    await record(tx, ctx, {
      verb: 'change.round_escalated',
      object: change.id,
      rev: change.revision,
      parts: { round: round.id, name: round.name, manager: manager.name },
    });
    await notify(tx, ctx, { kind: 'escalation', subject: change.id, to: [manager.id], parts: { round: round.name } });
  });
}

/** The round, if it still asks, and its change, locked. What is on hold asks nobody. */
async function lockAsking(tx: Tx, { changeId, roundId }: Due): Promise<{ change: Change; round: Round } | undefined> {
  const change = await lockChange(tx, changeId);
  const round = (await roundsOf(tx, changeId)).find(({ id, status }) => id === roundId && status === 'open');
  return change && round && change.hold === null ? { change, round } : undefined;
}

const hasPassed = ({ now }: Ctx, since: Date, hours: number | null): boolean =>
  hours !== null && since.getTime() + hours * HOUR <= now.getTime();

async function whoAnswersFor(tx: Tx, change: Change, { groupId }: Round) {
  const group = groupId === null ? undefined : await groupById(tx, groupId);
  const ids = [group?.managerId, change.managerId, change.coordinatorId].flatMap((id) => id ?? []);
  const people = await peopleByIds(tx, ids);
  return ids.flatMap((id) => people.get(id) ?? []).find(({ active }) => active);
}

export const REMIND = 'changes.remind_approvers';
export const ESCALATE = 'changes.escalate_round';
export const EXPIRE = 'changes.expire_round';
const SWEEP = 500;

/** Sends a job for each round that is due; a round is looked at once in a minute. Rounds that have lost somebody are put in doubt. */
export async function sweepRounds(ctx: Ctx): Promise<void> {
  const due = [
    { queue: EXPIRE, rounds: await roundsToExpire(ctx.db, ctx.now, SWEEP) },
    { queue: ESCALATE, rounds: await roundsToEscalate(ctx.db, ctx.now, SWEEP) },
    { queue: REMIND, rounds: await roundsToRemind(ctx.db, ctx.now, SWEEP) },
  ];
  await ctx.transaction(async (tx) => {
    await doubtRounds(tx, await roundsThatLost(tx));
    for (const { queue, rounds } of due) {
      for (const round of rounds) await ctx.enqueue(tx, queue, `${round.roundId}:${minuteOf(ctx.now)}`, round);
    }
  });
}
