import { MOST_WATCHERS } from '@interlock/contract/watching.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { mustSee } from '../changes/index.ts';
import { addWatcher, dropWatcher, watchersOf } from '../discussion/index.ts';

/** Somebody who can see a change wants to hear of its moves and comments. */
export async function watchChange(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  requirePermission(ctx.actor, 'change.read');
  await ctx.transaction(async (tx) => {
    await mustSee(tx, ctx, changeId);
    if ((await watchersOf(tx, changeId)).length >= MOST_WATCHERS) {
      refuse('invalid', `${MOST_WATCHERS} people watch it, and more would be a mailing list.`, {
        next: 'Comment on it.',
      });
    }
    if (!(await addWatcher(tx, changeId, ctx.actor.id, ctx.now))) return;
    await record(tx, ctx, { verb: 'change.watched', object: changeId });
  });
}

export async function unwatchChange(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  requirePermission(ctx.actor, 'change.read');
  await ctx.transaction(async (tx) => {
    await mustSee(tx, ctx, changeId);
    if (!(await dropWatcher(tx, changeId, ctx.actor.id))) return;
    await record(tx, ctx, { verb: 'change.unwatched', object: changeId });
  });
}
