// Reads: person, and whether each may see the change, through the door of changes.
import { type findReadersRoute, MOST_CALLED } from '@interlock/contract/watching.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { mustSee, seenBy } from '../changes/index.ts';

/** Who can be mentioned on a change: nobody is offered who would hear nothing of it. */
export async function findReaders(
  ctx: Ctx,
  { changeId, q }: z.output<typeof findReadersRoute.input>,
): Promise<z.output<typeof findReadersRoute.output>> {
  await mustSee(ctx.db, ctx, changeId);
  const words = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const items = await ctx.db
    .selectFrom('person')
    .innerJoin('change', (join) => join.on('change.id', '=', changeId))
    .select(['person.id', 'person.name', 'person.email'])
    .where(sql<boolean>`person.search like ${words}`)
    .where(seenBy('change', 'person', ctx.now))
    .orderBy(sql`lower(person.name) collate "und-x-icu"`)
    .orderBy('person.id')
    .limit(MOST_CALLED)
    .execute();
  return { items };
}
