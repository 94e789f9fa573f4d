import type { GuardAnswer } from '@interlock/contract/change-flow.ts';

/** Whether a guard holds the move back: it is not met, more than said, and nobody has taken it on themselves. */
export const holds = ({ met, enforcement, overridden }: GuardAnswer): boolean =>
  !met && enforcement !== 'inform' && overridden === null;

/** The guards that take a reason with the move, by what the server says they are about. */
export const takesReason = (guards: readonly GuardAnswer[]): GuardAnswer[] =>
  guards.filter((guard) => holds(guard) && guard.fields.includes(`justifications.${guard.guard}`));
