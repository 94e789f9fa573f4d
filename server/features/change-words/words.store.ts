import { sql } from 'kysely';
import type { Tx } from '../../platform/database/db.ts';

/** Below which number changes wait for their words to be taken in, for this transaction alone; undefined where none does. */
export async function lockLeft(tx: Tx): Promise<string | undefined> {
  const left = await tx.selectFrom('change_words_left').select('below').forUpdate().skipLocked().executeTakeFirst();
  return left?.below;
}

/** Keeps the words of these changes. Whose words were written meanwhile has them already. */
export async function keepWords(tx: Tx, changes: readonly { id: string; number: string }[]): Promise<void> {
  const [ids, numbers] = [changes.map(({ id }) => id), changes.map(({ number }) => number)];
  await sql`insert into change_words select id, number, words
    from unnest(${ids}::text[], ${numbers}::bigint[]) lot (id, number), change_words_of(id) words
    where words is not null on conflict do nothing`.execute(tx);
}

/** Nothing waits any more where `below` is undefined. */
export async function saveLeft(tx: Tx, below: string | undefined): Promise<void> {
  if (below === undefined) await tx.deleteFrom('change_words_left').execute();
  else await tx.updateTable('change_words_left').set({ below }).execute();
}
