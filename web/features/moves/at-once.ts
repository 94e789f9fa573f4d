import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';

type Change = Pick<ChangeDetail, 'state' | 'steps'>;

const aboutWork: readonly string[] = ['tasks_done', 'test_evidence'];

/** Whether what was built and tested stands in view of whoever takes the change on from there. */
export const showsWork = ({ state }: Change, { guards }: Move): boolean =>
  state.kind === 'build' && guards.some(({ guard }) => aboutWork.includes(guard));

/** Work that has begun or ended, and a change that is over, can't be taken back. */
const forGood: readonly string[] = ['implement', 'review', 'closed', 'cancelled'];

/** Whether a move is made by its button alone: it asks nothing, shows nothing first, and what it does can be gone back from. */
export function isMadeAtOnce(change: Change, move: Move): boolean {
  const kind = change.steps.find(({ key }) => key === move.to)?.kind;
  if (move.kind !== 'move' || !move.possible || move.asks.length > 0 || kind === undefined) return false;
  return !forGood.includes(kind) && !showsWork(change, move);
}
