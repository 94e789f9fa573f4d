import type { GuardAnswer, Move, MoveAsk } from '@interlock/contract/changes.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';

/** Possible once everything is met that the move itself does not bring. */
export const isPossible = (guards: readonly GuardAnswer[]): boolean =>
  guards.every(({ met, withMove }) => met || withMove);

const asksOf: Record<string, MoveAsk> = {
  required_fields: 'window',
  window_open: 'reason',
  planned_end: 'plannedEnd',
  closure: 'closure',
};

/** What the person is asked for when they press the button. */
export const asksFor = (guards: readonly GuardAnswer[]): MoveAsk[] =>
  guards.flatMap(({ guard, met, withMove }) => (!met && withMove && asksOf[guard] ? [asksOf[guard]] : []));

export const kindOf = (transition: TransitionDefinition): Move['kind'] =>
  transition.movers.every((mover) => 'is' in mover && mover.is === 'round') ? 'by_round' : 'move';
