import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Guard } from '../change-guards/index.ts';
import { readWithAct } from '../changes/index.ts';
import { lockAsRead } from './flow.step.ts';
import { type MoveChange, makeMove } from './moving.step.ts';

/** Somebody takes a change to another state of its model. A refusal carries every guard's answer. */
export async function moveChange(ctx: Ctx, guards: readonly Guard[], input: MoveChange): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const before = await lockAsRead(tx, ctx, input);
    await makeMove(tx, ctx, guards, before, input);
    await readWithAct(tx, ctx, before.id);
  });
}
