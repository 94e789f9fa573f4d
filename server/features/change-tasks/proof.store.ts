import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';

type Proof = {
  changeId: string;
  kind: 'rehearsed' | 'waived';
  passed: boolean | null;
  words: string;
  contentHash: string;
};

/** Keeps that the way back was tried or is done without, for the backout plan as it stands. */
export async function insertProof(
  tx: Tx,
  { changeId, contentHash, ...proof }: Proof,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('backout_proof')
    .values({ id: newId('bpr'), change_id: changeId, content_hash: contentHash, by, at, ...proof })
    .execute();
}

export async function dropProofs(tx: Tx, changeIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('backout_proof')
    .where('change_id', 'in', [...changeIds])
    .execute();
}
