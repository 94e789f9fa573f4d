import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';

export type Answered = { key: string; text: string; by: string; at: Date };

export async function answersOf(reads: Reads, changeId: string): Promise<Answered[]> {
  return (await answersOfEach(reads, [changeId])).get(changeId) ?? [];
}

export async function answersOfEach(
  reads: Reads,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, Answered[]>> {
  if (changeIds.length === 0) return new Map();
  const rows = await reads
    .selectFrom('review_answer')
    .selectAll()
    .where(sql<boolean>`change_id = any (${changeIds}::text[])`)
    .execute();
  const answers = rows.map(({ change_id, key, answer: text, by, at }) => ({ change_id, one: { key, text, by, at } }));
  return new Map(
    [...Map.groupBy(answers, ({ change_id }) => change_id)].map(([id, all]) => [id, all.map(({ one }) => one)]),
  );
}

export async function saveAnswer(tx: Tx, changeId: string, { key, text, by, at }: Answered): Promise<void> {
  const said = { answer: text, by, at };
  await tx
    .insertInto('review_answer')
    .values({ change_id: changeId, key, ...said })
    .onConflict((known) => known.columns(['change_id', 'key']).doUpdateSet(said))
    .execute();
}

export async function dropAnswers(tx: Tx, changeIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('review_answer')
    .where('change_id', 'in', [...changeIds])
    .execute();
}
