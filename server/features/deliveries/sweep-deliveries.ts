import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import {
  bundle,
  digestsDue,
  dueDeliveries,
  forgetDeliveries,
  insertDeliveries,
  lockDueEntries,
} from './delivery.store.ts';
import { enqueueSend } from './queue.step.ts';

const SWEEP = 500;
const MINUTE = 60_000;

/**
 * Sends a job for each delivery whose time has come: the first try after quiet hours, the next after a failure. Each minute is a
 * turn of its own, so that one whose job was lost, or met a hold, is found again.
 */
export async function sweepDeliveries(ctx: Ctx): Promise<void> {
  const due = await dueDeliveries(ctx.db, ctx.now, SWEEP);
  if (due.length === 0) return;
  await ctx.transaction(async (tx) => {
    const turn = new Date(Math.floor(ctx.now.getTime() / MINUTE) * MINUTE).toISOString();
    for (const one of due) await enqueueSend(tx, ctx, one, turn);
  });
}

/** Makes one mail of all that somebody wanted to hear once a day. The entries are fixed then, so that each try sends the same. */
export async function bundleDigests(ctx: Ctx): Promise<void> {
  for (const personId of await digestsDue(ctx.db, ctx.now, SWEEP)) {
    await ctx.transaction(async (tx) => {
      if (!(await lockDueEntries(tx, personId, ctx.now))) return;
      const about = { subject: null, byId: null, parts: {}, sealed: null, daily: false };
      const when = { at: ctx.now, dueAt: ctx.now, key: newId('dig') };
      const [digest] = await insertDeliveries(tx, [{ personId, kind: 'digest', ...about, ...when }]);
      if (!digest) return;
      await bundle(tx, personId, digest.id, ctx.now);
      await enqueueSend(tx, ctx, digest, 'first');
    });
  }
}

/** Forgets what is old. What was told stands in the audit log. */
export const tidyDeliveries = (ctx: Ctx): Promise<void> => forgetDeliveries(ctx.db, ctx.now);
