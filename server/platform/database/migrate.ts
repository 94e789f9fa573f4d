import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { migrationsFolder } from '../places.ts';
import { grantTo } from './app-role.ts';
import { prepareJobTables } from './job-tables.ts';
import { mustNotBeUnfinished } from './unfinished-restore.ts';

export type MigrateOptions = {
  ownerUrl: string;
  /** The role that the application signs in with; left out, or the owner itself, nothing is granted. */
  appRole?: string | undefined;
  folder?: URL;
};

const LOCK = 7_261_001;

/**
 * Brings the database to this program's schema and says which files it applied. Any number of servers may call it at
 * once: one does the work, the others wait and find nothing left to do. Throws a sentence where a restore was cut off.
 */
export async function migrate({
  ownerUrl,
  appRole,
  folder = migrationsFolder,
}: MigrateOptions): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'interlock migrate' });
  // A connection lost between two statements shows in the next statement; unheard, it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await waitForTurn(client);
    await mustNotBeUnfinished(client);
    await client.query(`set lock_timeout = '2s'`);
    const applied = await applyFiles(client, folder);
    await retried(() => prepareJobTables(client));
    if (appRole !== undefined) await retried(() => grantTo(client, appRole));
    return { applied };
  } finally {
    await client.end();
  }
}

/** Asks again and again: a statement that waits for the lock would hold a snapshot that index builds wait for in turn. */
async function waitForTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK]);
    if (rows[0]?.mine) return;
    await delay(100);
  }
}

async function applyFiles(client: pg.Client, folder: URL): Promise<string[]> {
  await client.query(
    'create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
  );
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration');
  const landed = new Map(rows.map((row) => [row.name, row.sha256]));
  const applied: string[] = [];
  for (const name of await filesIn(folder)) {
    const text = await readFile(new URL(name, folder), 'utf8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (landed.has(name)) mustBeAsItLanded(name, sha256, landed.get(name));
    else {
      await retried(() => applyOne(client, name, text, sha256));
      applied.push(name);
    }
  }
  return applied;
}

async function filesIn(folder: URL): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  if (names.length === 0) throw new Error(`There are no migrations in ${folder.pathname}.`);
  return names;
}

function mustBeAsItLanded(name: string, now: string, then: string | undefined): void {
  if (now === then) return;
  throw new Error(
    `The migration ${name} was changed after this database ran it. Put the file back as it was and write the change as a new migration.`,
  );
}

async function applyOne(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw withName(name, error);
  }
}

function withName(name: string, error: unknown): unknown {
  if (error instanceof Error) error.message = `The migration ${name} failed: ${error.message}`;
  return error;
}

const LOCK_NOT_AVAILABLE = '55P03';

/** A table in use is asked for again: waiting long for its lock would make every later query on it wait as well. */
async function retried<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE;
      if (!busy || attempt === 30) throw error;
      await delay(100 * Math.min(attempt, 10));
    }
  }
}
