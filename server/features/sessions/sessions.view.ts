// Reads: session, api_token, and person of identity.
import { type Scope, scopes } from '@interlock/contract/permissions.ts';
import type { Db } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { hashOfSecret } from '../../platform/ids.ts';
import { endOf, SESSION_IDLE_MS, TOKEN_LISTED_AFTER_END_MS } from './sessions.rules.ts';

const sessionOfHash = fixedQuery((db, { hash }: { hash: Buffer }) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.id', 'last_used_at as lastUsedAt', 'ends_at as endsAt'])
    .select(['person.id as personId', 'person.roles', 'person.active'])
    .where('secret_hash', '=', hash),
);
const tokenOfHash = fixedQuery((db, { hash }: { hash: Buffer }) =>
  db
    .selectFrom('api_token')
    .innerJoin('person', 'person.id', 'api_token.person_id')
    .select(['api_token.id', 'last_used_at as lastUsedAt', 'expires_at as expiresAt', 'scopes'])
    .select(['person.id as personId', 'person.roles', 'person.active'])
    .where('secret_hash', '=', hash),
);

/** The session that this secret opens, with its person, whether or not either is still good. */
export const sessionBySecret = async (db: Db, secret: string) =>
  (await db.executeQuery(sessionOfHash(db, { hash: hashOfSecret(secret) }))).rows[0];

/** As `sessionBySecret`, for API tokens. */
export const tokenBySecret = async (db: Db, secret: string) =>
  (await db.executeQuery(tokenOfHash(db, { hash: hashOfSecret(secret) }))).rows[0];

type Asked = { personId: string; cursor?: string | undefined; limit: number };

/** Where a person is signed in, the latest sign-in first. */
export async function sessionsOf(db: Db, { personId, cursor, limit }: Asked, currentId: string | null, now: Date) {
  const after = keyOf(cursor, ['text'])?.[0];
  const rows = await db
    .selectFrom('session')
    .select(['id', 'device', 'started_at', 'last_used_at as lastUsedAt', 'ends_at as endsAt'])
    .where('person_id', '=', personId)
    .where('ends_at', '>=', now)
    .where('last_used_at', '>=', new Date(now.getTime() - SESSION_IDLE_MS))
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => ({
      id: row.id,
      current: row.id === currentId,
      device: row.device,
      startedAt: row.started_at.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      endsAt: endOf(row).toISOString(),
    }),
  );
}

/** A person's tokens, the newest first; expired ones stay in sight for a while. */
export async function tokensOf(db: Db, { personId, cursor, limit }: Asked, now: Date) {
  const after = keyOf(cursor, ['text'])?.[0];
  const rows = await db
    .selectFrom('api_token')
    .selectAll()
    .where('person_id', '=', personId)
    .where('expires_at', '>', new Date(now.getTime() - TOKEN_LISTED_AFTER_END_MS))
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => ({
      id: row.id,
      name: row.name,
      scopes: scopes.filter((scope: Scope) => row.scopes.includes(scope)),
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
    }),
  );
}
