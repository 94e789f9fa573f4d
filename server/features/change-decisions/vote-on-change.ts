import type { Decision } from '@interlock/contract/approvals.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must } from '../../platform/refusal.ts';
import { castVote } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { followNo, followYes, lockAsRead, modelOf } from '../change-flow/index.ts';
import type { Guard } from '../change-guards/index.ts';
import { contentHashOf, notHeld, tieOf } from '../changes/index.ts';

type Voting = { changeId: string; version: number; roundId: string; comment: string };

/** An approver decides. The vote, the state that follows, and the audit entry commit together or not at all. */
export async function voteOnChange(
  ctx: Ctx,
  guards: readonly Guard[],
  decision: Decision,
  { changeId, version, roundId, comment }: Voting,
): Promise<void> {
  requirePermission(ctx.actor, 'change.vote');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId, version });
    must(notHeld(change));
    const outcome = await castVote(tx, ctx, {
      subject: changeId,
      roundId,
      decision,
      comment,
      contentHash: contentHashOf(change),
      tie: tieOf(change, ctx.actor.id),
    });
    const verb = decision === 'approve' ? 'change.vote_approved' : 'change.vote_rejected';
    await record(tx, ctx, { verb, object: changeId, rev: change.revision, parts: { round: roundId, comment } });
    if (outcome === 'approved') await followYes(tx, ctx, guards, change, await modelOf(tx, ctx, change));
    if (outcome === 'rejected') await followNo(tx, ctx, change, await modelOf(tx, ctx, change));
  });
}
