import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { ImportedRound } from './round.rules.ts';
import { replaceImportedRounds } from './round.store.ts';

/** Keeps what another system decided: an outcome and a date, which satisfy no guard. Earlier imported rounds of the subjects go. */
export async function recordImportedRounds(tx: Tx, rounds: readonly ImportedRound[]): Promise<void> {
  await replaceImportedRounds(
    tx,
    rounds.map((round) => ({ ...round, id: newId('rnd') })),
  );
}
