import type { ChangeItem, OtherItem } from '@interlock/contract/inbox.ts';

type Rejection = { name: string; comment: string };

const withStop = (words: string): string => (/[.!?…]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`);

/** Why a change stands there. `words` is what the row brought: somebody's own, or whom the step waits for; `no` is what brought it there. */
export function whyWaits(kind: ChangeItem['kind'], words: string | null, no?: Rejection): string {
  if (kind === 'move' && no) return `Rejected by ${no.name}: ${withStop(no.comment)} ${whyWaits(kind, words)}`;
  if (kind === 'decide') return `Your decision is asked for. ${words ?? ''}`.trim();
  if (kind === 'answer') return `An approver asks: ${words ?? ''}`;
  if (kind === 'extension') return `More time is asked for, ${words ?? ''}`;
  if (kind === 'task') return `Yours to do: ${words ?? ''}`;
  if (kind === 'window_missed') return 'Its window ended without a start. Give it a new one.';
  if (kind === 'round_stuck')
    return 'Too few people can decide on it. Ask the group again: how many are needed is counted among its present members. To keep the number, add people first.';
  if (words?.startsWith('gone:')) return `${words.slice(5)} is deactivated: name somebody else for the next step.`;
  if (words?.startsWith('lost:')) return `${words.slice(5)} has lost the role for the next step: name somebody else.`;
  if (words?.startsWith('empty:')) return `Nobody is left in ${words.slice(6)}, which would make the next step.`;
  if (words === 'barred:') return 'The next step waits for whoever carries it out, and is somebody else’s to make.';
  if (words === 'role:coordinates') return 'The next step is a coordinator’s or a change manager’s.';
  if (words?.startsWith('role:coordinator')) return 'The next step is a coordinator’s.';
  if (words?.startsWith('role:')) return 'The next step is a change manager’s.';
  return 'The next step is yours.';
}

/**
 * What is to be decided or mended. For a group `added` are the names of those who would come in, `words`
 * its new manager; for an account they are the names of those that it would be parted from.
 */
export function whyDecide(
  kind: Exclude<OtherItem['kind'], 'improvement'>,
  words: string,
  added: readonly string[],
): string {
  if (kind === 'members_proposed') {
    const comes = added.length > 0 ? [`would let in ${added.join(', ')}`] : [];
    const manages = words ? [`would have ${words} as its manager`] : [];
    return `It approves changes, and ${[...comes, ...manages].join(' and ')}. Your yes is asked for.`;
  }
  if (kind === 'unlinking_proposed') {
    return `It would be unlinked from ${added.join(', ')}, and each could vote then. Your yes is asked for. ${words}`;
  }
  if (kind === 'model_returned' || kind === 'template_returned') return `Sent back to you: ${words}`.trim();
  return `Publish it or send it back. ${words}`.trim();
}

/** `change` is the number of what it was learnt from. */
export const whyDue = (dueOn: string, change: string): string => `Due on ${dueOn}. Learnt from ${change}.`;
