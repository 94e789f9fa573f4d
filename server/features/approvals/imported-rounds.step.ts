import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import type { ImportedRound } from './round.rules.ts';
import { replaceImportedRounds } from './round.store.ts';

/**
 * Keeps what another system decided on these subjects: an outcome and a date, which satisfy no guard. Their earlier imported
 * rounds go, also where the other system names no decision any more. Answers the subjects of which it says something else now.
 */
export async function recordImportedRounds(
  tx: Tx,
  subjects: readonly string[],
  rounds: readonly ImportedRound[],
): Promise<Set<string>> {
  const before = await replaceImportedRounds(
    tx,
    subjects,
    rounds.map((round) => ({ ...round, id: newId('rnd') })),
  );
  const said = [before, rounds].map((all) => new Map(all.map((round) => [round.subject, saidBy(round)])));
  return new Set(subjects.filter((subject) => said[0]?.get(subject) !== said[1]?.get(subject)));
}

const saidBy = ({ state, status, at }: ImportedRound): string => `${state} ${status} ${at.toISOString()}`;
