import type { ImprovementState } from '@interlock/contract/improvements.ts';
import { says } from '@interlock/contract/says.ts';
import { type No, no } from '../../platform/refusal.ts';

export type Fact = { state: ImprovementState; ownerId: string; raisedBy: string; outcome: string };
type Person = { id: string; coordinates: boolean; mayWrite: boolean };

export const isLive = ({ state }: Pick<Fact, 'state'>): boolean => state === 'open' || state === 'in_progress';

/** Days are compared as they are written: 2026-03-02. */
export const isOverdue = ({ state, dueOn }: Pick<Fact, 'state'> & { dueOn: string }, today: string): boolean =>
  isLive({ state }) && dueOn < today;

/** Whoever owns or raised it writes on it, and those who keep every change going. */
export const whyNotEdit = ({ ownerId, raisedBy }: Fact, { id, coordinates, mayWrite }: Person): No | undefined =>
  mayWrite && (coordinates || id === ownerId || id === raisedBy)
    ? undefined
    : no('forbidden', 'Its owner, whoever raised it, a coordinator or a change manager writes on it.');

/** What is over is over for a reason, and is written on only by taking it up again. */
export function whyNotBecome(before: Fact, after: Pick<Fact, 'state' | 'outcome'>): No | undefined {
  if (!isLive(before) && after.state === before.state) {
    return no('improvement_over', 'It is over.', { next: 'Take it up again first.' });
  }
  if (isLive(after) || says(after.outcome)) return undefined;
  const message = after.state === 'done' ? 'say what came of it' : 'say why it is dropped';
  return no('invalid', 'An improvement ends with words.', { errors: [{ path: 'outcome', message }] });
}
