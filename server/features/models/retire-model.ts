import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockModel, saveRetired } from './model.store.ts';

type Asked = { modelId: string; version: number; words: string };

/** From now on no change is raised of it. Those that there are keep it to their end. */
export async function retireModel(ctx: Ctx, { modelId, version, words }: Asked): Promise<void> {
  requirePermission(ctx.actor, 'model.publish');
  await ctx.transaction(async (tx) => {
    const { name, currentVersion, retiredAt } = await lockModel(tx, modelId, version);
    if (retiredAt !== null) refuse('invalid', 'It is retired already.', { next: 'Reinstate it, if you meant that.' });
    await saveRetired(tx, modelId, ctx.now);
    await record(tx, ctx, { verb: 'model.retired', object: modelId, rev: currentVersion, parts: { name, words } });
  });
}

/** The version that was in force is so again. It was published by two already. */
export async function reinstateModel(ctx: Ctx, { modelId, version, words }: Asked): Promise<void> {
  requirePermission(ctx.actor, 'model.publish');
  await ctx.transaction(async (tx) => {
    const { name, currentVersion, retiredAt } = await lockModel(tx, modelId, version);
    if (retiredAt === null) refuse('invalid', 'It is in force.', { next: 'There is nothing to reinstate.' });
    await saveRetired(tx, modelId, null);
    const parts = { name, words, retiredAt };
    await record(tx, ctx, { verb: 'model.reinstated', object: modelId, rev: currentVersion, parts });
  });
}
