import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { takeBackVote } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { everybodyOn, isFixed, notHeld } from '../changes/index.ts';
import { notify } from '../notifications/index.ts';
import { comeBack } from './vote.step.ts';

type Withdrawing = { changeId: string; version: number; roundId: string; words: string };

/**
 * An approver takes back their yes, until the work starts. The round asks again with the other votes; what went on because of it
 * comes back to the state that asks.
 */
export async function withdrawVote(ctx: Ctx, { changeId, version, roundId, words }: Withdrawing): Promise<void> {
  requirePermission(ctx.actor, 'change.vote');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId, version });
    must(notHeld(change));
    if (isFixed(change)) {
      refuse('change_fixed', 'What was approved is being carried out, or is over.', {
        next: 'Comment on it, or ask the assignee to back out.',
      });
    }
    const round = await takeBackVote(tx, ctx, { subject: changeId, roundId, words });
    if (round.advisory && round.status === 'approved' && round.state !== change.state) {
      refuse('round_closed', 'It was advice, and the change has gone on without waiting for it.', {
        next: 'Comment on it instead.',
      });
    }
    await record(tx, ctx, {
      verb: 'change.vote_withdrawn',
      object: changeId,
      rev: change.revision,
      parts: { round: round.id, name: round.name, words },
    });
    await notify(tx, ctx, {
      kind: 'vote_withdrawn',
      subject: changeId,
      to: everybodyOn(change),
      parts: { round: round.name, words },
    });
    if (round.status === 'approved' && !round.advisory) await comeBack(tx, ctx, change, [round]);
  });
}
