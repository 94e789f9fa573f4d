// Reads: what guards of other features look at, through them.
import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { type Change, missingFields } from '../changes/index.ts';
import { conditionGuards } from './condition-guards.rules.ts';
import { inDegree } from './degrees.rules.ts';
import type { Given, MoveFacts } from './facts.rules.ts';
import { coreGuards } from './guards.rules.ts';
import { demandedWhere, enteredFrom, type Situation } from './situation.view.ts';
import { taskGuards } from './task-guards.rules.ts';

/**
 * A named predicate that can hold a move back and says why, who can clear it, and when it can be met at the earliest. It only
 * reads. Later features hand theirs in where the application is wired; undefined means that it does not apply.
 */
export type Guard = {
  name: string;
  /**
   * Looks at all of these changes at once, in so many queries however many they are. What comes back says of each of them how a
   * move to another state stands.
   */
  look(reads: Reads, ctx: Ctx, changes: readonly Change[]): Promise<Says>;
};

/** How a move of one of the changes that were looked at stands to a guard. */
export type Says = (change: Change, to: string) => GuardAnswer | undefined;

/** Every guard's answer to one move, the core's own first. */
export async function answersTo(
  reads: Reads,
  ctx: Ctx,
  guards: readonly Guard[],
  situation: Situation,
  transition: TransitionDefinition,
  given: Given | undefined,
): Promise<GuardAnswer[]> {
  const others = await looked(reads, ctx, guards, [situation.change]);
  return answered(others, situation, transition, given);
}

/** One after the other: they may share the caller's transaction. */
export async function looked(
  reads: Reads,
  ctx: Ctx,
  guards: readonly Guard[],
  changes: readonly Change[],
): Promise<readonly Says[]> {
  const answers: Says[] = [];
  for (const guard of guards) answers.push(await guard.look(reads, ctx, changes));
  return answers;
}

/** The same once others have looked. */
export function answered(
  others: readonly Says[],
  situation: Situation,
  transition: TransitionDefinition,
  given: Given | undefined,
): GuardAnswer[] {
  const to = enteredFrom(situation, transition);
  const facts: MoveFacts = {
    ...situation,
    transition,
    to,
    missing: missingFields(situation.change, to.requires),
    demandedWhere: demandedWhere(situation, transition),
    given,
  };
  const answers = [
    ...coreGuards.map((guard) => guard(facts)),
    ...taskGuards.map((guard) => guard(facts)),
    ...conditionGuards(facts),
    ...others.map((says) => says(situation.change, transition.to)),
  ];
  return answers.flatMap((answer) => (answer ? [inDegree(answer, facts)] : []));
}
