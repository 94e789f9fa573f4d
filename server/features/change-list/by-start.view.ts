// Reads: change.
import type { ChangeFilters } from '@interlock/contract/changes.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { sparing } from '../../platform/database/planned-once.ts';
import type { Where } from '../change-words/index.ts';
import { partsVisibleTo, visibleEach } from '../changes/index.ts';
import { isLive } from './filters.rules.ts';
import { filtered, numbersOf, type Place } from './filters.view.ts';

/** Stands in a cursor for a change that has no planned start. */
export const NEVER = '9999-12-31T00:00:00.000Z';

/** By the planned start, then what has none. */
export async function byStart(
  ctx: Ctx,
  filters: ChangeFilters,
  key: readonly string[] | undefined,
  where?: Where,
): Promise<Place[]> {
  const [start, number] = key ?? [];
  const isElsewhere = where === 'elsewhere' && ctx.actor.permissions.has('change.read_all');
  // What the index of words has found is looked at one by one, also what is hidden.
  const { open, hidden } = isElsewhere ? { open: visibleEach(ctx), hidden: undefined } : partsVisibleTo(ctx);
  const branch = (seen: RawBuilder<SqlBool>, isPlanned: boolean, limit: number) =>
    sql`(${filtered(numbersOf(ctx.db), filters, ctx.now, where)
      .select('change.planned_start')
      .where(seen)
      .where('change.planned_start', isPlanned ? 'is not' : 'is', null)
      .$if(isLive(filters), (query) =>
        query.where('change.state_kind', 'not in', [sql.lit<'closed'>('closed'), sql.lit<'cancelled'>('cancelled')]),
      )
      .$if(isPlanned && start !== undefined, (query) =>
        query.where(sql<boolean>`(change.planned_start, change.number) > (${start}::timestamptz, ${number}::bigint)`),
      )
      .$if(start === NEVER, (query) => query.where('change.number', '>', String(number)))
      .orderBy('change.planned_start')
      .orderBy('change.number')
      .limit(limit)})`;
  const places = async (isPlanned: boolean, limit: number): Promise<readonly Place[]> => {
    const end = isPlanned
      ? sql`change.planned_start <= coalesce((select max(planned_start) from seen having count(*) >= ${limit}), 'infinity')`
      : sql`change.number < coalesce((select max(number) from seen having count(*) >= ${limit}), 9223372036854775807)`;
    const within = hidden && branch(sql<SqlBool>`${hidden} and ${end}`, isPlanned, limit);
    const query = sql<Place>`with seen as materialized ${branch(open, isPlanned, limit)}
      select number, planned_start from (select * from seen ${within ? sql`union ${within}` : sql``}) change
      order by planned_start, number limit ${limit}`;
    return where === 'elsewhere' ? await sparing('rows', ctx.db, query) : (await query.execute(ctx.db)).rows;
  };
  const planned = start === NEVER || filters.planned === false ? [] : await places(true, filters.limit + 1);
  const rest = filters.limit + 1 - planned.length;
  return rest > 0 && filters.planned !== true ? [...planned, ...(await places(false, rest))] : [...planned];
}
