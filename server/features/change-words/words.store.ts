import { sql } from 'kysely';
import type { Tx } from '../../platform/database/db.ts';

export type Numbered = { id: string; number: string };

/** Below which number changes wait for their words to be taken in, for this transaction alone; undefined where none does. */
export async function lockLeft(tx: Tx): Promise<string | undefined> {
  const left = await tx.selectFrom('change_words_left').select('below').forUpdate().skipLocked().executeTakeFirst();
  return left?.below;
}

/** Which changes were written on, the longest ago first; they are noted no more. */
export async function takeDue(tx: Tx, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from change_words_due
    where id in (select id from change_words_due order by id limit ${most}) returning change_id as id`.execute(tx);
  return [...new Set(rows.map(({ id }) => id))];
}

/** Keeps the words of these changes as they are now. */
export async function keepWords(tx: Tx, changes: readonly Numbered[]): Promise<void> {
  const [ids, numbers] = [changes.map(({ id }) => id), changes.map(({ number }) => number)];
  await sql`insert into change_words select id, number, words
    from unnest(${ids}::text[], ${numbers}::bigint[]) lot (id, number), change_words_of(id) words
    where words is not null on conflict (change_id) do update set search = excluded.search`.execute(tx);
}

/** Of changes that are gone. */
export async function dropWords(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('change_words').where('change_id', 'in', ids).execute();
}

/** Nothing waits any more where `below` is undefined. */
export async function saveLeft(tx: Tx, below: string | undefined): Promise<void> {
  if (below === undefined) await tx.deleteFrom('change_words_left').execute();
  else await tx.updateTable('change_words_left').set({ below }).execute();
}
