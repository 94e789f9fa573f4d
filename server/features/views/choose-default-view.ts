import { requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { record } from '../audit/index.ts';
import { keepView, saveDefaultView } from './view.store.ts';
import { oneView } from './views.view.ts';

/** Somebody's list begins with a view that they find, or with everything. Should they find it no more, it is as if they had none. */
export async function chooseDefaultView(ctx: Ctx, viewId: string | null): Promise<void> {
  requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    if (viewId) await keepView(tx, viewId);
    const view = viewId && (await oneView({ ...ctx, db: tx }, viewId));
    await saveDefaultView(tx, ctx.actor.id, viewId);
    const parts = view ? { view: view.name } : {};
    await record(tx, ctx, { verb: 'view.default_chosen', object: viewId ?? ctx.actor.id, parts });
  });
}
