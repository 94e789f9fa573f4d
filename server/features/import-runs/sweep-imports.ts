import type { Ctx } from '../../platform/ctx.ts';
import { record } from '../audit/index.ts';
import { CARRY_OUT, dropFile, dropRun, lockOld, lockWork, nextTurn, oldRuns, runsUnderWay } from './run.store.ts';

/** A job may wait this long for its turn before it is looked after. */
const GRACE = 60_000;

/** What was under way on a server that is gone, and so is held by nobody, is taken up again from its beginning. */
export async function sweepImports(ctx: Ctx): Promise<void> {
  for (const id of await runsUnderWay(ctx.db, new Date(ctx.now.getTime() - GRACE))) {
    await ctx.ownTransaction(async (tx) => {
      if (!(await lockWork(tx, id))) return;
      const turn = await nextTurn(tx, id, ctx.now);
      await ctx.enqueue(tx, CARRY_OUT, `${id}:${turn}`, { runId: id, turn });
    });
  }
}

/** Staged files go when nobody has gone on with them, and some days after they are in. */
export async function tidyImports(ctx: Ctx): Promise<void> {
  for (const id of await oldRuns(ctx.db, ctx.now)) {
    await ctx.ownTransaction(async (tx) => {
      const run = await lockOld(tx, id, ctx.now);
      if (!run) return;
      if (run.state === 'imported') return dropFile(tx, id);
      await dropRun(tx, id);
      await record(tx, ctx, { verb: 'import.discarded', object: id, parts: { file: run.fileName } });
    });
  }
}
