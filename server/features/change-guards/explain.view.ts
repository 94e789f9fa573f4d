// Reads: change and its model version, through the doors of their features.
import type { GuardAnswer, Move } from '@interlock/contract/change-flow.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';
import type { Wait } from '@interlock/contract/wait.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { type Change, idNamed, loadChange, loadChanges, mustSee, seesAll } from '../changes/index.ts';
import { type ModelVersion, modelVersion } from '../models/index.ts';
import { answered, type Guard, looked } from './answers.view.ts';
import { asksFor, isPossible, kindOf, waitOf } from './moves.rules.ts';
import { CANCELLED, movesFrom, type Situation, situationsOf, targetOf } from './situation.view.ts';

type Explained = { change: Change; moves: Move[]; wait: Wait | null };

/** Why can this not go on now? Every move of the model from here, with every guard's answer for the one who asks. `named` is an id or a number. */
export async function explain(ctx: Ctx, guards: readonly Guard[], named: string) {
  const change = await loadChange(ctx.db, await idNamed(ctx.db, named));
  if (change && !seesAll(ctx, change)) await mustSee(ctx.db, ctx, change.id);
  const [explained] = change ? await explainEach(ctx, guards, [change]) : [];
  if (!explained) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const { moves, wait } = explained;
  return { changeId: explained.change.id, state: explained.change.state, asOf: ctx.now.toISOString(), wait, moves };
}

/**
 * What each of these changes waits for, as explaining it says: by the same answers of the same guards, in so many queries however
 * many changes there are. The caller has seen to it that they are the asker's to see.
 */
export async function waitsOf(
  ctx: Ctx,
  guards: readonly Guard[],
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, Wait | null>> {
  const explained = await explainEach(ctx, guards, await loadChanges(ctx.db, changeIds));
  return new Map(explained.map(({ change, wait }) => [change.id, wait]));
}

async function explainEach(ctx: Ctx, guards: readonly Guard[], changes: readonly Change[]): Promise<Explained[]> {
  const born: { change: Change; model: ModelVersion }[] = [];
  for (const change of changes) {
    const model = await modelVersion(ctx.db, ctx, change.modelId, change.modelVersion);
    if (model) born.push({ change, model });
  }
  const situations = await situationsOf(ctx.db, ctx, born);
  const others = await looked(ctx.db, ctx, guards, changes);
  return situations.flatMap((situation, at) => {
    const model = born[at]?.model;
    if (!model) return [];
    const { change, holding } = situation;
    const moves = movesFrom(model, change, holding).map((made) =>
      moveShown(model, made, answered(others, situation, made, undefined)),
    );
    return [{ change, moves, wait: waitOf({ ...situation, state: change.state, asks: whoAsks(situation), moves }) }];
  });
}

/** Whoever has asked in a round that is still open and has no answer yet. */
const whoAsks = ({ rounds }: Situation): string | undefined =>
  rounds
    .filter(({ status }) => status === 'open')
    .flatMap(({ questions }) => questions)
    .find(({ answer }) => answer === null)?.askedBy.name;

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
