import { attachEvidenceRoute, removeEvidenceRoute } from '@interlock/contract/files.ts';
import { addTaskRoute, cancelTaskRoute, editTaskRoute } from '@interlock/contract/task-planning.ts';
import {
  backOutRoute,
  failTaskRoute,
  finishTaskRoute,
  handOverTaskRoute,
  holdTaskRoute,
  rehearseBackoutRoute,
  releaseTaskRoute,
  skipTaskRoute,
  startTaskRoute,
  tickStepRoute,
  waiveBackoutRoute,
} from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute, listTasksRoute, showTaskRoute } from '@interlock/contract/tasks.ts';
import { type Served, serve, serveUpload } from '../../platform/http/serve.ts';
import { attachEvidence, removeEvidence } from './attach-evidence.ts';
import { backOut, rehearseBackout, waiveBackout } from './prove-backout.ts';
import { evidence, taskDetail, tasks } from './task-list.view.ts';
import { changeTasks, tasksAfter } from './tasks.view.ts';
import {
  failTask,
  finishTask,
  handOverTask,
  holdTask,
  releaseTask,
  skipTask,
  startTask,
  tickStep,
  type WorkGuard,
} from './work-on-tasks.ts';
import { addTask, cancelTask, editTask } from './write-tasks.ts';

/** `guards` are what later features have against going on with a task. */
export const changeTaskRoutes = (guards: readonly WorkGuard[]): Served[] => [
  serve(listChangeTasksRoute, (ctx, { changeId }) => changeTasks(ctx, changeId)),
  serve(addTaskRoute, async (ctx, input) => changeTasks(ctx, await addTask(ctx, input))),
  serve(rehearseBackoutRoute, async (ctx, input) => changeTasks(ctx, await rehearseBackout(ctx, input))),
  serve(waiveBackoutRoute, async (ctx, input) => changeTasks(ctx, await waiveBackout(ctx, input))),
  serve(backOutRoute, async (ctx, input) => changeTasks(ctx, await backOut(ctx, input))),
  serve(listTasksRoute, (ctx, input) => tasks(ctx, input)),
  serve(showTaskRoute, (ctx, { taskId }) => taskDetail(ctx, taskId)),
  serve(editTaskRoute, async (ctx, input) => tasksAfter(ctx, await editTask(ctx, input))),
  serve(startTaskRoute, async (ctx, input) => changeTasks(ctx, await startTask(ctx, guards, input))),
  serve(finishTaskRoute, async (ctx, input) => changeTasks(ctx, await finishTask(ctx, guards, input))),
  serve(failTaskRoute, async (ctx, input) => changeTasks(ctx, await failTask(ctx, input))),
  serve(skipTaskRoute, async (ctx, input) => changeTasks(ctx, await skipTask(ctx, input))),
  serve(cancelTaskRoute, async (ctx, input) => changeTasks(ctx, await cancelTask(ctx, input))),
  serve(handOverTaskRoute, async (ctx, input) => tasksAfter(ctx, await handOverTask(ctx, input))),
  serve(holdTaskRoute, async (ctx, input) => changeTasks(ctx, await holdTask(ctx, input))),
  serve(releaseTaskRoute, async (ctx, input) => changeTasks(ctx, await releaseTask(ctx, input))),
  serveUpload(attachEvidenceRoute, async (ctx, input, upload) => {
    await attachEvidence(ctx, input, upload);
    return evidence(ctx, input.taskId);
  }),
  serve(removeEvidenceRoute, async (ctx, input) => {
    await removeEvidence(ctx, input);
    return evidence(ctx, input.taskId);
  }),
  serve(tickStepRoute, async (ctx, input) => changeTasks(ctx, await tickStep(ctx, guards, input))),
];
