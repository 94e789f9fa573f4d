import type { Tx } from '../../platform/database/db.ts';

export type Comment = { id: string; subject: string; authorId: string; text: string; at: Date };

export async function addComment(tx: Tx, { id, subject, authorId, text, at }: Comment): Promise<void> {
  await tx.insertInto('comment').values({ id, subject, author_id: authorId, text, at }).execute();
}

export async function dropComments(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('comment')
    .where('subject', 'in', [...subjects])
    .execute();
}
