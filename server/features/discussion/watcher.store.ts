import type { Reads, Tx } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';

const watching = fixedQuery((reads, { subject }: { subject: string }) =>
  reads.selectFrom('watcher').select('person_id').where('subject', '=', subject).orderBy('at').orderBy('person_id'),
);

/** Who watches a subject, in the order in which they began. */
export async function watchersOf(reads: Reads, subject: string): Promise<string[]> {
  const { rows } = await reads.executeQuery(watching(reads, { subject }));
  return rows.map((row) => row.person_id);
}

/** Who of these did not watch it before. */
export async function addWatchers(
  tx: Tx,
  subject: string,
  personIds: readonly string[],
  { by, at }: { by: string; at: Date },
): Promise<string[]> {
  const rows = await tx
    .insertInto('watcher')
    .values(personIds.map((personId) => ({ subject, person_id: personId, added_by: by, at })))
    .onConflict((there) => there.doNothing())
    .returning('person_id')
    .execute();
  return rows.map((row) => row.person_id);
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

/** Nobody watches these subjects any more, and these people watch nothing. */
export async function dropWatching(tx: Tx, subjects: readonly string[], people: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('watcher')
    .where('subject', 'in', [...subjects])
    .execute();
  await tx
    .deleteFrom('watcher')
    .where('person_id', 'in', [...people])
    .execute();
}
