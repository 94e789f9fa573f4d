import { type RawBuilder, sql } from 'kysely';
import { type Db, writeLater } from './db.ts';
import { PLANNED_ONCE } from './prepared.ts';

/**
 * The rows of a query of many parts, which takes longer to plan than to run and is best run in one way whatever is asked: each
 * connection plans it once. It goes to the database in one round trip with its settings, and sees one state of it.
 */
export const plannedOnce = <Row>(db: Db, query: RawBuilder<Row>): Promise<readonly Row[]> =>
  db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await writeLater(tx, sql`set local plan_cache_mode = force_generic_plan`);
      const { rows } = await sql<Row>`${sql.raw(PLANNED_ONCE)} ${query}`.execute(tx);
      return rows;
    });

/** What dear plans bring with them is of no use for a page. */
const settings = {
  tables: sql`set local enable_seqscan = off`,
  rows: sql`select set_config('enable_seqscan', 'off', true), set_config('cpu_operator_cost', '0.5', true),
    set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`,
};

/**
 * The rows of a query that must begin at an index of words. To look at all rows of a table seems cheap to the planner, which does not
 * reckon with fetching their words from where long values lie: `tables` keeps it from doing so for its own sake, `rows` in any way.
 */
export const sparing = <Row>(spared: keyof typeof settings, db: Db, query: RawBuilder<Row>): Promise<readonly Row[]> =>
  db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await writeLater(tx, settings[spared]);
      const { rows } = await query.execute(tx);
      return rows;
    });
