import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import type { ImportedRound } from './round.rules.ts';
import { replaceImportedRounds } from './round.store.ts';

/**
 * Keeps what another system decided on these subjects: an outcome and a date, which satisfy no guard. Their earlier imported
 * rounds go, also where the other system names no decision any more.
 */
export async function recordImportedRounds(
  tx: Tx,
  subjects: readonly string[],
  rounds: readonly ImportedRound[],
): Promise<void> {
  await replaceImportedRounds(
    tx,
    subjects,
    rounds.map((round) => ({ ...round, id: newId('rnd') })),
  );
}
