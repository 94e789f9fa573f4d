import type { Decision } from '@interlock/contract/approvals.ts';
import { orderIn } from '@interlock/contract/model-order.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must } from '../../platform/refusal.ts';
import { castVote, type Round, voidRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import {
  askApprovers,
  enterState,
  followNo,
  followYes,
  modelOf,
  standsHere,
  waitingAnew,
} from '../change-flow/index.ts';
import type { Guard } from '../change-guards/index.ts';
import { type Change, contentOf, notHeld, saveChange, tieOf } from '../changes/index.ts';
import { peopleByIds } from '../identity/index.ts';
import { stateOf, statesOnWay } from '../models/index.ts';

type Voting = { decision: Decision; roundId: string; comment: string; forPersonId?: string | undefined };

/** Casts a vote on a locked change, writes it down, and does what follows from it. */
export async function voteAndFollow(
  tx: Tx,
  ctx: Ctx,
  guards: readonly Guard[],
  change: Change,
  { decision, roundId, comment, forPersonId }: Voting,
): Promise<void> {
  must(notHeld(change));
  const { round, outcome } = await castVote(tx, ctx, {
    ...{ subject: change.id, roundId, decision, comment, forPersonId },
    content: contentOf(change),
    window: change.window,
    tieOf: (personId, leaves) => tieOf(change, personId, leaves),
  });
  const stoodInFor = forPersonId && forPersonId !== ctx.actor.id ? await peopleByIds(tx, [forPersonId]) : undefined;
  await record(tx, ctx, {
    verb: decision === 'approve' ? 'change.vote_approved' : 'change.vote_rejected',
    object: change.id,
    rev: change.revision,
    parts: {
      ...{ round: roundId, name: round.name, comment },
      ...(stoodInFor && { seat: forPersonId, for: stoodInFor.get(forPersonId ?? '')?.name }),
    },
  });
  if (round.advisory) return;
  if (outcome === 'approved') await followPassed(tx, ctx, guards, change, round);
  if (outcome === 'rejected') {
    const model = await modelOf(tx, ctx, change);
    await followNo(tx, ctx, { change, model, round, verb: 'change.rejected', words: comment });
  }
}

/** A round has passed: the next ones ask, or the state has all that it asks for. One of a later state lets nothing go on here. */
async function followPassed(tx: Tx, ctx: Ctx, guards: readonly Guard[], change: Change, round: Round): Promise<void> {
  if (round.state !== change.state) return;
  const model = await modelOf(tx, ctx, change);
  const state = stateOf(model.definition, change.state);
  if (state) await askApprovers(tx, ctx, { change, definition: model.definition, state });
  if (await standsHere(tx, change, model)) await followYes(tx, ctx, guards, change, model);
}

/**
 * Rounds ask again that had passed: back to the state of the first, unless an edit has sent the change further back already. Those
 * of states that it has gone round since ask nobody any more.
 */
export async function comeBack(tx: Tx, ctx: Ctx, change: Change, rounds: readonly Round[]): Promise<void> {
  const model = await modelOf(tx, ctx, change);
  const way = statesOnWay(model.definition, change);
  const order = orderIn(model.definition);
  const isLeft = ({ state }: Round) => order(change.state) > order(state) && !way.has(state);
  const left = rounds.filter(isLeft).map((round) => ({ round }));
  await voidRounds(tx, ctx, left, 'The change has gone another way');
  const [first] = rounds.filter((round) => !isLeft(round));
  const to = first && stateOf(model.definition, first.state);
  if (to && order(change.state) > order(to.key)) {
    return void (await enterState(tx, ctx, { before: change, change, model, to, keepsRounds: true }));
  }
  await saveChange(tx, change, await waitingAnew(tx, ctx, change, model), ctx.now);
}
