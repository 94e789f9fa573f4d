import { sql } from 'kysely';
import { isUniqueViolation, type Reads, type Tx, unlessReferredTo } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';

export type Audience = {
  id: string;
  name: string;
  addresses: string[];
  groupIds: string[];
  chatIds: string[];
  shipped: boolean;
  version: number;
};

const select = (reads: Reads) =>
  reads
    .selectFrom('announcement_audience')
    .select(['id', 'name', 'addresses', 'group_ids as groupIds', 'chat_ids as chatIds', 'shipped', 'version']);

/** The shipped ones first, in the order in which they came. */
export const audiences = (reads: Reads): Promise<Audience[]> =>
  select(reads).orderBy('shipped', 'desc').orderBy(sql`lower(name)`).execute();

export const findAudience = (reads: Reads, audienceId: string): Promise<Audience | undefined> =>
  select(reads).where('id', '=', audienceId).executeTakeFirst();

export async function lockAudience(tx: Tx, audienceId: string): Promise<Audience> {
  const found = await select(tx).where('id', '=', audienceId).forUpdate().executeTakeFirst();
  return found ?? refuse('not_found', 'There is no such audience.');
}

const columns = ({ groupIds, chatIds, name, addresses }: Omit<Audience, 'id' | 'shipped' | 'version'>) => ({
  ...{ name, addresses, group_ids: groupIds, chat_ids: chatIds },
});

export const insertAudience = (tx: Tx, audience: Audience, at: Date): Promise<void> =>
  named(audience.name, async () => {
    const { id, shipped, version } = audience;
    const row = { ...columns(audience), id, shipped, version, changed_at: at };
    await tx.insertInto('announcement_audience').values(row).execute();
  });

export const saveAudience = (tx: Tx, audience: Audience, at: Date): Promise<void> =>
  named(audience.name, async () => {
    await tx
      .updateTable('announcement_audience')
      .set({ ...columns(audience), changed_at: at, version: sql`version + 1` })
      .where('id', '=', audience.id)
      .execute();
  });

/** False where something was announced to it. */
export async function dropAudience(tx: Tx, audienceId: string): Promise<boolean> {
  const dropped = await unlessReferredTo(tx, () =>
    tx.deleteFrom('announcement_audience').where('id', '=', audienceId).execute(),
  );
  return dropped !== undefined;
}

/** Audiences are no more reached by groups that go. */
export async function takeGroupsOut(tx: Tx, groupIds: readonly string[]): Promise<void> {
  const gone = sql<string[]>`${[...groupIds]}::text[]`;
  const left = sql<string[]>`array(select one from unnest(group_ids) one where one <> all(${gone}))`;
  await tx
    .updateTable('announcement_audience')
    .set({ group_ids: left, version: sql`version + 1` })
    .where(sql<boolean>`group_ids && ${gone}`)
    .execute();
}

async function named(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isUniqueViolation(error, 'announcement_audience_name')) throw error;
    refuse('name_taken', `There is an audience called ${name} already.`, {
      errors: [{ path: 'name', message: 'this name is taken' }],
    });
  }
}
