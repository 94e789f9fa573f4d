import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../audit/index.ts';
import { dropSession, type NewSession, saveSession } from './session.store.ts';

/** The same request, as the person that it turned out to come from: what they do now is theirs in the audit log. */
export function asPerson(ctx: Ctx, personId: string): Ctx {
  return { ...ctx, actor: { ...ctx.actor, kind: 'person', id: personId } };
}

/** Opens the session in the caller's transaction. The one that the request came with, whoever's it was, ends. */
export async function startSession(tx: Tx, ctx: Ctx, personId: string, session: NewSession): Promise<void> {
  if (ctx.actor.sessionId) await dropSession(tx, ctx.actor.id, ctx.actor.sessionId);
  await saveSession(tx, session, { personId, device: ctx.device, now: ctx.now });
  await record(tx, asPerson(ctx, personId), {
    verb: 'session.started',
    object: session.id,
    parts: { device: ctx.device.slice(0, 300) },
  });
}
