export { addByHand, addTasks, type GivenTask } from './adding.step.ts';
export { correctTask } from './correcting.step.ts';
export type { Line } from './edit.rules.ts';
export { editTaskWithin } from './editing.step.ts';
export { callBackout, followSubject, placesTaken, shiftTasks, withdrawGiven } from './following.step.ts';
export { cancelTaskWithin, handOverTaskWithin, holdTaskWithin } from './passing-on.step.ts';
export { backoutLines, boundPlan, isPublished, minutesOf, planMinutes, planText, publishedText } from './plan.rules.ts';
export {
  inOrder,
  isBackingOut,
  type Task,
  type TaskPlace,
} from './task.rules.ts';
export { dropTasksOf, subjectOf } from './task.store.ts';
export { taskNumber, tasksOf, tasksOfEach } from './task.view.ts';
export { actsOn, type Hand, mayAttach, mayDetach, type Subject, type Working, whyItWaits } from './work.rules.ts';
export {
  failTaskWithin,
  finishTaskWithin,
  skipTaskWithin,
  startTaskWithin,
  tickStepWithin,
  type Worked,
} from './working.step.ts';
