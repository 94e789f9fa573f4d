import type { Ctx } from '../../platform/ctx.ts';
import { record } from '../audit/index.ts';
import { lockChange, saveChange } from '../changes/index.ts';

/** The clock finds that a window ended without a start. It is written down once; the change waits for a new window. */
export async function missWindow(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const change = await lockChange(tx, changeId);
    const missed =
      change?.stateKind === 'scheduled' && change.plannedEnd && change.plannedEnd <= ctx.now && !change.windowMissedAt;
    if (!change || !missed) return;
    await saveChange(tx, change, { ...change, windowMissedAt: ctx.now }, ctx.now);
    await record(tx, ctx, {
      verb: 'change.window_missed',
      object: changeId,
      rev: change.revision,
      parts: { plannedStart: change.plannedStart?.toISOString(), plannedEnd: change.plannedEnd?.toISOString() },
    });
  });
}
