// Reads: change.
import { type StateKind, stateKinds } from '@interlock/contract/models.ts';
import type { Overview } from '@interlock/contract/overview.ts';
import { sql } from 'kysely';
import { weekOf } from '../../platform/time.ts';
import { type Sight, seenColumns } from '../changes/index.ts';
import { agesAt, openByState } from './figures.rules.ts';

type Standing = { kind: StateKind; age: number; n: number; held: number; missed: number };

const openKinds = stateKinds.filter((kind) => kind !== 'closed' && kind !== 'cancelled');

/** What is not over, how old it is, what runs, and whose window has passed. */
export async function standing(sight: Sight): Promise<Pick<Overview, 'open' | 'running' | 'missed'>> {
  const bounds = agesAt(sight.ctx.now);
  const open = seenColumns(
    sight,
    sql`state_kind, created_at, held_at, planned_end`,
    sql`state_kind <> all (array['closed', 'cancelled'])`,
  );
  const { rows } = await sql<Standing>`
    select state_kind as kind, ${bounds.length}::int - width_bucket(created_at, ${[...bounds].reverse()}::timestamptz[]) as age,
      count(*)::int as n, count(held_at)::int as held,
      (count(*) filter (where state_kind = 'scheduled' and planned_end <= ${sight.ctx.now}))::int as missed
    from ${open} seen group by 1, 2`.execute(sight.ctx.db);
  const states = openByState(openKinds, bounds.length + 1, rows);
  const sum = (count: (row: Standing) => number) => rows.reduce((all, row) => all + count(row), 0);
  return {
    open: {
      total: sum(({ n }) => n),
      onHold: sum(({ held }) => held),
      ages: [...bounds, undefined].map((from, at) => ({
        from: from?.toISOString() ?? null,
        to: bounds[at - 1]?.toISOString() ?? null,
      })),
      states,
    },
    running: states.find(({ kind }) => kind === 'implement')?.total ?? 0,
    missed: sum(({ missed }) => missed),
  };
}

/** What is planned to begin and to end in this week, by the calendar of `zone`. */
export async function thisWeek(sight: Sight, zone: string): Promise<Overview['week']> {
  const bounds = weekOf(sight.ctx.now, zone);
  const [from, to] = [bounds.at(0) ?? sight.ctx.now, bounds.at(-1) ?? sight.ctx.now];
  const stands = sql`state_kind <> 'cancelled'`;
  const starting = seenColumns(
    sight,
    sql`planned_start`,
    sql`planned_start >= ${from} and planned_start < ${to} and ${stands}`,
  );
  const ending = seenColumns(sight, sql`1`, sql`planned_end >= ${from} and planned_end < ${to} and ${stands}`);
  const { rows } = await sql<{ day: number; n: number }>`
    select width_bucket(planned_start, ${bounds}::timestamptz[]) as day, count(*)::int as n from ${starting} seen group by 1
    union all select 0, count(*)::int from ${ending} seen`.execute(sight.ctx.db);
  const on = (day: number) => rows.find((row) => row.day === day)?.n ?? 0;
  const days = bounds.slice(0, -1).map((begin, at) => ({
    from: begin.toISOString(),
    to: (bounds[at + 1] ?? to).toISOString(),
    starting: on(at + 1),
  }));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    days,
    starting: days.reduce((sum, day) => sum + day.starting, 0),
    ending: on(0),
  };
}
