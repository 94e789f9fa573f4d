import type {
  failTaskRoute,
  finishTaskRoute,
  handOverTaskRoute,
  holdTaskRoute,
  releaseTaskRoute,
  skipTaskRoute,
  startTaskRoute,
  tickStepRoute,
} from '@interlock/contract/task-work.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, type No, yes } from '../../platform/refusal.ts';
import type { Change } from '../changes/index.ts';
import {
  failTaskWithin,
  finishTaskWithin,
  handOverTaskWithin,
  holdTaskWithin,
  skipTaskWithin,
  startTaskWithin,
  tickStepWithin,
  type Worked,
  type Working,
} from '../tasks/index.ts';
import { managersOf } from './managers.view.ts';
import { lockForTask, tellBuilt, writeTasks } from './working.step.ts';

type Asked<R extends { input: z.ZodObject }> = z.output<R['input']>;
/** What a later feature has against going on with a task. Leaving out, failing, resting and handing over are always free. */
export type WorkGuard = (tx: Tx, ctx: Ctx, asked: { change: Change; taskId: string }) => Promise<No | undefined>;

type Guards = readonly WorkGuard[];

/** Begins a task, or tries a failed one again. */
export const startTask = (ctx: Ctx, guards: Guards, asked: Asked<typeof startTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => startTaskWithin(tx, ctx, working, asked), guards);

export const finishTask = (
  ctx: Ctx,
  guards: Guards,
  { evidence = '', findings = '', ...asked }: Asked<typeof finishTaskRoute>,
): Promise<string> =>
  act(ctx, asked, (tx, working) => finishTaskWithin(tx, ctx, working, { ...asked, evidence, findings }), guards);

export const failTask = (ctx: Ctx, asked: Asked<typeof failTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => failTaskWithin(tx, ctx, working, asked));

export const skipTask = (ctx: Ctx, asked: Asked<typeof skipTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => skipTaskWithin(tx, ctx, working, asked));

/** A line that is skipped or taken back goes on with nothing. */
export const tickStep = (ctx: Ctx, guards: Guards, asked: Asked<typeof tickStepRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => tickStepWithin(tx, ctx, working, asked), asked.state === 'done' ? guards : []);

/** Gives a task to somebody else. Before the work, another owner of a line of the plan is an edit of the plan. */
export const handOverTask = (ctx: Ctx, asked: Asked<typeof handOverTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => handOverTaskWithin(tx, ctx, working, asked));

export const holdTask = (ctx: Ctx, asked: Asked<typeof holdTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => holdTaskWithin(tx, ctx, working, asked));

export const releaseTask = (ctx: Ctx, asked: Asked<typeof releaseTaskRoute>): Promise<string> =>
  act(ctx, asked, (tx, working) => holdTaskWithin(tx, ctx, working, { ...asked, words: null }));

/** One act on a task, under the lock of its change. Who did the last of what is built and tested hands over to the managers. */
async function act(
  ctx: Ctx,
  { taskId }: { taskId: string },
  work: (tx: Tx, working: Working) => Promise<Worked>,
  guards: Guards = [],
): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const { change, working } = await lockForTask(tx, ctx, taskId);
    for (const guard of guards) must((await guard(tx, ctx, { change, taskId })) ?? yes(change));
    await writeTasks(tx, ctx, change, async () => {
      const { all, built } = await work(tx, working);
      if (built) await tellBuilt(tx, ctx, change, await managersOf(tx, change));
      return all;
    });
    return change.id;
  });
}
