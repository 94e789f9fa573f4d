import type { Ctx } from '../../platform/ctx.ts';
import { keptSince } from './notification.rules.ts';
import { dropNotifications } from './notification.store.ts';

/** Forgets what is old. Nothing is lost: every act that was told stands in the audit log. */
export const tidyNotifications = (ctx: Ctx): Promise<void> => dropNotifications(ctx.db, keptSince(ctx.now));
