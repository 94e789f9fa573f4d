import type { Run, RunTask } from '@interlock/contract/change-runs.ts';
import type { Step } from '@interlock/contract/tasks.ts';
import { stageOf } from '@interlock/contract/tasks.ts';

const hasItsTurn = ({ state }: RunTask): boolean => state === 'open' || state === 'in_progress' || state === 'failed';

/** The part of the run that goes on: the work, or the way back once that was called. */
export const partOf = ({ tasks }: Pick<Run, 'tasks'>, backingOut: boolean): RunTask[] =>
  tasks.filter(({ kind }) => stageOf[kind] === (backingOut ? 'backout' : 'work'));

/** The tasks whose turn it is, those first that whoever looks can do something about. */
export function turnsOf(run: Pick<Run, 'tasks'>, backingOut: boolean): RunTask[] {
  const turns = partOf(run, backingOut).filter(hasItsTurn);
  const mine = (task: RunTask) =>
    task.may.includes('tick') || task.may.includes('start') || task.may.includes('finish');
  return [...turns.filter(mine), ...turns.filter((task) => !mine(task))];
}

/** The line that comes next in a task, and which of how many it is. */
export function lineOf({ steps }: Pick<RunTask, 'steps'>): { step: Step; place: number; of: number } | undefined {
  const at = steps.findIndex(({ state }) => state === 'open');
  const step = steps[at];
  return step && { step, place: at + 1, of: steps.length };
}

/** How much of the part is over, in lines; a task without lines counts as one. */
export function progressOf(tasks: readonly RunTask[]): { done: number; all: number } {
  const counted = tasks
    .filter(({ state }) => state !== 'cancelled')
    .map(({ state, steps }) => {
      const over = state === 'done' || state === 'skipped';
      if (steps.length === 0) return { done: over ? 1 : 0, all: 1 };
      return { done: over ? steps.length : steps.filter((step) => step.state !== 'open').length, all: steps.length };
    });
  const sum = (of: 'done' | 'all') => counted.reduce((total, one) => total + one[of], 0);
  return { done: sum('done'), all: sum('all') };
}
