import type { Reads, Tx } from '../../platform/db.ts';

export type Answered = { key: string; text: string; by: string; at: Date };

export async function answersOf(reads: Reads, changeId: string): Promise<Answered[]> {
  const rows = await reads.selectFrom('review_answer').selectAll().where('change_id', '=', changeId).execute();
  return rows.map(({ key, answer: text, by, at }) => ({ key, text, by, at }));
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
