import type { Writable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type BackupWriter, type Migration, writeBackup } from './backup-file.ts';
import { reached } from './steps.ts';

export type BackupOptions = {
  databaseUrl: string;
  program: string;
  now: Date;
  files: FilesOutside;
};

/** Files that lie beside the database, as its snapshot names them; each is read when its turn comes. */
export type FilesOutside = {
  list(client: pg.Client): Promise<{ id: string; name: string; sha256: string }[]>;
  read(id: string): Promise<AsyncIterable<Uint8Array> | undefined>;
};

/** `lost` are files that are not in their folder, or are not what was kept: they are not in the backup. */
export type BackupReport = { tables: number; bytes: number; files: number; lost: string[] };

/** Sessions end with a restore, so none travels. What ran stays with the database that ran it. */
const LEFT_OUT = ['session', 'migration', 'job_to_send'];

/**
 * Writes all that was acknowledged, in one snapshot, while people go on working: every table, the sequences and the jobs
 * that wait. What is written while it runs is in the next backup.
 */
export async function makeBackup(to: Writable, options: BackupOptions): Promise<BackupReport> {
  const client = new pg.Client({ connectionString: options.databaseUrl, application_name: 'interlock backup' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`set timezone = 'UTC'; set lock_timeout = '10s'`);
    await client.query('begin isolation level repeatable read, read only');
    const writer = writeBackup(to);
    await writer.note({
      kind: 'header',
      format: 1,
      madeAt: options.now.toISOString(),
      program: options.program,
      postgres: await versionOf(client),
      migrations: await migrationsOf(client),
    });
    reached('backup headed');
    const tables = await copyTables(client, writer);
    reached('tables copied');
    const files = await copyFiles(client, writer, options.files);
    reached('files copied');
    await noteSequences(client, writer);
    await noteJobs(client, writer);
    reached('jobs copied');
    await writer.end();
    return { tables: tables.tables, bytes: tables.bytes + files.bytes, files: files.files, lost: files.lost };
  } finally {
    await client.end();
  }
}

async function versionOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return rows[0]?.server_version ?? '';
}

async function migrationsOf(client: pg.Client): Promise<Migration[]> {
  const { rows } = await client.query<Migration>('select name, sha256 from migration order by name');
  return rows;
}

/** Columns that the database works out by itself are worked out anew. */
const TABLES = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  group by c.relname order by c.relname`;

async function copyTables(client: pg.Client, writer: BackupWriter): Promise<{ tables: number; bytes: number }> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(TABLES);
  const kept = rows.filter(({ name }) => !LEFT_OUT.includes(name));
  let bytes = 0;
  for (const { name, columns } of kept) {
    await writer.note({ kind: 'table', name, columns });
    const listed = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const copied = await writer.data(
      client.query(copyTo(`copy public.${pg.escapeIdentifier(name)} (${listed}) to stdout`)),
    );
    bytes += copied.bytes;
  }
  return { tables: kept.length, bytes };
}

async function copyFiles(client: pg.Client, writer: BackupWriter, outside: FilesOutside) {
  const report = { files: 0, bytes: 0, lost: [] as string[] };
  for (const file of await outside.list(client)) {
    const pieces = await outside.read(file.id);
    if (pieces === undefined) {
      report.lost.push(`${file.name} (${file.id}) is not there`);
      continue;
    }
    await writer.note({ kind: 'file', ...file });
    const copied = await writer.data(pieces);
    if (copied.sha256 !== file.sha256) report.lost.push(`${file.name} (${file.id}) is not what was kept`);
    report.files += 1;
    report.bytes += copied.bytes;
  }
  return report;
}

async function noteSequences(client: pg.Client, writer: BackupWriter): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`,
  );
  for (const { name } of rows) {
    const { rows: at } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from public.${pg.escapeIdentifier(name)}`,
    );
    if (at[0]) await writer.note({ kind: 'sequence', name, ...at[0] });
  }
}

/** Jobs that are still to be done. Their tables are the library's own; a restore sends them again under the same ids. */
async function noteJobs(client: pg.Client, writer: BackupWriter): Promise<void> {
  for (const { from, table } of WAITING) {
    const { rows: there } = await client.query('select 1 where to_regclass($1) is not null', [table]);
    if (there.length === 0) continue;
    const { rows } = await client.query<{ id: string; queue: string; data: unknown }>(from);
    for (const row of rows) await writer.note({ kind: 'job', ...row });
  }
}

const WAITING = [
  {
    table: 'pgboss.job',
    from: `select id::text as id, name as queue, data from pgboss.job
      where state in ('created', 'retry', 'active') and name <> 'clock' and not starts_with(name, '__pgboss') order by created_on, id`,
  },
  { table: 'public.job_to_send', from: 'select id::text as id, queue, data from job_to_send order by id' },
];
