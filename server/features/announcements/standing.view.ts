// Reads: tasks of a change through their door.
import type { Reads } from '../../platform/database/db.ts';
import type { Change } from '../changes/index.ts';
import { isBackingOut, tasksOf } from '../tasks/index.ts';
import type { ChangeStanding } from './announcement.rules.ts';

/** How a change stands, with whether its way back has begun. */
export async function standingOf(reads: Reads, change: Change): Promise<ChangeStanding> {
  const tasks = change.actualStart !== null && change.taskCount > 0 ? await tasksOf(reads, change.id) : [];
  return { ...change, backingOut: isBackingOut(tasks) };
}
