import type { GuardAnswer, Move, MoveAsk } from '@interlock/contract/change-flow.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';

/** Possible once everything is met that the move itself does not bring. */
export const isPossible = (guards: readonly GuardAnswer[]): boolean =>
  guards.every(({ met, withMove }) => met || withMove);

const asksOf: Record<string, MoveAsk> = {
  required_fields: 'window',
  window_open: 'reason',
  planned_end: 'plannedEnd',
  closure: 'closure',
  report: 'closure',
};

/** What the person is asked for when they press the button. */
export const asksFor = (guards: readonly GuardAnswer[]): MoveAsk[] =>
  guards.flatMap(({ guard, met, withMove }) => (!met && withMove && asksOf[guard] ? [asksOf[guard]] : []));

/** A move that only a round makes is a person's like any other once the round has left it to them. */
export function kindOf({ movers }: TransitionDefinition, guards: readonly GuardAnswer[]): Move['kind'] {
  const isLeft = guards.some(({ guard, met }) => guard === 'mover' && met);
  return !isLeft && movers.every((mover) => 'is' in mover && mover.is === 'round') ? 'by_round' : 'move';
}
