import type { Ctx } from '../../platform/ctx.ts';
import { missedWindows } from './missed-windows.view.ts';

export const MISS_WINDOW = 'changes.miss_window';
const SWEEP = 500;

/** Sends a job for each change whose window passed unused; the same window of the same change is the same job. */
export async function sweepMissedWindows(ctx: Ctx): Promise<void> {
  const missed = await missedWindows(ctx.db, ctx.now, SWEEP);
  await ctx.transaction(async (tx) => {
    for (const { id, plannedEnd } of missed) {
      await ctx.enqueue(tx, MISS_WINDOW, `${id}:${plannedEnd?.toISOString()}`, { changeId: id });
    }
  });
}
