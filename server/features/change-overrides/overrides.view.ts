// Reads: guard_override, change, model, person.
import type { countOverridesRoute, listOverridesRoute, Override } from '@interlock/contract/overrides.ts';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { visibleTo } from '../changes/index.ts';

type Asked = z.output<typeof listOverridesRoute.input>;

/** Whoever did it, by name; the system has none. */
const nameOf = (id: RawBuilder<unknown>) =>
  sql<string>`coalesce((select p.name from person p where p.id = ${id}), ${id})`;

export async function overrides(ctx: Ctx, { cursor, limit, change, guard, model, degree }: Asked) {
  const before = keyOf(cursor, ['text'])?.[0];
  const rows = await ctx.db
    .selectFrom('guard_override')
    .innerJoin('change', 'change.id', 'guard_override.change_id')
    .innerJoin('model', 'model.id', 'guard_override.model_id')
    .selectAll('guard_override')
    .select(['change.number', 'change.title', 'model.name as model_name'])
    .select([nameOf(sql`guard_override.by`).as('by_name'), nameOf(sql`guard_override.moved_by`).as('mover_name')])
    .where(visibleTo(ctx))
    .$if(change !== undefined, (query) => query.where('guard_override.change_id', '=', change ?? ''))
    .$if(guard !== undefined, (query) => query.where('guard_override.guard', '=', guard ?? ''))
    .$if(model !== undefined, (query) => query.where('guard_override.model_id', '=', model ?? ''))
    .$if(degree !== undefined, (query) => query.where(sql<boolean>`guard_override.degree = ${degree}`))
    .$if(before !== undefined, (query) => query.where('guard_override.id', '<', before ?? ''))
    .orderBy('guard_override.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => [row.id],
    (row): Override => ({
      id: row.id,
      at: row.at.toISOString(),
      change: { id: row.change_id, number: `CHG-${row.number}`, title: row.title },
      model: { id: row.model_id, name: row.model_name },
      guard: row.guard,
      degree: row.degree,
      from: row.from_state,
      to: row.to_state,
      why: row.why,
      words: row.words,
      by: { id: row.by, name: row.by_name },
      movedBy: { id: row.moved_by, name: row.mover_name },
    }),
  );
}

type Counts = z.output<typeof countOverridesRoute.output>;

/** How often, of what one may see; each number opens its rows by the same guard, model and degree. */
export async function overrideCounts(ctx: Ctx): Promise<Counts> {
  const rows = await ctx.db
    .selectFrom('guard_override')
    .innerJoin('change', 'change.id', 'guard_override.change_id')
    .innerJoin('model', 'model.id', 'guard_override.model_id')
    .select(['guard', 'guard_override.model_id', 'model.name', 'degree', sql<number>`count(*)::int`.as('count')])
    .where(visibleTo(ctx))
    .groupBy(['guard', 'guard_override.model_id', 'model.name', 'degree'])
    .orderBy('count', 'desc')
    .orderBy('guard')
    .orderBy('guard_override.model_id')
    .limit(500)
    .execute();
  return {
    items: rows.map(({ guard, model_id, name, degree, count }) => ({
      guard,
      model: { id: model_id, name },
      degree,
      count,
    })),
  };
}
