import type { Db, Reads, Tx } from '../../platform/database/db.ts';
import { hashOfSecret, newId, newSecret } from '../../platform/ids.ts';
import { SESSION_IDLE_MS, SESSION_LIFE_MS, SESSION_PREFIX } from './sessions.rules.ts';

/** A session as its cookie is about to be set: the only moment at which its secret is known. */
export type NewSession = { id: string; secret: string; endsAt: Date };

export function newSession(now: Date): NewSession {
  return {
    id: newId('ses'),
    secret: newSecret(SESSION_PREFIX),
    endsAt: new Date(now.getTime() + SESSION_LIFE_MS),
  };
}

type Use = { personId: string; device: string; now: Date };

export async function saveSession(tx: Tx, session: NewSession, { personId, device, now }: Use): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      id: session.id,
      person_id: personId,
      secret_hash: hashOfSecret(session.secret),
      device: device.slice(0, 300),
      started_at: now,
      last_used_at: now,
      ends_at: session.endsAt,
    })
    .execute();
}

/** Whether there was such a session of this person to end. */
export async function dropSession(tx: Tx, personId: string, sessionId: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('session')
    .where('id', '=', sessionId)
    .where('person_id', '=', personId)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Answers the sessions that were ended; the one to stay does. */
export async function dropOtherSessions(tx: Tx, personId: string, stays: string): Promise<string[]> {
  const gone = await tx
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .where('id', '!=', stays)
    .returning('id')
    .execute();
  return gone.map(({ id }) => id).sort();
}

export async function endSessionsOf(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('session').where('person_id', '=', personId).execute();
}

/** The later of two servers' clocks wins. */
export async function noteSessionUse(db: Reads, sessionId: string, now: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ last_used_at: now })
    .where('id', '=', sessionId)
    .where('last_used_at', '<', now)
    .execute();
}

export async function dropEndedSessions(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('session')
    .where((is) => is.or([is('ends_at', '<', now), is('last_used_at', '<', new Date(now.getTime() - SESSION_IDLE_MS))]))
    .execute();
}

/**
 * Keeps from where somebody signed in, as one sum of the address and the browser's name: enough to tell that two did so from the same
 * place. Without either it says nothing and is not kept.
 */
export async function noteTrace(
  tx: Tx,
  { address, device }: { address: string; device: string },
  { personId, now }: Pick<Use, 'personId' | 'now'>,
) {
  if (address === '' || device === '') return;
  await tx
    .insertInto('sign_in_trace')
    .values({ person_id: personId, mark: hashOfSecret(`${address}\n${device}`), first_at: now, last_at: now })
    .onConflict((known) => known.columns(['person_id', 'mark']).doUpdateSet({ last_at: now }))
    .execute();
}

export async function forgetOldTraces(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('sign_in_trace').where('last_at', '<', before).execute();
}
