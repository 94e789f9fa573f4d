import type { GuardAnswer, Move } from '@interlock/contract/change-flow.ts';
import { holdsBack } from '@interlock/contract/holds-back.ts';

/** When its window opens, of a move that can be made before that, with a reason. */
export const opensLater = ({ guards }: Move): string | undefined =>
  guards.find((answer) => answer.guard === 'window_open' && answer.withMove && holdsBack(answer))?.earliest ??
  undefined;

/** The guards that take a reason with the move, by what the server says they are about. */
export const takesReason = (guards: readonly GuardAnswer[]): GuardAnswer[] =>
  guards.filter((guard) => holdsBack(guard) && guard.fields.includes(`justifications.${guard.guard}`));
