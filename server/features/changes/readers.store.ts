import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';

/** Who was named as somebody who sees a restricted change. */
export async function readersOf(reads: Reads, changeId: string): Promise<string[]> {
  const rows = await reads
    .selectFrom('change_reader')
    .select('person_id')
    .where('change_id', '=', changeId)
    .orderBy('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

/** Names exactly these; who was named before keeps since when. */
export async function saveReaders(tx: Tx, ctx: Ctx, changeId: string, personIds: readonly string[]): Promise<void> {
  const named = [...new Set(personIds)];
  await tx
    .deleteFrom('change_reader')
    .where('change_id', '=', changeId)
    .$if(named.length > 0, (query) => query.where('person_id', 'not in', named))
    .execute();
  if (named.length === 0) return;
  await tx
    .insertInto('change_reader')
    .values(
      named.map((personId) => ({ change_id: changeId, person_id: personId, named_by: ctx.actor.id, at: ctx.now })),
    )
    .onConflict((taken) => taken.doNothing())
    .execute();
}
