import { authorize } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record, recordMany } from '../audit/index.ts';
import { dropOtherSessions, dropSession } from './session.store.ts';

/** Ends one of one's own sessions; somebody else's is not there. */
export async function endSession(ctx: Ctx, { sessionId }: { sessionId: string }): Promise<void> {
  must(authorize(ctx.actor, 'session'));
  await ctx.transaction(async (tx) => {
    const ended = await dropSession(tx, ctx.actor.id, sessionId);
    if (!ended) refuse('not_found', 'You have no such session.', { next: 'It may have ended already.' });
    await record(tx, ctx, { verb: 'session.ended', object: sessionId });
  });
}

/** Ends all of one's own sessions but the one that asks. */
export async function endOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  must(authorize(ctx.actor, 'session'));
  return ctx.transaction(async (tx) => {
    const ended = await dropOtherSessions(tx, ctx.actor.id, ctx.actor.sessionId ?? '');
    await recordMany(
      tx,
      ctx,
      ended.map((object) => ({ verb: 'session.ended', object }) as const),
    );
    return { ended: ended.length };
  });
}
