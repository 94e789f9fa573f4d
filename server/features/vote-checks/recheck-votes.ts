import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { isStanding, letVotesFall, type Round, roundsOf } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { comeBack } from '../change-decisions/index.ts';
import { type Change, isFixed, lockChange, tieByLink } from '../changes/index.ts';
import { LINKED } from '../person-links/index.ts';
import { changesRestingOn } from './resting-on.view.ts';

export const linked = LINKED;
export const RECHECK = 'changes.recheck_votes';

type Linked = { personIds: string[] };

/** Accounts were linked: every change whose approval rests on votes of theirs is looked at, each by itself. */
export async function findRecheckedVotes(ctx: Ctx, { personIds }: Linked): Promise<void> {
  await ctx.transaction(async (tx) => {
    for (const changeId of await changesRestingOn(tx, personIds)) {
      await ctx.enqueue(tx, RECHECK, `${ctx.requestId}:${changeId}`, { changeId });
    }
  });
}

/**
 * Until the work starts, a vote falls that counts no more since accounts were linked: a second one of the same person, or one of
 * whoever is tied with another account. A round that has too few without it asks again, and the change comes back to it.
 */
export async function recheckVotes(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const change = await lockChange(tx, changeId);
    if (!change || isFixed(change)) return;
    const standing = (await roundsOf(tx, changeId)).filter(isStanding);
    const asking: Round[] = [];
    for (const round of standing) if (await recheck(tx, ctx, change, round)) asking.push(round);
    if (asking.length > 0) await comeBack(tx, ctx, change, asking);
  });
}

/** Whether a round that had passed, and that the change waits for, asks again. */
async function recheck(tx: Tx, ctx: Ctx, change: Change, round: Round): Promise<boolean> {
  if (round.advisory && round.state !== change.state) return false;
  const { fallen, reopened } = await letVotesFall(tx, ctx, round, (id) => tieByLink(change, id, round.leaves));
  for (const { vote, because } of fallen) {
    await record(tx, ctx, {
      verb: 'change.vote_fell',
      object: change.id,
      rev: change.revision,
      parts: { round: round.id, name: round.name, seat: vote.personId, by: vote.castBy.name, because },
    });
  }
  return reopened && !round.advisory;
}
