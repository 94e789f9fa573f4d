import type { Reads, Tx } from '../../platform/database/db.ts';

export type Organisation = { name: string; zone: string };

export async function organisation(db: Reads): Promise<Organisation | undefined> {
  return db.selectFrom('organisation').select(['name', 'zone']).executeTakeFirst();
}

/**
 * Whether nobody has set Interlock up yet. Organisation and first administrator are made in one transaction and the last
 * administrator stays, so without an organisation there is no administrator, and the other way round.
 */
export async function isSetUpNeeded(db: Reads): Promise<boolean> {
  return (await organisation(db)) === undefined;
}

/** False where there is one already: of two who set up at once, one wins. */
export async function insertOrganisation(tx: Tx, made: Organisation, now: Date): Promise<boolean> {
  const row = await tx
    .insertInto('organisation')
    .values({ ...made, created_at: now })
    .onConflict((taken) => taken.doNothing())
    .returning('one')
    .executeTakeFirst();
  return row !== undefined;
}
