// Reads: tasks through their door; change_run, run_decision, window_extension, extension_decision.
import { type RunClock, runClock } from '@interlock/contract/run-clock.ts';
import type { Reads } from '../../platform/database/db.ts';
import type { Change } from '../changes/index.ts';
import { type Task, tasksOf } from '../tasks/index.ts';
import { type Extension, endOf, extensionsOf } from '../window-extensions/index.ts';
import { timed } from './run.rules.ts';
import { type Decision, decidedFor, decisionsOf } from './run.store.ts';

export type RunStanding = {
  tasks: readonly Task[];
  extensions: readonly Extension[];
  decisions: readonly Decision[];
  decidedFor: Date | null;
  end: Date | null;
  clock: RunClock;
};

/** How a run stands against its window now. */
export async function standingOf(reads: Reads, change: Change, now: Date): Promise<RunStanding> {
  const tasks = change.taskCount > 0 ? await tasksOf(reads, change.id) : [];
  const extensions = await extensionsOf(reads, change.id);
  const decisions = await decisionsOf(reads, change.id);
  const end = endOf(change.plannedEnd, extensions);
  const clock = runClock({ tasks: timed(tasks, change), end: end?.toISOString() ?? null, now: now.getTime() });
  return { tasks, extensions, decisions, decidedFor: decidedFor(decisions), end, clock };
}
