import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { clearerOf, type MoveFacts, met, role, unmet } from './facts.rules.ts';

/** The guards that the organisation wrote for this move itself, in its own words; each by its place among them. */
export function conditionGuards(facts: MoveFacts): GuardAnswer[] {
  return facts.transition.conditions.map(({ when, why, clearedBy, enforcement }, at) => {
    const guard = `condition_${at + 1}`;
    const answer = facts.holding.get(when);
    if (answer?.holds) return met(guard, why);
    const problem = answer?.problem === undefined ? '' : ` It cannot be worked out: ${answer.problem}.`;
    const clearers = clearedBy.flatMap((mover) => clearerOf(mover, facts));
    return unmet(guard, `${why}${problem}`, {
      enforcement,
      clearedBy: clearers.length > 0 ? clearers : [role('coordinator')],
    });
  });
}
