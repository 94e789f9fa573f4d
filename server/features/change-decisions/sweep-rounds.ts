import type { Ctx } from '../../platform/ctx.ts';
import { roundsToEscalate, roundsToExpire, roundsToRemind } from './due-rounds.view.ts';

export const REMIND = 'changes.remind_approvers';
export const ESCALATE = 'changes.escalate_round';
export const EXPIRE = 'changes.expire_round';
const SWEEP = 500;

/** Sends a job for each round that is due; the same round at the same turn is the same job, however often it is swept. */
export async function sweepRounds(ctx: Ctx): Promise<void> {
  const due = [
    { queue: EXPIRE, rounds: await roundsToExpire(ctx.db, ctx.now, SWEEP) },
    { queue: ESCALATE, rounds: await roundsToEscalate(ctx.db, ctx.now, SWEEP) },
    { queue: REMIND, rounds: await roundsToRemind(ctx.db, ctx.now, SWEEP) },
  ];
  await ctx.transaction(async (tx) => {
    for (const { queue, rounds } of due) {
      for (const { changeId, roundId, since } of rounds) {
        await ctx.enqueue(tx, queue, `${roundId}:${since.toISOString()}`, { changeId, roundId });
      }
    }
  });
}
