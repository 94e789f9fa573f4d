import type { GuardAnswer, Move, MoveAsk } from '@interlock/contract/change-flow.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';
import { holds, justificationOf } from './degrees.rules.ts';

/** Possible once nothing holds it back that the move itself does not bring. */
export const isPossible = (guards: readonly GuardAnswer[]): boolean =>
  guards.every((answer) => !holds(answer) || answer.withMove);

const asksOf: Record<string, MoveAsk> = {
  required_fields: 'window',
  window_open: 'reason',
  planned_end: 'plannedEnd',
  closure: 'closure',
  report: 'closure',
};

/** What the person is asked for when they press the button. */
export function asksFor(guards: readonly GuardAnswer[]): MoveAsk[] {
  const asked = guards.flatMap((answer): MoveAsk[] => {
    if (!holds(answer) || !answer.withMove) return [];
    const ask = answer.fields.includes(justificationOf(answer.guard)) ? 'justify' : asksOf[answer.guard];
    return ask ? [ask] : [];
  });
  return [...new Set(asked)];
}

/** A move that only a round makes is a person's like any other once the round has left it to them. */
export function kindOf({ movers }: TransitionDefinition, guards: readonly GuardAnswer[]): Move['kind'] {
  const isLeft = guards.some(({ guard, met }) => guard === 'mover' && met);
  return !isLeft && movers.every((mover) => 'is' in mover && mover.is === 'round') ? 'by_round' : 'move';
}
