import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { roundsOf } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { principalsOf } from '../deputies/index.ts';
import { saveLook } from './look.store.ts';

/** Somebody who is asked to decide has opened a change: once a revision, that is on record, and what is new later is told from it. */
export async function lookAtChange(
  ctx: Ctx,
  { changeId, revision }: { changeId: string; revision: number },
): Promise<void> {
  requirePermission(ctx.actor, 'change.vote');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    const rounds = await roundsOf(tx, changeId);
    const seats = new Set([ctx.actor.id, ...(await principalsOf(tx, ctx.actor.id, ctx.now)).map(({ id }) => id)]);
    const isAsked = rounds.some(({ asked }) => asked.some(({ personId }) => seats.has(personId)));
    if (!isAsked) {
      refuse('not_an_approver', 'No round of it asks you.', {
        next: 'Read it all the same: only what those saw who are asked is kept.',
      });
    }
    const seen = Math.min(revision, change.revision);
    const isNew = await saveLook(tx, { subject: changeId, personId: ctx.actor.id, revision: seen, at: ctx.now });
    if (isNew) await record(tx, ctx, { verb: 'change.looked_at', object: changeId, rev: seen });
  });
}
