import type { RoundDefinition } from './models.ts';

/** How the conditions of a model stand for one change; one that cannot be worked out says why. */
export type Holding = ReadonlyMap<string, { holds: boolean; problem?: string }>;

/**
 * Whether a round, a guard or a demand under this condition asks of the change; without a condition it always does. What cannot be
 * worked out, or has not been, counts against the change.
 */
export function asksUnder(when: string | undefined, holding: Holding): boolean {
  const answer = when === undefined ? undefined : holding.get(when);
  return answer === undefined || answer.holds || answer.problem !== undefined;
}

/** Whether a move under this condition is offered: one that cannot be worked out offers nothing. */
export const isOfferedUnder = (when: string | undefined, holding: Holding): boolean =>
  when === undefined || holding.get(when)?.holds === true;

type Asking = { states: readonly { approvals: readonly Pick<RoundDefinition, 'when'>[] }[] };

/** The conditions of the rounds that its states ask, each once. */
export const roundConditionsOf = ({ states }: Asking): string[] => [
  ...new Set(states.flatMap(({ approvals }) => approvals.flatMap(({ when }) => when ?? []))),
];
