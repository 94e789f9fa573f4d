import type { Ctx } from '../../platform/ctx.ts';
import { keptSince } from './notification.rules.ts';
import { dropNotifications } from './notification.store.ts';
import { forgetGivenUp } from './untold.store.ts';

/** Forgets what is old. Nothing is lost: every act that was told stands in the audit log. */
export async function tidyNotifications(ctx: Ctx): Promise<void> {
  await dropNotifications(ctx.db, keptSince(ctx.now));
  await forgetGivenUp(ctx.db, ctx.now);
}
