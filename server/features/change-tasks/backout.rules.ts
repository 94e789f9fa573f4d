import type { StateKind } from '@interlock/contract/models.ts';
import { type No, no } from '../../platform/refusal.ts';
import { isSamePerson, type Linked, withWhich } from '../../platform/same-person.ts';

type Asked = {
  stateKind: StateKind;
  /** The work has begun, or the change is over. */
  fixed: boolean;
  assigneeId: string | null;
  linked: Linked;
  held: string | null;
  hand: { id: string; coordinates: boolean; mayWork: boolean; mayPlan: boolean };
  isManager: boolean;
  called: boolean;
};

const tooLate = (fixed: boolean): No | undefined =>
  fixed ? no('change_fixed', 'The work has begun: whether the way back was tried is past.') : undefined;

/** The way back is tried before the work, by those who plan the change or carry it out. */
export const whyNotRehearse = ({ fixed, hand, assigneeId }: Asked): No | undefined =>
  tooLate(fixed) ??
  (hand.mayWork && (hand.mayPlan || hand.coordinates || hand.id === assigneeId)
    ? undefined
    : no('forbidden', 'A rehearsal is recorded by those who plan the change or carry it out.'));

/** To do without takes a change manager who does not carry the change out. */
export function whyNotWaive({ fixed, isManager, hand, assigneeId, linked }: Asked): No | undefined {
  const late = tooLate(fixed);
  if (late) return late;
  if (!isManager || !hand.mayWork) return no('forbidden', 'A change manager does without a rehearsal.');
  if (!isSamePerson(linked, hand.id, assigneeId)) return undefined;
  const how = withWhich(hand.id, assigneeId);
  return no('own_change', `You carry this change out${how}: another change manager does without a rehearsal.`);
}

/** Whoever carries it out, or keeps it going, calls the way back while the work is going on. */
export function whyNotBackOut({ stateKind, hand, assigneeId, called, held }: Asked): No | undefined {
  if (stateKind !== 'implement') {
    return no('task_waits', 'There is nothing to go back from: no work is going on.', {
      next: afterOrBefore(stateKind),
    });
  }
  if (!hand.mayWork || !(hand.coordinates || hand.id === assigneeId)) {
    return no('forbidden', 'Its assignee, a coordinator or a change manager backs it out.');
  }
  if (held !== null) return no('task_held', `It is on hold: ${held}`);
  return called ? no('task_over', 'It is being backed out already.') : undefined;
}

function afterOrBefore(stateKind: StateKind): string {
  if (stateKind === 'closed' || stateKind === 'cancelled') return 'It is over: what has to be undone is a new change.';
  if (stateKind === 'review') return 'The work has ended: say in the review how, and undo it with a new change.';
  return 'Back it out once its work has begun; before that, whoever calls it off cancels it.';
}

export type { Asked as BackoutAsked };
