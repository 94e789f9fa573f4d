import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import type { ExtensionFact } from './extension.rules.ts';

export type Extension = Omit<ExtensionFact, 'decisions'> & {
  id: string;
  words: string;
  askedAt: Date;
  decisions: { by: string; granted: boolean; words: string; at: Date }[];
};

/** What was asked for on a change, in the order in which it was asked. */
export async function extensionsOf(reads: Reads, changeId: string): Promise<Extension[]> {
  return (await extensionsOfEach(reads, [changeId])).get(changeId) ?? [];
}

/** The same of several changes at once. */
export async function extensionsOfEach(
  reads: Reads,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, Extension[]>> {
  if (changeIds.length === 0) return new Map();
  const rows = await reads
    .selectFrom('window_extension')
    .selectAll()
    .where(sql<boolean>`change_id = any (${changeIds}::text[])`)
    .orderBy('id')
    .execute();
  if (rows.length === 0) return new Map();
  const ids = rows.map(({ id }) => id);
  const decided = await reads
    .selectFrom('extension_decision')
    .selectAll()
    .where(sql<boolean>`extension_id = any (${ids}::text[])`)
    .orderBy('at')
    .execute();
  const found = new Map<string, Extension[]>();
  for (const row of rows) {
    const decisions = decided
      .filter(({ extension_id }) => extension_id === row.id)
      .map(({ person_id: by, granted, words, at }) => ({ by, granted, words, at }));
    const extension = {
      ...{ id: row.id, minutes: row.minutes, words: row.words, needed: row.needed, decisions },
      ...{ state: row.state, askedBy: row.asked_by, askedAt: row.asked_at },
    };
    found.set(row.change_id, [...(found.get(row.change_id) ?? []), extension]);
  }
  return found;
}

type Asked = { changeId: string; minutes: number; words: string; needed: number; by: string; at: Date };

export async function insertExtension(tx: Tx, { changeId, by, at, ...asked }: Asked): Promise<string> {
  const id = newId('ext');
  await tx
    .insertInto('window_extension')
    .values({ id, change_id: changeId, ...asked, state: 'asked', asked_by: by, asked_at: at })
    .execute();
  return id;
}

type Decided = { extensionId: string; by: string; granted: boolean; words: string; at: Date };

export async function insertExtensionDecision(tx: Tx, { extensionId, by, ...said }: Decided): Promise<void> {
  await tx
    .insertInto('extension_decision')
    .values({ extension_id: extensionId, person_id: by, ...said })
    .execute();
}

export async function endExtension(
  tx: Tx,
  extensionId: string,
  state: 'granted' | 'refused' | 'withdrawn',
  at: Date,
): Promise<void> {
  await tx
    .updateTable('window_extension')
    .set({ state, ended_at: at })
    .where('id', '=', extensionId)
    .where('state', '=', 'asked')
    .execute();
}

export async function dropExtensions(tx: Tx, changeIds: readonly string[]): Promise<void> {
  const asked = tx
    .selectFrom('window_extension')
    .select('id')
    .where('change_id', 'in', [...changeIds]);
  await tx.deleteFrom('extension_decision').where('extension_id', 'in', asked).execute();
  await tx
    .deleteFrom('window_extension')
    .where('change_id', 'in', [...changeIds])
    .execute();
}
