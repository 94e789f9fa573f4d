import type { addTaskRoute, cancelTaskRoute, editTaskRoute } from '@interlock/contract/task-planning.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { addByHand, cancelTaskWithin, editTaskWithin, type Line } from '../tasks/index.ts';
import { managersOf } from './managers.view.ts';
import { lockForTask, tellBuilt, writeTasks } from './working.step.ts';
import { workingOn } from './working.view.ts';

const instant = (given: string | null): Date | null => (given === null ? null : new Date(given));

/** Somebody plans a task of a change. */
export async function addTask(
  ctx: Ctx,
  { changeId, version, steps, plannedStart, plannedEnd, ...task }: z.output<typeof addTaskRoute.input>,
): Promise<string> {
  requirePermission(ctx.actor, 'change.edit');
  return ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId, version });
    const working = await workingOn(tx, ctx, change);
    const times = { plannedStart: instant(plannedStart), plannedEnd: instant(plannedEnd) };
    await writeTasks(tx, ctx, change, () => addByHand(tx, ctx, working, { ...task, ...times, lines: linesOf(steps) }));
    return changeId;
  });
}

/** Somebody writes on a task, its lines, or its place in the order. */
export async function editTask(
  ctx: Ctx,
  { steps, plannedStart, plannedEnd, ...edit }: z.output<typeof editTaskRoute.input>,
): Promise<string> {
  requirePermission(ctx.actor, 'change.edit');
  return ctx.transaction(async (tx) => {
    const { change, working } = await lockForTask(tx, ctx, edit.taskId);
    await writeTasks(tx, ctx, change, () =>
      editTaskWithin(tx, ctx, working, {
        ...edit,
        ...(plannedStart !== undefined && { plannedStart: instant(plannedStart) }),
        ...(plannedEnd !== undefined && { plannedEnd: instant(plannedEnd) }),
        ...(steps && { lines: linesOf(steps) }),
      }),
    );
    return change.id;
  });
}

/** Somebody takes a task out of the plan, or ends one that is not wanted any more. */
export async function cancelTask(ctx: Ctx, asked: z.output<typeof cancelTaskRoute.input>): Promise<string> {
  requirePermission(ctx.actor, 'change.edit');
  return ctx.transaction(async (tx) => {
    const { change, working } = await lockForTask(tx, ctx, asked.taskId);
    await writeTasks(tx, ctx, change, async () => {
      const { all, built } = await cancelTaskWithin(tx, ctx, working, asked);
      if (built) await tellBuilt(tx, ctx, change, await managersOf(tx, change));
      return all;
    });
    return change.id;
  });
}

type Written = z.output<typeof addTaskRoute.input>['steps'];
const linesOf = (steps: Written): Line[] => steps.map((step) => ({ ...step }));
