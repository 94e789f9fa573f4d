export { whyNotBackOut } from './backout.rules.ts';
export { managersOf } from './managers.view.ts';
export { dropProofs } from './proof.store.ts';
export { whyNotCorrect, whyNotRunning } from './running.rules.ts';
export { taskShown } from './tasks.view.ts';
export { backoutAsked, lockForTask, workingOn } from './working.step.ts';
