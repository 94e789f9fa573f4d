import type { NotificationKind } from '@interlock/contract/notifications.ts';
import type { TaskStage } from '@interlock/contract/tasks.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { activeMembersOf } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';
import { isBackingOut, type Task, turnsOf } from './task.rules.ts';
import { saveTasks } from './task.store.ts';

/** What a subject has reached, with the backout where it was called. */
export const reachedBy = (all: readonly Task[], reached: ReadonlySet<TaskStage>): ReadonlySet<TaskStage> =>
  reached.has('work') && isBackingOut(all) ? new Set([...reached, 'backout' as const]) : reached;

/**
 * Opens the tasks whose turn has come and tells their owners; closes those whose turn has gone again. Answers all tasks as they
 * are then, and what was opened.
 */
export async function giveTurns(
  tx: Tx,
  ctx: Ctx,
  { all, reached, kind }: { all: readonly Task[]; reached: ReadonlySet<TaskStage>; kind: NotificationKind },
): Promise<{ all: Task[]; opened: Task[] }> {
  const turns = new Map(turnsOf(all, reachedBy(all, reached)).map(({ id, state }) => [id, state]));
  const ids = (state: Task['state']) => [...turns].filter(([, turn]) => turn === state).map(([id]) => id);
  await saveTasks(tx, ids('open'), { state: 'open', opened_at: ctx.now }, ctx.now);
  await saveTasks(tx, ids('pending'), { state: 'pending' }, ctx.now);
  const after = all.map((task): Task => {
    const state = turns.get(task.id);
    if (!state) return task;
    return { ...task, state, version: task.version + 1, ...(state === 'open' && { openedAt: ctx.now }) };
  });
  const opened = after.filter(({ id }) => turns.get(id) === 'open');
  for (const task of opened) await tellOwners(tx, ctx, task, kind);
  return { all: after, opened };
}

/** Tells the owner of a task, or where nobody has taken it yet everybody in its group. */
export async function tellOwners(tx: Tx, ctx: Ctx, task: Task, kind: NotificationKind): Promise<void> {
  const group = task.owner === null && task.group !== null ? await activeMembersOf(tx, task.group.id) : [];
  const to = task.owner ? [task.owner.id] : (group ?? []).map(({ id }) => id);
  if (to.length > 0) await notify(tx, ctx, { kind, subject: task.subject, to, parts: { task: task.title } });
}
