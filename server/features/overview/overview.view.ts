// Reads: change; person, model_draft and model_version for what a new organisation has done already.
import type { Overview, overviewRoute } from '@interlock/contract/overview.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { type Sight, seenColumns, sightOf } from '../changes/index.ts';
import { standing, thisWeek } from './open.view.ts';
import { success } from './success.view.ts';

/** How it stands, of the changes that the one who asks may see. Every number is the count of a list that `/changes` can show. */
export async function overview(ctx: Ctx, { zone }: z.output<typeof overviewRoute.input>): Promise<Overview> {
  const sight = await sightOf(ctx);
  return {
    at: ctx.now.toISOString(),
    ...(await standing(sight)),
    week: await thisWeek(sight, zone),
    success: await success(sight),
    begun: await begun(sight),
  };
}

async function begun(sight: Sight): Promise<Overview['begun']> {
  const { rows } = await sql<Overview['begun']>`select
    (select count(*) > 1 from (select from person where active limit 2) active) as people,
    exists (select from model_draft) or exists (select from model_version where published_by is not null) as model,
    exists ${seenColumns(sight, sql`1`, sql`raised_by is not null`)} as change,
    exists ${seenColumns(sight, sql`1`, sql`imported`)} as imported`.execute(sight.ctx.db);
  return rows[0] ?? { people: false, model: false, change: false, imported: false };
}
