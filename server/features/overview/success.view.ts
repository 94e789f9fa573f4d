// Reads: change, and the names of teams in person_group.
import { type Category, categories } from '@interlock/contract/changes.ts';
import type { Overview } from '@interlock/contract/overview.ts';
import { sql } from 'kysely';
import { type Sight, seenColumns } from '../changes/index.ts';
import { added, boundsOf, type Counted, comparedBy, endsBySpan } from './figures.rules.ts';

const MOST_TEAMS = 50;

/** How closed changes ended, of the last 90 days and of the 90 before, over time, by team and by category. */
export async function success(sight: Sight): Promise<Overview['success']> {
  const bounds = boundsOf(sight.ctx.now);
  const rows = await counted(sight, bounds);
  const spans = endsBySpan(rows).map((ends, at) => ({ ...spanOf(bounds, at, at + 1), ends }));
  const half = spans.length / 2;
  const teams = comparedBy('team', rows);
  const shown = teams.slice(0, MOST_TEAMS);
  const names = await namesOf(
    sight,
    shown.flatMap(({ key }) => key ?? []),
  );
  return {
    now: { ...spanOf(bounds, half, spans.length), ends: added(spans.slice(half).map(({ ends }) => ends)) },
    before: { ...spanOf(bounds, 0, half), ends: added(spans.slice(0, half).map(({ ends }) => ends)) },
    spans,
    teams: shown.map(({ key, ...compared }) => ({
      team: key === null ? null : { id: key, name: names.get(key) ?? key },
      ...compared,
    })),
    teamsLeftOut: teams.length - shown.length,
    categories: comparedBy('category', rows).map(({ key, ...compared }) => ({
      category: categories.find((known): known is Category => known === key) ?? null,
      ...compared,
    })),
  };
}

const spanOf = (bounds: readonly Date[], begin: number, end: number) => ({
  from: (bounds[begin] ?? new Date(0)).toISOString(),
  to: (bounds[end] ?? new Date(0)).toISOString(),
});

/** One reading of the index of what was closed, summed up in three ways. */
async function counted(sight: Sight, bounds: readonly Date[]): Promise<Counted[]> {
  const closed = seenColumns(
    sight,
    sql`closed_at, team_id, categories, outcome`,
    sql`closed_at >= ${bounds.at(0)} and closed_at < ${bounds.at(-1)}`,
  );
  const { rows } = await sql<Counted>`
    with summed as materialized (
      select width_bucket(closed_at, ${[...bounds]}::timestamptz[]) as span, team_id, categories, outcome, count(*) as n
      from ${closed} seen group by 1, 2, 3, 4)
    select 'span' as by, null as key, span, outcome, sum(n)::int as n from summed group by span, outcome
    union all select 'team', team_id, case when span > ${(bounds.length - 1) / 2}::int then ${bounds.length - 1}::int else 1 end, outcome, sum(n)::int
      from summed group by 2, 3, 4
    union all select 'category', category, case when span > ${(bounds.length - 1) / 2}::int then ${bounds.length - 1}::int else 1 end, outcome, sum(n)::int
      from summed left join lateral unnest(categories) category on true group by 2, 3, 4`.execute(sight.ctx.db);
  return rows;
}

async function namesOf(sight: Sight, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sight.ctx.db.selectFrom('person_group').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
