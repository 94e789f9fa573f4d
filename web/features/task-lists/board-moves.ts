import type { TaskRow, TaskState } from '@interlock/contract/tasks.ts';

/** The columns of the board, in the order of the work. */
export const columns = ['pending', 'open', 'in_progress', 'failed', 'done'] as const satisfies readonly TaskState[];
export type Column = (typeof columns)[number];

export type BoardMove = 'start' | 'finish' | 'fail';

/** What takes a task to a column; nothing where no act of a person leads there. */
export function moveTo(row: Pick<TaskRow, 'state'>, to: Column): BoardMove | undefined {
  const { state } = row;
  if (to === 'in_progress' && (state === 'open' || state === 'failed')) return 'start';
  if (to === 'done' && (state === 'open' || state === 'in_progress')) return 'finish';
  if (to === 'failed' && (state === 'open' || state === 'in_progress')) return 'fail';
  return undefined;
}

/** Where the next key press takes it on. */
export const onward: Partial<Record<TaskState, Column>> = {
  open: 'in_progress',
  failed: 'in_progress',
  in_progress: 'done',
};

/** Whether it is done at a press, or asks for something first: what a test shows, what a review found, steps, what went wrong. */
export const asksFirst = ({ kind, steps }: Pick<TaskRow, 'kind' | 'steps'>, move: BoardMove): boolean =>
  move === 'fail' || (move === 'finish' && (kind === 'test' || kind === 'review' || steps.done < steps.all));
