// Reads: the database's own catalog; audit_event; the tables of the job library, which are its own.
import { statfs } from 'node:fs/promises';
import type { System } from '@interlock/contract/operations.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { waitsToBeSealed } from '../sealing/index.ts';

/** What this server knows of itself; it is handed in. */
export type Machine = { version: string; dataDir: string; embedded: boolean; startedAt: Date };

export async function system(ctx: Ctx, { version, dataDir, embedded, startedAt }: Machine): Promise<System> {
  return {
    version,
    node: process.version,
    startedAt: startedAt.toISOString(),
    database: { embedded, ...(await database(ctx)) },
    jobs: await jobs(ctx),
    sealing: await waitsToBeSealed(ctx),
    backupAt: await backupAt(ctx),
    disk: await disk(dataDir),
  };
}

/** It is recorded once it is whole. */
async function backupAt({ db }: Ctx): Promise<string | null> {
  const last = await db
    .selectFrom('audit_event')
    .select('at')
    .where('verb', '=', 'system.backed_up')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.at.toISOString() ?? null;
}

async function database({ db }: Ctx) {
  const { rows } = await sql<Omit<System['database'], 'embedded'> & { bytes: string }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      current_setting('max_connections')::int as "mostConnections",
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database says nothing of itself');
  return { ...row, bytes: Number(row.bytes) };
}

type Failed = { queue: string; count: number; lastAt: Date; problem: string | null };

/** What waits for a later time is not counted: it waits for nothing but that. */
async function jobs({ db, now }: Ctx): Promise<System['jobs']> {
  const { rows: waiting } = await sql<{ count: number; since: Date | null }>`
    select count(*)::int as count, min(start_after) as since from pgboss.job
    where state in ('created', 'retry') and start_after <= ${now} and name <> 'clock' and not starts_with(name, '__pgboss')`.execute(
    db,
  );
  const { rows: failed } = await sql<Failed>`
    select name as queue, count(*)::int as count, max(completed_on) as "lastAt",
      (array_agg(output->>'message' order by completed_on desc))[1] as problem
    from pgboss.job where state = 'failed' and completed_on > ${new Date(now.getTime() - WEEK_MS)}
    group by name order by max(completed_on) desc`.execute(db);
  return {
    waiting: waiting[0]?.count ?? 0,
    waitingSince: waiting[0]?.since?.toISOString() ?? null,
    failed: failed.map(({ lastAt, problem, ...rest }) => ({
      ...rest,
      lastAt: lastAt.toISOString(),
      problem: (problem ?? '').slice(0, 300),
    })),
  };
}

const WEEK_MS = 7 * 24 * 3600_000;

async function disk(folder: string): Promise<System['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, bytes: blocks * bsize };
  } catch {
    return null;
  }
}
