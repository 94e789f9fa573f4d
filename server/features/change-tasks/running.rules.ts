import type { StateKind } from '@interlock/contract/models.ts';
import { type No, no } from '../../platform/refusal.ts';

type RunAsked = {
  stateKind: StateKind;
  assigneeId: string | null;
  hand: { id: string; coordinates: boolean; mayWork: boolean };
};

/** Whoever carries it out, or keeps it going, says how the work goes on. */
const whyNotTheirs = ({ hand, assigneeId }: RunAsked): No | undefined =>
  hand.mayWork && (hand.coordinates || hand.id === assigneeId)
    ? undefined
    : no('forbidden', 'Its assignee, a coordinator or a change manager does this.');

/** The same while the work goes on. */
export const whyNotRunning = (asked: RunAsked): No | undefined =>
  asked.stateKind === 'implement' ? whyNotTheirs(asked) : no('not_running', 'No work is going on.');

/** Times are corrected once the work has begun and until the change is closed. */
export const whyNotCorrect = (asked: RunAsked): No | undefined =>
  asked.stateKind === 'implement' || asked.stateKind === 'review'
    ? whyNotTheirs(asked)
    : no('not_running', 'Times are corrected from the start of the work until the change is closed.');
