import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { type Fallen, fallenVotes, withoutFallen } from './falling.rules.ts';
import { mayWithdraw, type Round } from './round.rules.ts';
import { lockRound, reopenRound, withdrawVote } from './round.store.ts';
import { roundsOf } from './round.view.ts';

type Withdrawing = { subject: string; roundId: string; words: string };

/** An approver takes back their yes. The round asks again, with the other votes; all of it stays on record. */
export async function takeBackVote(tx: Tx, ctx: Ctx, { subject, roundId, words }: Withdrawing): Promise<Round> {
  if (!(await lockRound(tx, roundId, subject))) refuse('not_found', 'There is no such round here.');
  const round = (await roundsOf(tx, subject)).find(({ id }) => id === roundId);
  if (!round) return refuse('not_found', 'There is no such round here.');
  const vote = must(mayWithdraw(round, ctx.actor.id));
  await withdrawVote(tx, vote.id, words, ctx.now);
  if (round.status === 'approved') await reopenRound(tx, round.id, ctx.now);
  return round;
}

/**
 * Takes out of a standing round the votes that count no more since accounts were linked; they stay on record with the reason. One
 * that had passed, and has too few without them, asks again.
 */
export async function letVotesFall(
  tx: Tx,
  ctx: Ctx,
  round: Round,
  tieOf: (personId: string) => string | undefined,
): Promise<{ fallen: Fallen[]; reopened: boolean }> {
  const fallen = fallenVotes(round, tieOf);
  for (const { vote, because } of fallen) await withdrawVote(tx, vote.id, because, ctx.now);
  const reopened = round.status === 'approved' && withoutFallen(round, tieOf).status !== 'approved';
  if (reopened) await reopenRound(tx, round.id, ctx.now);
  return { fallen, reopened };
}
