import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Round } from './round.rules.ts';
import { closeRound } from './round.store.ts';

/** Closes every open and every approved round of a subject, because what they rest on is no longer so. Answers those closed. */
export async function voidRounds(tx: Tx, ctx: Ctx, rounds: readonly Round[], because: string): Promise<Round[]> {
  const standing = rounds.filter(({ status, imported }) => !imported && (status === 'open' || status === 'approved'));
  for (const { id } of standing) await closeRound(tx, id, 'voided', because, ctx.now);
  return standing;
}
