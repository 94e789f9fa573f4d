import { moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, showChangeRoute } from '@interlock/contract/changes.ts';
import { startTaskRoute, tickStepRoute } from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute } from '@interlock/contract/tasks.ts';
import type { Actor } from './client.ts';

const zone = 'Europe/Amsterdam';
const local = (minutes: number): string =>
  new Date(Date.now() + minutes * 60_000).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T');

/** A window that began a quarter of an hour ago. */
export const windowNow = { start: local(-15), end: local(165), zone };

/** Begins the work on a change that is approved, and ticks its first two steps. */
export async function begun(manager: Actor, assignee: Actor, { id, version }: ChangeDetail): Promise<ChangeDetail> {
  const changeId = id;
  const scheduled = await manager.ask(moveChangeRoute, { changeId, version, to: 'scheduled', window: windowNow });
  await assignee.ask(moveChangeRoute, { changeId, version: scheduled.version, to: 'implement' });
  const work = async () => {
    const { tasks } = await assignee.ask(listChangeTasksRoute, { changeId });
    const task = tasks.find(({ kind }) => kind === 'implementation');
    if (!task) throw new Error('there is no work on it');
    return task;
  };
  const { id: taskId, version: read } = await work();
  await assignee.ask(startTaskRoute, { taskId, version: read });
  for (let nth = 0; nth < 2; nth++) {
    const task = await work();
    const stepId = task.steps[nth]?.id ?? '';
    await assignee.ask(tickStepRoute, { taskId, version: task.version, stepId, state: 'done' });
  }
  return assignee.ask(showChangeRoute, { changeId });
}
