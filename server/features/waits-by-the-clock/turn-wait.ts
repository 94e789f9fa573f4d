import type { Ctx } from '../../platform/ctx.ts';
import { minuteOf } from '../../platform/time.ts';
import { modelOf, tellOfEdit, waitingAnew } from '../change-flow/index.ts';
import { lockChange, saveWait } from '../changes/index.ts';
import { turning } from './turning.view.ts';

export const TURN_WAIT = 'changes.turn_wait';
const SWEEP = 500;

/** The clock comes to a bound that a condition of the model names: whom the change waits for is worked out anew, and told. */
export async function turnWait(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const before = await lockChange(tx, changeId);
    if (!before?.waitsTurnAt || before.waitsTurnAt > ctx.now) return;
    const model = await modelOf(tx, ctx, before);
    const after = await waitingAnew(tx, ctx, before, model);
    await saveWait(tx, before, after, ctx.now);
    await tellOfEdit(tx, ctx, { before, after, definition: model.definition });
  });
}

/** Sends a job for each change whose hour has come; a change is looked at once in a minute. */
export async function sweepTurning(ctx: Ctx): Promise<void> {
  const due = await turning(ctx.db, ctx.now, SWEEP);
  await ctx.transaction(async (tx) => {
    for (const { id } of due) await ctx.enqueue(tx, TURN_WAIT, `${id}:${minuteOf(ctx.now)}`, { changeId: id });
  });
}
