import type {
  failTaskRoute,
  finishTaskRoute,
  handOverTaskRoute,
  holdTaskRoute,
  releaseTaskRoute,
  skipTaskRoute,
  startTaskRoute,
  tickStepRoute,
} from '@interlock/contract/tasks.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import * as tasks from '../tasks/index.ts';
import { managersOf } from './managers.view.ts';
import { lockForTask, tellBuilt, writeTasks } from './working.store.ts';

type Asked<R extends { input: z.ZodObject }> = z.output<R['input']>;

/** Begins a task, or tries a failed one again. */
export const startTask = (ctx: Ctx, asked: Asked<typeof startTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => tasks.startTask(tx, ctx, working, asked));

export const finishTask = (
  ctx: Ctx,
  { evidence = '', findings = '', ...asked }: Asked<typeof finishTaskRoute>,
): Promise<string> =>
  act(ctx, asked, (tx, working) => tasks.finishTask(tx, ctx, working, { ...asked, evidence, findings }));

export const failTask = (ctx: Ctx, asked: Asked<typeof failTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => tasks.failTask(tx, ctx, working, asked));

export const skipTask = (ctx: Ctx, asked: Asked<typeof skipTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => tasks.skipTask(tx, ctx, working, asked));

export const tickStep = (ctx: Ctx, asked: Asked<typeof tickStepRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => tasks.tickStep(tx, ctx, working, asked));

/** Gives a task to somebody else. Before the work, another owner of a line of the plan is an edit of the plan. */
export const handOverTask = (ctx: Ctx, asked: Asked<typeof handOverTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => tasks.handOverTask(tx, ctx, working, asked));

export const holdTask = (ctx: Ctx, asked: Asked<typeof holdTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => tasks.holdTask(tx, ctx, working, asked));

export const releaseTask = (ctx: Ctx, asked: Asked<typeof releaseTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => tasks.holdTask(tx, ctx, working, { ...asked, words: null }));

/** One act on a task, under the lock of its change. Who did the last of what is built and tested hands over to the managers. */
async function act(
  ctx: Ctx,
  { taskId }: { taskId: string },
  work: (tx: Tx, working: tasks.Working) => Promise<tasks.Worked>,
): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const { change, working } = await lockForTask(tx, ctx, taskId);
    await writeTasks(tx, ctx, change, async () => {
      const { all, built } = await work(tx, working);
      if (built) await tellBuilt(tx, ctx, change, await managersOf(tx, change));
      return all;
    });
    return change.id;
  });
}
