import type { TaskKind } from '@interlock/contract/models.ts';
import { stageOf, type Task } from '@interlock/contract/tasks.ts';

const LAST = 99;

/**
 * Where a new task joins its stage: the last level that is not over, or after all. What is checked has been done before, so a
 * verification comes after the last implementation.
 */
export function levelOfNew(kind: TaskKind, tasks: readonly Pick<Task, 'kind' | 'level' | 'state'>[]): number {
  const stage = tasks.filter((task) => stageOf[task.kind] === stageOf[kind]);
  const last = Math.max(1, ...stage.map(({ level }) => level));
  const peers = stage.filter(({ level }) => level === last);
  const comesAfter = kind === 'verification' && peers.some((peer) => peer.kind === 'implementation');
  const isLive = peers.length === 0 || peers.some(({ state }) => state === 'pending' || state === 'open');
  return isLive && !comesAfter ? last : Math.min(last + 1, LAST);
}
