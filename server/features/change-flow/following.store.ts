import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../audit/index.ts';
import { answersTo, type Guard, holds, movesFrom, situationOf, targetOf } from '../change-guards/index.ts';
import { type Change, saveChange } from '../changes/index.ts';
import type { ModelVersion } from '../models/index.ts';
import { afterRejection, madeByRound } from './flow.rules.ts';
import { enterState, waitingAnew } from './flow.store.ts';
import { recordOverrides } from './take-on.store.ts';
import { tellOfEdit } from './told.store.ts';

/**
 * The round's yes makes the move that the model gives it. Where it has none, or another guard holds the move back, the change
 * waits for whoever goes on.
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
  const isFree = answers.every((answer) => !holds(answer) || answer.guard === 'mover');
  const ready = transition && isFree ? targetOf(model, transition.to) : undefined;
  await record(tx, ctx, {
    verb: 'change.approved',
    object: change.id,
    rev: change.revision,
    parts: { from: change.state, to: ready?.key ?? change.state },
  });
  if (transition && ready) {
    await recordOverrides(tx, ctx, change, transition, answers);
    await enterState(tx, ctx, { before: change, change, model, to: ready });
  } else {
    const after = await saveChange(tx, change, await waitingAnew(tx, ctx, change, model, true), ctx.now);
    await tellOfEdit(tx, ctx, { before: change, after, definition: model.definition });
  }
}

/** A round’s no takes the change to where its model says. */
export async function followNo(tx: Tx, ctx: Ctx, change: Change, model: ModelVersion): Promise<void> {
  const to = afterRejection(model.definition, change.state);
  if (!to) throw new Error(`${change.id}: its model says not where a rejection leads`);
  await record(tx, ctx, {
    verb: 'change.rejected',
    object: change.id,
    rev: change.revision,
    parts: { from: change.state, to: to.key },
  });
  await enterState(tx, ctx, { before: change, change, model, to });
}
