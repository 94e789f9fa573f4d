import type { Ctx } from '../../platform/ctx.ts';
import { dropExpiredLinks } from './link.store.ts';
import { dropEndedSessions, forgetOldTraces } from './session.store.ts';
import { TOKEN_LISTED_AFTER_END_MS, TRACE_KEPT_MS } from './sessions.rules.ts';
import { forgetOldTries } from './throttle.store.ts';
import { dropTokensExpiredBefore } from './token.store.ts';

const DAY = 24 * 3600_000;

/** Forgets what opens nothing any more. Not needed for safety: each of these is refused from the moment it ends. */
export async function tidySessions(ctx: Ctx): Promise<void> {
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  await dropEndedSessions(ctx.db, ctx.now);
  await dropExpiredLinks(ctx.db, ctx.now);
  await dropTokensExpiredBefore(ctx.db, before(TOKEN_LISTED_AFTER_END_MS));
  await forgetOldTries(ctx.db, before(DAY));
  await forgetOldTraces(ctx.db, before(TRACE_KEPT_MS));
}
