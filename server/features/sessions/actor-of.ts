import { permissionsGiven, rolesAmong } from '@interlock/contract/permissions.ts';
import { type Actor, nobody, strangerWithToken } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
import { noteSessionUse } from './session.store.ts';
import { isAlive, isUseWorthNoting, SESSION_PREFIX, TOKEN_PREFIX } from './sessions.rules.ts';
import { sessionBySecret, tokenBySecret } from './sessions.view.ts';
import { noteTokenUse } from './token.store.ts';

/** What a request shows to say who sends it: the session cookie's value, the word after `Bearer`. */
type Credentials = { cookie?: string | undefined; bearer?: string | undefined };

/**
 * Who a request comes from, with what they may do at this instant. Whatever is unknown, ended or of a deactivated person is
 * nobody. A bearer token, right or wrong, leaves the cookie out of sight: the two are never merged.
 */
export async function actorOf(db: Db, { cookie, bearer }: Credentials, now: Date): Promise<Actor> {
  if (bearer !== undefined) return actorOfToken(db, bearer, now);
  return cookie === undefined ? nobody : actorOfSession(db, cookie, now);
}

async function actorOfSession(db: Db, secret: string, now: Date): Promise<Actor> {
  const session = secret.startsWith(`${SESSION_PREFIX}_`) ? await sessionBySecret(db, secret) : undefined;
  if (!session?.active || !isAlive(session, now)) return nobody;
  if (isUseWorthNoting(session.lastUsedAt, now)) await noteSessionUse(db, session.id, now);
  return {
    kind: 'person',
    id: session.personId,
    roles: rolesAmong(session.roles),
    permissions: permissionsGiven(session.roles),
    sessionId: session.id,
  };
}

async function actorOfToken(db: Db, secret: string, now: Date): Promise<Actor> {
  const token = secret.startsWith(`${TOKEN_PREFIX}_`) ? await tokenBySecret(db, secret) : undefined;
  if (!token?.active || token.expiresAt <= now) return strangerWithToken;
  if (isUseWorthNoting(token.lastUsedAt, now)) await noteTokenUse(db, token.id, now);
  return {
    kind: 'person',
    id: token.personId,
    roles: rolesAmong(token.roles),
    permissions: permissionsGiven(token.roles, token.scopes),
    sessionId: null,
  };
}
