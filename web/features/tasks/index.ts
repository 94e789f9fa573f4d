import { lazy } from 'react';

export { Evidence } from './evidence.tsx';
export { BackoutTasks, MyWork, PlanTasks, ReviewTasks, TestTasks } from './plan-tabs.tsx';
export { useTaskAct } from './use-task-act.ts';
export { useChangeTasks } from './use-tasks.ts';
export { minutesInWords, taskKindWord, taskStateWord } from './words.ts';

// What is asked now and then is loaded when it is asked.
export const SkipLineDialog = lazy(() => import('./skip-line-dialog.tsx'));
export const TaskWordsDialog = lazy(() => import('./words-dialog.tsx'));
