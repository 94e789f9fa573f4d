import type { GuardAnswer } from './change-flow.ts';

/** Whether a guard holds the move back: it is not met, more than said, and nobody has taken it on themselves. */
export const holdsBack = ({ met, enforcement, overridden }: GuardAnswer): boolean =>
  !met && enforcement !== 'inform' && overridden === null;
