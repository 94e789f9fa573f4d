import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { TELL_ON } from './notice.store.ts';
import { takeUpAgain } from './untold.store.ts';

/** The operator has mended what kept an act from being told on, and does not want to wait for the next try. */
export async function tellAgain(ctx: Ctx, { noticeId }: { noticeId: string }): Promise<void> {
  requirePermission(ctx.actor, 'system.operate');
  await ctx.transaction(async (tx) => {
    if (!(await takeUpAgain(tx, noticeId))) {
      refuse('not_found', 'There is no act here that could not be told on.');
    }
    await record(tx, ctx, { verb: 'notice.told_again', object: noticeId });
    ctx.wake(TELL_ON);
  });
}
