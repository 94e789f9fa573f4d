import type pg from 'pg';

/** A table that stands in an empty database while a restore fills it. It goes with the old schema, in the restore's transaction. */
const MARK = 'unfinished_restore';

/** From here on no server starts on this database until a restore has come to its end. */
export async function markUnfinished(client: pg.Client, file: string): Promise<void> {
  await client.query(`create table if not exists ${MARK} (file text not null, at timestamptz not null default now())`);
  await client.query(`insert into ${MARK} (file) values ($1)`, [file]);
}

/** For a restore that failed and has said why. */
export async function takeMarkOff(client: pg.Client): Promise<void> {
  await client.query(`drop table if exists ${MARK}`);
}

/** Throws where a restore was killed on its way: the database is empty, and would otherwise be set up as a new one. */
export async function mustNotBeUnfinished(client: pg.Client): Promise<void> {
  const { rows: there } = await client.query('select 1 where to_regclass($1) is not null', [`public.${MARK}`]);
  if (there.length === 0) return;
  const { rows } = await client.query<{ file: string }>(`select file from ${MARK} order by at desc limit 1`);
  throw new Error(
    `A restore of ${rows[0]?.file} into this database did not come to its end: restore again, or begin with another empty database.`,
  );
}
