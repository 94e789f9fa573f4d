import type { Ctx } from '../../platform/ctx.ts';
import { minuteOf } from '../../platform/time.ts';
import { record } from '../audit/index.ts';
import { everybodyOn, lockChange, markWindowMissed } from '../changes/index.ts';
import { notify } from '../notifications/index.ts';
import { missedWindows } from './missed-windows.view.ts';

export const MISS_WINDOW = 'changes.miss_window';
const SWEEP = 500;

/** The clock finds that a window ended without a start. It is written down and told once; the change waits for a new window. */
export async function missWindow(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const change = await lockChange(tx, changeId);
    const missed =
      change?.stateKind === 'scheduled' && change.plannedEnd && change.plannedEnd <= ctx.now && !change.windowMissedAt;
    if (!change || !missed) return;
    await markWindowMissed(tx, changeId, ctx.now);
    await record(tx, ctx, {
      verb: 'change.window_missed',
      object: changeId,
      rev: change.revision,
      parts: { plannedStart: change.plannedStart?.toISOString(), plannedEnd: change.plannedEnd?.toISOString() },
    });
    await notify(tx, ctx, {
      kind: 'window_missed',
      subject: changeId,
      to: everybodyOn(change),
      parts: {},
    });
  });
}

/** Sends a job for each change whose window passed unused; a change is looked at once in a minute. */
export async function sweepMissedWindows(ctx: Ctx): Promise<void> {
  const missed = await missedWindows(ctx.db, ctx.now, SWEEP);
  await ctx.transaction(async (tx) => {
    for (const { id } of missed) await ctx.enqueue(tx, MISS_WINDOW, `${id}:${minuteOf(ctx.now)}`, { changeId: id });
  });
}
