import type { TaskKind } from '@interlock/contract/models.ts';
import { stageOf } from '@interlock/contract/tasks.ts';

type Planned = { kind: TaskKind; plannedEnd: Date | null };
type Window = { plannedStart: Date | null; plannedEnd: Date | null };

/** Without a time of its own, what is built is due before the window opens, and the work before it closes. */
export function dueOf({ kind, plannedEnd }: Planned, window: Window): Date | null {
  if (plannedEnd) return plannedEnd;
  const stage = stageOf[kind];
  if (stage === 'build') return window.plannedStart;
  return stage === 'work' || stage === 'backout' ? window.plannedEnd : null;
}
