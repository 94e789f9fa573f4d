import { closureCodes, outcomes } from '@interlock/contract/changes.ts';
import { stateKinds } from '@interlock/contract/models.ts';
import type { Ends } from '@interlock/contract/overview.ts';

export const openKinds = stateKinds.filter((kind) => kind !== 'closed' && kind !== 'cancelled');
export const open = { state: openKinds.join(',') };
/** All that was not cancelled. */
export const standing = { state: [...openKinds, 'closed'].join(',') };
export const known = closureCodes.join(',');

type Span = { from: string; to: string };
export const closedIn = ({ from, to }: Span) => ({ closedFrom: from, closedTo: to });

/** How many ended in a way that was recorded: what a rate is made of. */
export const recorded = (ends: Ends): number => closureCodes.reduce((sum, code) => sum + ends[code], 0);
export const all = (ends: Ends): number => outcomes.reduce((sum, outcome) => sum + ends[outcome], 0);

/** Of a hundred; undefined where there is nothing to divide. */
export function rateOf(ends: Ends): number | undefined {
  const count = recorded(ends);
  return count === 0 ? undefined : (ends.successful / count) * 100;
}
