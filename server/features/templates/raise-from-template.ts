import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Guard } from '../change-guards/index.ts';
import { type Raise, raiseWithin } from './raising.step.ts';

/** Somebody raises a standard change. Answers its id. */
export async function raiseFromTemplate(ctx: Ctx, guards: readonly Guard[], input: Raise): Promise<string> {
  requirePermission(ctx.actor, 'change.raise');
  return ctx.transaction((tx) => raiseWithin(tx, ctx, guards, input));
}
