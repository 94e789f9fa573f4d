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
