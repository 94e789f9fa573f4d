import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { holdsBack } from '@interlock/contract/holds-back.ts';
import { orderIn } from '@interlock/contract/model-order.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { isStanding, type Round, roundsOf, voidRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import {
  answersTo,
  type Guard,
  insertOverrides,
  movesFrom,
  type Override,
  situationOf,
  spendGrants,
  targetOf,
} from '../change-guards/index.ts';
import { type Change, contentHashOf, saveChange } from '../changes/index.ts';
import type { ModelVersion } from '../models/index.ts';
import { afterRejection, madeByRound } from './flow.rules.ts';
import { enterState, standsHere, waitingAnew } from './flow.step.ts';
import { tellOfApproval } from './told.step.ts';

/**
 * All that a state asks for is given: the round's yes makes the move that the model gives it. Where it has none, or another
 * guard holds the move back, the change waits for whoever goes on.
 */
export async function followYes(
  tx: Tx,
  ctx: Ctx,
  guards: readonly Guard[],
  change: Change,
  model: ModelVersion,
): Promise<void> {
  const situation = await situationOf(tx, ctx, change, model);
  const transition = madeByRound(movesFrom(model, change, situation.holding));
  const answers = transition ? await answersTo(tx, ctx, guards, situation, transition, undefined) : [];
  // Nobody is asked for a reason here: what takes one waits for somebody who gives it.
  const isFree = answers.every((answer) => !holdsBack(answer) || answer.guard === 'mover');
  const ready = transition && isFree ? targetOf(model, transition.to) : undefined;
  await record(tx, ctx, {
    verb: 'change.approved',
    object: change.id,
    rev: change.revision,
    parts: {
      from: change.state,
      to: ready?.key ?? change.state,
      ...(transition && ready && { label: transition.label }),
    },
  });
  if (!transition || !ready) {
    const after = await saveChange(tx, change, await waitingAnew(tx, ctx, change, model), ctx.now);
    return tellOfApproval(tx, ctx, { before: change, after, definition: model.definition });
  }
  await recordOverrides(tx, ctx, change, transition, answers);
  const moved = await enterState(tx, ctx, { before: change, change, model, to: ready });
  const order = orderIn(model.definition);
  if (order(moved.state) > order(change.state)) {
    await leaveIfApproved(tx, ctx, guards, moved, model);
  }
}

/** A state that has been entered and needs nobody's yes any more is left at once, where that is the round's move. */
export async function leaveIfApproved(
  tx: Tx,
  ctx: Ctx,
  guards: readonly Guard[],
  change: Change,
  model: ModelVersion,
): Promise<void> {
  if (await standsHere(tx, change, model)) await followYes(tx, ctx, guards, change, model);
}

type Refused = {
  change: Change;
  model: ModelVersion;
  round: Round;
  verb: 'change.rejected' | 'change.round_expired';
  /** Why, in the words of whoever said no. */
  words?: string;
};

/**
 * A round's no ends the others of its state and takes the change to where the model says: back, or for work that was done
 * already on to its review. A round of a later state, still asking when an edit has sent the change back, moves nothing.
 */
export async function followNo(tx: Tx, ctx: Ctx, { change, model, round, verb, words }: Refused): Promise<Change> {
  const { definition } = model;
  const target = afterRejection(definition, round.state);
  if (!target) throw new Error(`${change.id}: its model says not where a rejection leads`);
  const order = orderIn(definition);
  const leadsBack = order(target.key) < order(change.state);
  // Work that was done already is censured, and its review follows. A round that merely expired has censured nothing.
  const censures = definition.retrospective && verb === 'change.rejected' && round.state === change.state;
  const to = leadsBack || (censures && target.kind === 'review') ? target : undefined;
  const others = (await roundsOf(tx, change.id)).filter((one) => isStanding(one) && one.state === round.state);
  await voidRounds(
    tx,
    ctx,
    others.map((other) => ({ round: other })),
    verb === 'change.rejected' ? `${round.name} said no` : `${round.name} expired`,
  );
  await record(tx, ctx, {
    verb,
    object: change.id,
    rev: change.revision,
    parts: { round: round.id, name: round.name, from: change.state, to: to?.key ?? change.state },
  });
  if (to) return enterState(tx, ctx, { before: change, change, model, to, no: words });
  return saveChange(tx, change, await waitingAnew(tx, ctx, change, model), ctx.now);
}

/** A move went on past guards that were not met: who took that on themselves, and why, is kept and told. */
export async function recordOverrides(
  tx: Tx,
  ctx: Ctx,
  change: Change,
  { from, to }: TransitionDefinition,
  answers: readonly GuardAnswer[],
): Promise<void> {
  const passed = answers.filter(({ guard, met }) => !met && guard !== 'mover');
  if (passed.length === 0) return;
  const overrides = passed.map(({ guard, enforcement: degree, why, overridden }): Override => {
    if (degree === 'block') throw new Error(`${change.id}: ${guard} is not met, and blocks the move that was made`);
    return {
      changeId: change.id,
      guard,
      modelId: change.modelId,
      from,
      to,
      degree,
      why,
      words: overridden?.words ?? '',
      by: overridden?.by.id ?? ctx.actor.id,
      movedBy: ctx.actor.id,
      contentHash: contentHashOf(change),
    };
  });
  await insertOverrides(tx, overrides, ctx.now);
  if (passed.some(({ enforcement }) => enforcement === 'extra_approver')) await spendGrants(tx, change.id, to, ctx.now);
  for (const { guard, degree, why, words, by } of overrides) {
    await record(tx, ctx, {
      verb: 'change.guard_overridden',
      object: change.id,
      rev: change.revision,
      parts: { guard, degree, why, ...(words && { words }), by },
    });
  }
}
