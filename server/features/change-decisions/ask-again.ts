import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { roundsOf, statusOf } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { askApprovers, lockAsRead, modelOf } from '../change-flow/index.ts';
import { coordinates, notHeld, saveChange, tieOf } from '../changes/index.ts';
import { stateOf } from '../models/index.ts';

/** A round that can no longer pass is replaced by one that asks the group's present members. */
export async function askAgain(ctx: Ctx, { changeId, version }: { changeId: string; version: number }): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  if (!coordinates(ctx.actor)) {
    refuse('forbidden', 'A coordinator or a change manager asks again.');
  }
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId, version });
    must(notHeld(change));
    const open = (await roundsOf(tx, changeId)).find(({ status }) => status === 'open');
    const state = stateOf((await modelOf(tx, ctx, change)).definition, change.state);
    const isTied = (personId: string) => tieOf(change, personId) !== undefined;
    if (!open || !state?.approvals.length || statusOf(open, isTied) !== 'stuck') {
      return refuse('round_not_stuck', 'Enough people can still decide.', { next: 'Wait for them, or remind them.' });
    }
    await askApprovers(tx, ctx, change, state);
    await saveChange(tx, change, change, ctx.now);
    await record(tx, ctx, {
      verb: 'change.asked_again',
      object: changeId,
      rev: change.revision,
      parts: { round: open.id },
    });
  });
}
