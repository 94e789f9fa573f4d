import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { withReady } from './announcement.store.ts';

export const ANNOUNCE = 'announcements.announce';

/** Something happened to changes: what waits for that is looked at after the commit. */
export async function lookAtReady(tx: Tx, ctx: Ctx, happened: readonly { changeId: string; act: string }[]) {
  const announced = await withReady(
    tx,
    happened.map(({ changeId }) => changeId),
  );
  for (const { changeId, act } of happened) {
    if (announced.has(changeId)) await ctx.enqueue(tx, ANNOUNCE, `${changeId}:${act}`, { changeId });
  }
}
