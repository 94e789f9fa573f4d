export { TaskGlyph, TaskStateBadge } from './task-state.tsx';
export { type Act, useTaskAct } from './use-task-act.ts';
export { keepTasks, readTasksAgain, useChangeTasks } from './use-tasks.ts';
export { minutesInWords, stageWord, taskKindWord, taskStateWord } from './words.ts';
