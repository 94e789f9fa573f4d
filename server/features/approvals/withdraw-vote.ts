import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
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
