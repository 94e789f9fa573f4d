import type { Task } from '@interlock/contract/tasks.ts';

/** Whether finishing asks for anything: what a test has shown, what a review has found, steps that are still open. */
export const asksToFinish = ({ kind, steps }: Pick<Task, 'kind' | 'steps'>): boolean =>
  kind === 'test' || kind === 'review' || steps.some(({ state }) => state === 'open');
