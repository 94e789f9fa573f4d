import { authorize } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record, recordMany } from '../audit/index.ts';
import { dropOtherSessions, dropSession, type NewSession, noteTrace, saveSession } from './session.store.ts';

/** The same request, as the person that it turned out to come from: what they do now is theirs in the audit log. */
export function asPerson(ctx: Ctx, personId: string): Ctx {
  return { ...ctx, actor: { ...ctx.actor, kind: 'person', id: personId } };
}

/** Opens the session in the caller's transaction. The one that the request came with, whoever's it was, ends. */
export async function startSession(tx: Tx, ctx: Ctx, personId: string, session: NewSession): Promise<void> {
  if (ctx.actor.sessionId) await dropSession(tx, ctx.actor.id, ctx.actor.sessionId);
  await saveSession(tx, session, { personId, device: ctx.device, now: ctx.now });
  await noteTrace(tx, ctx, { personId, now: ctx.now });
  await record(tx, asPerson(ctx, personId), {
    verb: 'session.started',
    object: session.id,
    parts: { device: ctx.device.slice(0, 300) },
  });
}

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
