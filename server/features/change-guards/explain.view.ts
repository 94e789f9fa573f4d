// Reads: change and its model version, through the doors of their features.
import type { GuardAnswer, Move } from '@interlock/contract/change-flow.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { loadChange, mustSee, seesAll } from '../changes/index.ts';
import { type ModelVersion, modelVersion } from '../models/index.ts';
import { asksFor, isPossible, kindOf } from './moves.rules.ts';
import { answersTo, CANCELLED, type Guard, movesFrom, situationOf, targetOf } from './situation.view.ts';

/** Why can this not go on now? Every move of the model from here, with every guard's answer for the one who asks. */
export async function explain(ctx: Ctx, guards: readonly Guard[], changeId: string) {
  const change = await loadChange(ctx.db, changeId);
  if (change && !seesAll(ctx, change)) await mustSee(ctx.db, ctx, changeId);
  const model = change && (await modelVersion(ctx.db, ctx, change.modelId, change.modelVersion));
  if (!change || !model) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const situation = await situationOf(ctx.db, ctx, change, model);
  const moves: Move[] = [];
  for (const transition of movesFrom(model, change, situation.holding)) {
    const answers = await answersTo(ctx.db, ctx, guards, situation, transition, undefined);
    moves.push(moveShown(model, transition, answers));
  }
  return { changeId, state: change.state, asOf: ctx.now.toISOString(), moves };
}

function moveShown(model: ModelVersion, transition: TransitionDefinition, guards: GuardAnswer[]): Move {
  const cancels = transition.to === CANCELLED.key;
  const kind = cancels ? 'cancel' : kindOf(transition, guards);
  return {
    to: transition.to,
    toName: targetOf(model, transition.to)?.name ?? transition.to,
    label: transition.label,
    kind,
    possible: isPossible(guards),
    asks: cancels ? ['cancel'] : asksFor(guards),
    guards,
  };
}
