import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { isOver, mayHold, notHeld, saveChange } from '../changes/index.ts';

/** Somebody stops a change for a while, in whatever state it is. What approvers were asked is suspended with it. */
export async function holdChange(
  ctx: Ctx,
  { changeId, version, reason }: { changeId: string; version: number; reason: string },
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const before = await lockAsRead(tx, ctx, { changeId, version });
    if (!mayHold(before, ctx.actor)) {
      refuse(
        'forbidden',
        'It is put on hold by those who want it or carry it out, by coordinators and change managers.',
        {
          next: 'Comment on it, or ask its coordinator.',
        },
      );
    }
    if (isOver(before)) refuse('change_fixed', 'It is over: there is nothing left to stop.');
    must(notHeld(before));
    const hold = { at: ctx.now, by: ctx.actor.id, reason: reason.trim() };
    await saveChange(tx, before, { ...before, hold, waitsOn: null }, ctx.now);
    await record(tx, ctx, {
      verb: 'change.held',
      object: changeId,
      rev: before.revision,
      parts: { state: before.state, reason: hold.reason },
    });
  });
}
