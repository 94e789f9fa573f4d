import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { markRead, markReadUpTo } from './notification.store.ts';

/** Somebody has read one of their notifications. Like the last use of a session that is no act, and stands in no log. */
export async function readNotification(ctx: Ctx, { notificationId }: { notificationId: string }): Promise<void> {
  requirePermission(ctx.actor, 'change.follow');
  await ctx.transaction(async (tx) => {
    if (await markRead(tx, ctx.actor.id, notificationId, ctx.now)) return;
    refuse('not_found', 'There is no such notification of yours.');
  });
}

/** As `readNotification`, for all that they were told until the instant that they looked. */
export async function readAllNotifications(ctx: Ctx, { upTo }: { upTo: string }): Promise<void> {
  requirePermission(ctx.actor, 'change.follow');
  await ctx.transaction((tx) => markReadUpTo(tx, ctx.actor.id, new Date(upTo), ctx.now));
}
