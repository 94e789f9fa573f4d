import { readdir } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../database/db.ts';
import { migrationsFolder } from '../places.ts';

/** Whether this process can do its work now: the database answers, every migration of this program has run, jobs are worked. */
export async function readinessOf(db: Db, jobsRun: boolean): Promise<{ ok: boolean; parts: Record<string, boolean> }> {
  const wanted = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql'));
  const ran = await sql<{ name: string }>`select name from migration`.execute(db).then(
    ({ rows }) => new Set(rows.map(({ name }) => name)),
    () => undefined,
  );
  const parts = {
    database: ran !== undefined,
    migrations: ran !== undefined && wanted.every((name) => ran.has(name)),
    jobs: jobsRun,
  };
  return { ok: Object.values(parts).every(Boolean), parts };
}
