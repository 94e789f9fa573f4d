import type { Tx } from '../../platform/database/db.ts';

/** Keeps up to which revision somebody has looked; false where they had looked as far before. */
export async function saveLook(
  tx: Tx,
  { subject, personId, revision, at }: { subject: string; personId: string; revision: number; at: Date },
): Promise<boolean> {
  const done = await tx
    .insertInto('approval_look')
    .values({ subject, person_id: personId, revision, at })
    .onConflict((there) =>
      there
        .columns(['subject', 'person_id'])
        .doUpdateSet(({ ref }) => ({ revision, at, earlier_revision: ref('approval_look.revision') }))
        .where('approval_look.revision', '<', revision),
    )
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

export async function dropLooks(tx: Tx, subjects: readonly string[], people: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('approval_look')
    .where('subject', 'in', [...subjects])
    .execute();
  await tx
    .deleteFrom('approval_look')
    .where('person_id', 'in', [...people])
    .execute();
}
