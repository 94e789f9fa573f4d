import type { Scope } from '@interlock/contract/permissions.ts';
import type { Db, Reads, Tx } from '../../platform/database/db.ts';
import { hashOfSecret } from '../../platform/ids.ts';

type NewToken = {
  id: string;
  personId: string;
  secret: string;
  name: string;
  scopes: readonly Scope[];
  createdAt: Date;
  expiresAt: Date;
};

export async function saveToken(tx: Tx, token: NewToken): Promise<void> {
  await tx
    .insertInto('api_token')
    .values({
      id: token.id,
      person_id: token.personId,
      secret_hash: hashOfSecret(token.secret),
      name: token.name,
      scopes: [...token.scopes],
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** The name of the token that went, or nothing where this person has no such token. */
export async function dropToken(tx: Tx, personId: string, tokenId: string): Promise<string | undefined> {
  const gone = await tx
    .deleteFrom('api_token')
    .where('id', '=', tokenId)
    .where('person_id', '=', personId)
    .returning('name')
    .executeTakeFirst();
  return gone?.name;
}

export async function revokeTokensOf(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('api_token').where('person_id', '=', personId).execute();
}

/** Every token that works at this time. */
export const tokensAt = (db: Reads, now: Date): Promise<{ name: string; personId: string }[]> =>
  db
    .selectFrom('api_token')
    .select(['name', 'person_id as personId'])
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute();

/** Nobody's token works any more. */
export async function revokeAllTokens(tx: Tx): Promise<void> {
  await tx.deleteFrom('api_token').execute();
}

export async function noteTokenUse(db: Reads, tokenId: string, now: Date): Promise<void> {
  await db
    .updateTable('api_token')
    .set({ last_used_at: now })
    .where('id', '=', tokenId)
    .where((is) => is.or([is('last_used_at', 'is', null), is('last_used_at', '<', now)]))
    .execute();
}

export async function dropTokensExpiredBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('api_token').where('expires_at', '<', before).execute();
}
