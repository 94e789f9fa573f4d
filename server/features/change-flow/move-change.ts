import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Guard } from '../change-guards/index.ts';
import { type ReadWithAct, readWithAct } from '../changes/index.ts';
import { lockAsRead } from './flow.step.ts';
import { type MoveChange, makeMove } from './moving.step.ts';

/** Somebody takes a change to another state of its model. A refusal carries every guard's answer. */
export async function moveChange(
  ctx: Ctx,
  guards: readonly Guard[],
  input: MoveChange,
): Promise<ReadWithAct | undefined> {
  requirePermission(ctx.actor, 'change.move');
  let read: ReadWithAct | undefined;
  await ctx.transaction(async (tx) => {
    const before = await lockAsRead(tx, ctx, input);
    await makeMove(tx, ctx, guards, before, input);
    read = await readWithAct(tx, ctx, before.id);
  });
  return read;
}
