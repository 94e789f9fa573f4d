export { addByHand, addTasks, type Given } from './add-tasks.ts';
export { correctTask } from './correct-task.ts';
export type { Line } from './edit.rules.ts';
export { editTask } from './edit-task.ts';
export { callBackout, followSubject, placesTaken, shiftTasks, withdrawGiven } from './follow-subject.ts';
export { cancelTask, handOverTask, holdTask } from './pass-on-task.ts';
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
export { failTask, finishTask, skipTask, startTask, tickStep, type Worked } from './work-on-task.ts';
