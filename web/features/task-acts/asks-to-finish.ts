import type { Task } from '@interlock/contract/tasks.ts';

/** Whether finishing asks for anything: what a test has shown, what a review has found, steps that are still open. */
export const asksToFinish = ({ kind, steps }: Pick<Task, 'kind' | 'steps'>): boolean =>
  kind === 'test' || kind === 'review' || steps.some(({ state }) => state === 'open');

/** Whether ending it is the next step, and not beginning it. */
export const mayEnd = ({ may, state }: Pick<Task, 'may' | 'state'>): boolean =>
  may.includes('finish') && (state === 'in_progress' || !may.includes('start'));
