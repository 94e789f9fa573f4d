// Reads: change, and the names of models, groups and people in model, person_group and person.
import { stateKinds } from '@interlock/contract/models.ts';
import type { ChangeGroup, Grouping, listChangeGroupsRoute } from '@interlock/contract/views.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { isUnknownZone } from '../../platform/database/db.ts';
import { sparing } from '../../platform/database/planned-once.ts';
import { refuse } from '../../platform/refusal.ts';
import { partsVisibleTo } from '../changes/index.ts';
import { filtered, numbersOf } from './filters.view.ts';

type Asked = z.output<typeof listChangeGroupsRoute.input>;
type Row = { key: string | null; count: string; all: string; from: Date | null; to: Date | null };

const MOST = 200;

const keyOf: Record<Grouping, (zone: string) => RawBuilder<string | null>> = {
  state: () => sql`change.state_kind`,
  priority: () => sql`change.priority::text`,
  model: () => sql`change.model_id`,
  team: () => sql`change.team_id`,
  assignee: () => sql`change.assignee_id`,
  week: (zone) => sql`to_char(date_trunc('week', change.planned_start at time zone ${zone}), 'YYYY-MM-DD')`,
};

/** The tables of time zones are the database's own: it may know fewer names than we do. */
function knownZone(error: unknown): never {
  if (!isUnknownZone(error)) throw error;
  return refuse('invalid', 'Look at zone.', {
    errors: [{ path: 'zone', message: 'the database does not know this zone' }],
  });
}

/**
 * How many changes match in each group: what they may see of them, and no others. Every match is counted, out of an index where
 * one holds what is asked. Groups beyond the largest, or weeks beyond the latest, are counted as left.
 */
export async function changeGroups(ctx: Ctx, { by, zone, ...filters }: Asked) {
  const { open, hidden } = partsVisibleTo(ctx);
  const keys = (seen: RawBuilder<SqlBool>) =>
    filtered(numbersOf(ctx.db), filters, ctx.now).clearSelect().select(keyOf[by](zone).as('key')).where(seen);
  const week = (days: number) =>
    by === 'week' ? sql`((key::date + ${days}::integer)::timestamp at time zone ${zone})` : sql`null::timestamptz`;
  const counted = sql<Row>`
    select key, count(*) as count, count(*) over () as all, ${week(0)} as "from", ${week(7)} as "to"
    from (${keys(open)} ${hidden ? sql`union all ${keys(hidden)}` : sql``}) matched
    group by key order by ${by === 'week' ? sql`key desc nulls first` : sql`count(*) desc, key`} limit ${MOST}`;
  const rows = await (filters.q
    ? sparing('tables', ctx.db, counted)
    : counted.execute(ctx.db).then((found) => found.rows)
  ).catch(knownZone);
  const names = await namesOf(
    ctx,
    by,
    rows.flatMap(({ key }) => key ?? []),
  );
  const items = rows.map(
    ({ key, count, from, to }): ChangeGroup => ({
      key,
      name: key === null ? null : (names.get(key) ?? null),
      count: Number(count),
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
    }),
  );
  return { items: items.toSorted(inOrder(by)), left: Number(rows[0]?.all ?? rows.length) - rows.length };
}

/** States in the order of the process, priorities from the highest, weeks from the latest, the rest by name; none comes last. */
const inOrder = (by: Grouping) => (one: ChangeGroup, other: ChangeGroup) => {
  if (one.key === null || other.key === null) return Number(one.key === null) - Number(other.key === null);
  if (by === 'state') return placeOf(one.key) - placeOf(other.key);
  if (by === 'week') return other.key.localeCompare(one.key);
  return (one.name ?? one.key).localeCompare(other.name ?? other.key);
};
const placeOf = (kind: string) => stateKinds.map(String).indexOf(kind);

const named = {
  model: sql`select id, name from model`,
  team: sql`select id, name from person_group`,
  assignee: sql`select id, name from person`,
};

async function namesOf({ db }: Ctx, by: Grouping, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0 || (by !== 'model' && by !== 'team' && by !== 'assignee')) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    ${named[by]} where id = any (${[...ids]})`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
