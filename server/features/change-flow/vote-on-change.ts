import type { Decision } from '@interlock/contract/approvals.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { castVote } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { answersTo, type Guard, situationOf, targetOf } from '../change-guards/index.ts';
import { type Change, contentHashOf, saveChange, tieOf, waitsOn } from '../changes/index.ts';
import type { ModelVersion } from '../models/index.ts';
import { afterRejection, madeByRound } from './flow.rules.ts';
import { enterState, lockAsRead, modelOf } from './flow.store.ts';

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

/**
 * The round's yes makes the move that the model gives it. Where it has none, or another guard holds the move back, the change
 * waits for whoever goes on.
 */
async function followYes(
  tx: Tx,
  ctx: Ctx,
  guards: readonly Guard[],
  change: Change,
  model: ModelVersion,
): Promise<void> {
  const transition = madeByRound(model.definition, change.state);
  const situation = await situationOf(tx, ctx, change, model);
  const answers = transition ? await answersTo(tx, ctx, guards, situation, transition, undefined) : [];
  const isFree = answers.every(({ guard, met }) => met || guard === 'mover');
  const ready = transition && isFree ? targetOf(model, transition.to) : undefined;
  await record(tx, ctx, {
    verb: 'change.approved',
    object: change.id,
    rev: change.revision,
    parts: { from: change.state, to: ready?.key ?? change.state },
  });
  if (ready) await enterState(tx, ctx, { before: change, change, model, to: ready });
  else await saveChange(tx, change, { ...change, waitsOn: waitsOn(model.definition, change, true) }, ctx.now);
}

async function followNo(tx: Tx, ctx: Ctx, change: Change, model: ModelVersion): Promise<void> {
  const to = afterRejection(model.definition, change.state);
  if (!to) throw new Error(`${change.id}: its model says not where a rejection leads`);
  await record(tx, ctx, {
    verb: 'change.rejected',
    object: change.id,
    rev: change.revision,
    parts: { from: change.state, to: to.key },
  });
  await enterState(tx, ctx, { before: change, change, model, to });
}
