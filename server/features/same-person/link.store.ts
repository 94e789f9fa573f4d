import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';
import { newId } from '../../platform/ids.ts';
import type { Linked } from '../../platform/same-person.ts';

const all = fixedQuery((reads) =>
  reads.selectFrom('person_link').select(['person_id as personId', 'person_key as personKey']),
);

/** Which accounts are one person's, as it stands now. They are few: what asks whether two are the same takes them all. */
export async function linkedAccounts(reads: Reads): Promise<Linked> {
  const { rows } = await reads.executeQuery(all(reads, {}));
  return Object.fromEntries(rows.map(({ personId, personKey }) => [personId, personKey]));
}

/** The same as a column of another query, called `linked`. */
export const linkedColumn = sql<Linked>`(select coalesce(jsonb_object_agg(one.person_id, one.person_key), '{}') from person_link one)`;

export type Link = {
  personId: string;
  personKey: string;
  reason: string;
  linkedBy: string;
  linkedAt: Date;
  unlinking: { by: string; at: Date; because: string } | null;
};

/** All accounts of whoever holds this one, in the order in which they were linked; none where nobody linked it. */
export async function linksOf(reads: Reads, personId: string): Promise<Link[]> {
  const rows = await reads
    .selectFrom('person_link')
    .selectAll()
    .where('person_key', '=', (own) =>
      own.selectFrom('person_link as l').select('l.person_key').where('l.person_id', '=', personId),
    )
    .orderBy('linked_at')
    .orderBy('person_id')
    .execute();
  return rows.map(({ unlinking_by: by, unlinking_at: at, unlinking_because: because, ...row }) => ({
    personId: row.person_id,
    personKey: row.person_key,
    reason: row.reason,
    linkedBy: row.linked_by,
    linkedAt: row.linked_at,
    unlinking: by !== null && at !== null && because !== null ? { by, at, because } : null,
  }));
}

type Linking = { reason: string; by: string; at: Date };

/** Makes all these accounts one person's, with whatever each of them was linked with before. */
export async function linkAccounts(tx: Tx, personIds: readonly string[], { reason, by, at }: Linking): Promise<void> {
  const key = newId('one');
  const known = (await Promise.all(personIds.map((id) => linksOf(tx, id)))).flat();
  const before = [...new Set(known.map(({ personKey }) => personKey))];
  if (before.length > 0) {
    await tx.updateTable('person_link').set({ person_key: key }).where('person_key', 'in', before).execute();
  }
  await tx
    .insertInto('person_link')
    .values(personIds.map((id) => ({ person_id: id, person_key: key, reason, linked_by: by, linked_at: at })))
    .onConflict((there) => there.column('person_id').doNothing())
    .execute();
}

/** Parts an account from the others. One that is left by itself is linked no more. */
export async function unlinkAccount(tx: Tx, personId: string): Promise<void> {
  const rest = (await linksOf(tx, personId)).filter((link) => link.personId !== personId);
  const gone = rest.length === 1 ? [personId, ...rest.map((link) => link.personId)] : [personId];
  await tx.deleteFrom('person_link').where('person_id', 'in', gone).execute();
}

/** What waits for another administrator; null where nothing does any more. */
export async function saveUnlinking(tx: Tx, personId: string, unlinking: Link['unlinking']): Promise<void> {
  await tx
    .updateTable('person_link')
    .set({
      unlinking_by: unlinking?.by ?? null,
      unlinking_at: unlinking?.at ?? null,
      unlinking_because: unlinking?.because ?? null,
    })
    .where('person_id', '=', personId)
    .execute();
}
