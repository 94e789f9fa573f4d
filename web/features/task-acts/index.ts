import { lazy } from 'react';

export { mayEnd } from './asks-to-finish.ts';
export { FinishButton } from './finish-button.tsx';
export { TaskActs } from './task-acts.tsx';

// What is asked now and then is loaded when it is asked.
export const SkipLineDialog = lazy(() => import('./skip-line-dialog.tsx'));
export const TaskDialog = lazy(() => import('./task-dialog.tsx'));
export const TaskWordsDialog = lazy(() => import('./words-dialog.tsx'));
