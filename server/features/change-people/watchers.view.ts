// Reads: watcher of discussion, person.
import type { Watchers } from '@interlock/contract/watching.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { mustSee } from '../changes/index.ts';

/** Who watches a change, in the order in which they began; only for those who may see it. */
export async function watchers(ctx: Ctx, { changeId }: { changeId: string }): Promise<Watchers> {
  await mustSee(ctx.db, ctx, changeId);
  const items = await ctx.db
    .selectFrom('watcher')
    .innerJoin('person', 'person.id', 'watcher.person_id')
    .select(['person.id', 'person.name', 'person.active'])
    .where('watcher.subject', '=', changeId)
    .orderBy('watcher.at')
    .orderBy('person.id')
    .execute();
  return { items, watching: items.some(({ id }) => id === ctx.actor.id) };
}
