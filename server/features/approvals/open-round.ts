import type { Quorum } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { neededOf } from './round.rules.ts';
import { insertRound } from './round.store.ts';

/** Who could decide, and why they are in question; `tie` says what bars one of them from deciding on this subject. */
export type Candidate = { id: string; name: string; because: string; tie?: string | undefined };

export type Opening = {
  subject: string;
  state: string;
  quorum: Quorum;
  oneRejectionEnds: boolean;
  contentHash: string;
  candidates: readonly Candidate[];
};

/** Opens a round and fixes whom it asks. Whoever is tied to the subject is left out, by name and with the reason. */
export async function openRound(
  tx: Tx,
  ctx: Ctx,
  opening: Opening,
): Promise<{ id: string; asked: string[]; needed: number }> {
  const free = opening.candidates.filter(({ tie }) => tie === undefined);
  const round = {
    id: newId('rnd'),
    subject: opening.subject,
    state: opening.state,
    quorum: opening.quorum,
    needed: neededOf(opening.quorum, free.length),
    oneRejectionEnds: opening.oneRejectionEnds,
    contentHash: opening.contentHash,
    openedAt: ctx.now,
    asked: free.map(({ id, because }) => ({ personId: id, because })),
    leftOut: opening.candidates.flatMap(({ id, name, tie }) =>
      tie === undefined ? [] : [{ personId: id, name, because: tie }],
    ),
  };
  await insertRound(tx, round);
  return { id: round.id, asked: free.map(({ id }) => id), needed: round.needed };
}
