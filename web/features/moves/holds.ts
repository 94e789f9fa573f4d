import type { GuardAnswer, Move } from '@interlock/contract/change-flow.ts';

/** Whether a guard holds the move back: it is not met, more than said, and nobody has taken it on themselves. */
export const holds = ({ met, enforcement, overridden }: GuardAnswer): boolean =>
  !met && enforcement !== 'inform' && overridden === null;

/** When its window opens, of a move that can be made before that, with a reason. */
export const opensLater = ({ guards }: Move): string | undefined =>
  guards.find((answer) => answer.guard === 'window_open' && answer.withMove && holds(answer))?.earliest ?? undefined;

/** The guards that take a reason with the move, by what the server says they are about. */
export const takesReason = (guards: readonly GuardAnswer[]): GuardAnswer[] =>
  guards.filter((guard) => holds(guard) && guard.fields.includes(`justifications.${guard.guard}`));
