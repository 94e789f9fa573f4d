import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import type { Verdict } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { dropSession, type NewSession, noteTrace, saveSession } from './session.store.ts';
import { countTry } from './throttle.store.ts';

/**
 * Counts a try as wrong before it is looked at. Whoever calls opens a transaction for this alone (`ctx.ownTransaction`), so that
 * guesses sent at once are counted too and a refusal leaves its trace. Without an account only the address counts. Whoever turns
 * out right hands the id to `forgetTry`.
 */
export function takeTry(tx: Tx, ctx: Ctx, account: string | null): Promise<Verdict<string>> {
  return countTry(tx, { account, address: ctx.address }, ctx.now);
}

/** The same of somebody who is signed in already: what others typed at the same address closes nothing to them. */
export function takeOwnTry(tx: Tx, ctx: Ctx, account: string): Promise<Verdict<string>> {
  return countTry(tx, { account, address: ctx.address, isSignedIn: true }, ctx.now);
}

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
