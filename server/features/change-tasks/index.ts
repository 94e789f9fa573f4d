export { whyNotBackOut } from './backout.rules.ts';
export { managersOf } from './managers.view.ts';
export { dropProofs } from './proof.store.ts';
export { whyNotCorrect, whyNotRunning } from './running.rules.ts';
export { taskShown } from './tasks.view.ts';
export { lockForTask } from './working.step.ts';
export { backoutAsked, workingOn } from './working.view.ts';
