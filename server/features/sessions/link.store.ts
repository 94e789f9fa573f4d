import { sql } from 'kysely';
import type { Db, Reads, Tx } from '../../platform/database/db.ts';
import { hashOfSecret, newId, newSecret } from '../../platform/ids.ts';
import { addressOfLink, endOfLink, kindOfSecret, type LinkKind, prefixOfLink } from './sessions.rules.ts';

type NewLink = { secret: string; link: string; expiresAt: Date };

/** The whole address is answered once, to whoever hands the link on; only the secret's hash is kept. */
export function newLink(kind: LinkKind, publicUrl: string, now: Date): NewLink {
  const secret = newSecret(prefixOfLink(kind));
  return { secret, link: addressOfLink(publicUrl, kind, secret), expiresAt: endOfLink(kind, now) };
}

type For = { kind: 'set_up' } | { kind: 'invitation' | 'reset'; personId: string };

/** The person's earlier links, or the earlier set-up link, die with this. */
export async function saveLink(tx: Tx, made: NewLink, use: For, now: Date): Promise<void> {
  const personId = use.kind === 'set_up' ? null : use.personId;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`link of ${personId}`}, 0))`.execute(tx);
  await dropLinksOf(tx, personId);
  await tx
    .insertInto('one_time_link')
    .values({
      id: newId('lnk'),
      kind: use.kind,
      person_id: personId,
      secret_hash: hashOfSecret(made.secret),
      created_at: now,
      expires_at: made.expiresAt,
    })
    .execute();
}

export type Link = { kind: LinkKind; personId: string | null; expiresAt: Date };

/** A link that can still be used: of the kind that its secret claims to be, and not expired. */
export async function findLink(db: Reads, secret: string, now: Date): Promise<Link | undefined> {
  const kind = kindOfSecret(secret);
  if (!kind) return undefined;
  const row = await db
    .selectFrom('one_time_link')
    .select(['person_id as personId', 'expires_at as expiresAt'])
    .where('secret_hash', '=', hashOfSecret(secret))
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { kind, ...row };
}

/** Uses the link up. Of two who come at once, one gets true. */
export async function spendLink(tx: Tx, secret: string, now: Date): Promise<boolean> {
  const spent = await tx
    .deleteFrom('one_time_link')
    .where('secret_hash', '=', hashOfSecret(secret))
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return spent !== undefined;
}

/** Those of a person, or with null those for the set-up. */
export async function dropLinksOf(tx: Tx, personId: string | null): Promise<void> {
  await tx
    .deleteFrom('one_time_link')
    .where('person_id', personId === null ? 'is' : '=', personId)
    .execute();
}

export async function dropExpiredLinks(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('one_time_link').where('expires_at', '<', now).execute();
}
