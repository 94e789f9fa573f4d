import type { Reads, Tx } from '../../platform/db.ts';

/** Who watches a subject, in the order in which they began. */
export async function watchersOf(reads: Reads, subject: string): Promise<string[]> {
  const rows = await reads
    .selectFrom('watcher')
    .select('person_id')
    .where('subject', '=', subject)
    .orderBy('at')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

/** False where they watch it already. */
export async function addWatcher(tx: Tx, subject: string, personId: string, at: Date): Promise<boolean> {
  const row = await tx
    .insertInto('watcher')
    .values({ subject, person_id: personId, added_by: personId, at })
    .onConflict((there) => there.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** False where they did not watch it. */
export async function dropWatcher(tx: Tx, subject: string, personId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('watcher')
    .where('subject', '=', subject)
    .where('person_id', '=', personId)
    .returning('person_id')
    .executeTakeFirst();
  return row !== undefined;
}
