import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { resumeRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { lockAsRead, modelOf, waitingAnew } from '../change-flow/index.ts';
import { mayRelease, saveChange } from '../changes/index.ts';

/** A change on hold goes on where it stood: its rounds ask as they did, and it waits for whom it waited. */
export async function releaseChange(
  ctx: Ctx,
  { changeId, version, words }: { changeId: string; version: number; words: string },
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const before = await lockAsRead(tx, ctx, { changeId, version });
    const { hold } = before;
    if (hold === null) return refuse('not_on_hold', 'Nothing keeps it: somebody let it go on already.');
    if (!mayRelease(before, ctx.actor)) {
      refuse('forbidden', 'Whoever put it on hold lets it go on, or a coordinator or change manager.', {
        next: 'Ask them, or comment on it.',
      });
    }
    await resumeRounds(tx, changeId, hold.at, ctx.now);
    const released = { ...before, hold: null };
    const model = await modelOf(tx, ctx, released);
    await saveChange(tx, before, await waitingAnew(tx, ctx, released, model), ctx.now);
    await record(tx, ctx, {
      verb: 'change.released',
      object: changeId,
      rev: before.revision,
      parts: { state: before.state, heldSince: hold.at.toISOString(), words },
    });
  });
}
