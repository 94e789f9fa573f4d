import type { grantMoveRoute } from '@interlock/contract/overrides.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead, modelOf } from '../change-flow/index.ts';
import { answersTo, type Guard, insertGrant, movesFrom, situationOf, whyNotTheirs } from '../change-guards/index.ts';
import { contentHashOf, partsIn } from '../changes/index.ts';

type Granting = z.output<typeof grantMoveRoute.input>;

/**
 * A change manager who may vote and neither carries the change out, nor requested nor raised it lets a move pass one guard.
 * It holds for this move of this content, for whoever else makes it: an edit of what was read takes it away.
 */
export async function grantMove(
  ctx: Ctx,
  guards: readonly Guard[],
  { changeId, version, to, guard, words }: Granting,
): Promise<boolean> {
  requirePermission(ctx.actor, 'change.vote');
  if (!ctx.actor.permissions.has('change.manage')) refuse('forbidden', 'A change manager lets a move pass.');
  return ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId, version });
    const tied = whyNotTheirs(ctx.actor.id, { linked: change.linked, parts: partsIn(change) });
    if (tied !== undefined) refuse('own_change', tied);
    const model = await modelOf(tx, ctx, change);
    const situation = await situationOf(tx, ctx, change, model);
    const transition = movesFrom(model, change, situation.holding).find((made) => made.to === to);
    const answers = transition ? await answersTo(tx, ctx, guards, situation, transition, undefined) : [];
    const answer = answers.find((given) => given.guard === guard);
    if (!answer || answer.met || answer.enforcement !== 'extra_approver') {
      return refuse('nothing_to_grant', 'This guard holds nothing back that somebody else could let pass.', {
        next: 'Load the page again to see what is missing now.',
      });
    }
    await insertGrant(
      tx,
      { changeId, to, guard, words, by: ctx.actor.id, contentHash: contentHashOf(change) },
      ctx.now,
    );
    await record(tx, ctx, {
      verb: 'change.move_granted',
      object: changeId,
      rev: change.revision,
      parts: { from: change.state, to, guard, why: answer.why, words },
    });
    return true;
  });
}
