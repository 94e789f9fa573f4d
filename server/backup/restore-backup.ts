import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { markUnfinished, takeMarkOff } from '../platform/database/unfinished-restore.ts';
import { crashPoint } from '../platform/jobs/crash-points.ts';
import { eventually } from '../platform/running/processes.ts';
import { type Frame, type Migration, type Note, readBackup } from './backup-file.ts';
import { reached } from './steps.ts';

export type RestoreOptions = {
  file: string;
  /** As the owner of the tables. */
  ownerUrl: string;
  /** Where the migrations of this program lie. */
  migrations: URL;
  /** Puts a database that holds records aside for good. */
  replace: boolean;
  /** Whether the target holds anything; asked before it is touched. */
  holdsRecords(client: pg.Client): Promise<boolean>;
  files: FilesBack;
  /** Called inside the transaction once all is in and migrated, so that the restore itself goes on record with it. */
  record(client: pg.Client, header: Header): Promise<unknown>;
};

export type Header = Note & { kind: 'header' };
export type RestoreReport = {
  header: Header;
  tables: number;
  rows: number;
  jobs: number;
  files: number;
  lost: string[];
};

type BegunFile = {
  path: string;
  write(piece: Uint8Array): Promise<void>;
  end(): Promise<string>;
  abort(): Promise<void>;
};

/** Where the files go that lay beside the database. */
export type FilesBack = {
  /** Throws where the files of another database lie there. Asked before anything is touched. */
  mayUse(client: pg.Client): Promise<void>;
  begin(id: string): Promise<BegunFile>;
  /** Puts one that is whole to its place, in the transaction. */
  into(client: pg.Client, id: string, path: string): Promise<void>;
  /** Called when everything is in: brings to their place what came with the tables, and names what is not there. */
  settle(client: pg.Client): Promise<string[]>;
  /** Takes away what lies outside of a transaction that was given up. */
  undo(): Promise<void>;
};

/**
 * Puts a backup into an empty database, in one transaction: the schema as it was when the backup was made, every row, and then
 * the migrations that came since. With a backup that is not whole it leaves the target as it was; killed half-way as well, and
 * where that was empty, no server starts on it until it is restored.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  await mustBeWhole(options.file);
  const frames = readBackup(options.file);
  const header = await headerOf(frames, options.file);
  const files = await filesFor(header.migrations, options.migrations);
  reached('backup read');
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'interlock restore' });
  client.on('error', () => {});
  await client.connect();
  try {
    await mustBeAlone(client);
    const holds = await options.holdsRecords(client);
    if (holds && !options.replace) {
      throw new Error('This database holds records already. Restore into an empty one, or say --replace to lose them.');
    }
    await options.files.mayUse(client);
    if (!holds) await markUnfinished(client, options.file);
    reached('restore begun');
    await client.query('begin');
    await makeSchema(client, files.before);
    reached('schema made');
    const links = await dropLinks(client);
    const report = await load(client, frames, options.files);
    reached('tables filled');
    for (const link of links) await client.query(link);
    reached('links made');
    for (const file of files.after) await apply(client, file);
    reached('migrations made');
    const lost = await options.files.settle(client);
    reached('files settled');
    await keepJobs(client);
    await options.record(client, header);
    reached('restore on record');
    await crashPoint('restore: before it commits');
    await client.query('commit');
    await crashPoint('restore: committed');
    reached('restore committed');
    return { header, ...report, lost };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    await options.files.undo();
    await takeMarkOff(client).catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

/** Whoever still works on this database would write into what is about to be replaced. */
async function mustBeAlone(client: pg.Client): Promise<void> {
  const others = async () => {
    const { rows } = await client.query<{ name: string }>(
      `select application_name as name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and starts_with(application_name, 'interlock')`,
    );
    return rows.map(({ name }) => name);
  };
  // PostgreSQL may need a moment to notice that an earlier restore was killed.
  await eventually(async () => !(await others()).includes('interlock restore'), KILLED_IS_NOTICED_MS);
  if ((await others()).length > 0) throw new Error('An Interlock still works on this database. Stop it, then restore.');
}

const KILLED_IS_NOTICED_MS = 5_000;

/** Read once to its end and its sums before anything is touched. */
async function mustBeWhole(file: string): Promise<void> {
  let own = createHash('sha256');
  for await (const frame of readBackup(file)) {
    if ('data' in frame) own.update(frame.data);
    else if (frame.note.kind === 'end_of_data') {
      if (own.digest('hex') !== frame.note.sha256)
        throw new Error(`${file} was altered after it was made. Use another backup.`);
      own = createHash('sha256');
    }
  }
}

async function headerOf(frames: AsyncGenerator<Frame>, file: string): Promise<Header> {
  const { value } = await frames.next();
  if (value && 'note' in value && value.note.kind === 'header' && value.note.format === 1) return value.note;
  throw new Error(`${file} is no backup that this Interlock can read.`);
}

type MigrationFile = Migration & { text: string };

/** The migrations that the backup had run, which must be ours to the byte, and those that came since. */
async function filesFor(ran: readonly Migration[], folder: URL): Promise<Record<'before' | 'after', MigrationFile[]>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const ours = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
  const stranger = ran.find((one) => !ours.some(({ name, sha256 }) => name === one.name && sha256 === one.sha256));
  if (stranger) {
    throw new Error(
      `The backup was made by another Interlock: it has run ${stranger.name}, which this one does not know.`,
    );
  }
  const had = new Set(ran.map(({ name }) => name));
  return { before: ours.filter(({ name }) => had.has(name)), after: ours.filter(({ name }) => !had.has(name)) };
}

async function makeSchema(client: pg.Client, files: readonly MigrationFile[]): Promise<void> {
  await client.query('drop schema if exists pgboss cascade; drop schema public cascade; create schema public');
  await client.query(
    'create table migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
  );
  for (const file of files) await apply(client, file);
}

async function apply(client: pg.Client, { name, text, sha256 }: MigrationFile): Promise<void> {
  await client.query(text);
  await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
}

/**
 * Takes the links between tables off, so that these can be filled in any order, and stills what notes whose words are to be taken in:
 * those come with the backup. Answers how to make it all again.
 */
async function dropLinks(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
    union all
    select format('alter table %s disable trigger %I', tgrelid::regclass, tgname),
           format('alter table %s enable trigger %I', tgrelid::regclass, tgname)
    from pg_trigger join pg_class on pg_class.oid = tgrelid
    where tgfoid = to_regproc('public.change_words_follow') and relnamespace = 'public'::regnamespace`);
  for (const { drop } of rows) await client.query(drop);
  return rows.map(({ add }) => add);
}

/** They wait in a table of ours until a server starts and sends them. */
async function keepJobs(client: pg.Client): Promise<void> {
  await client.query('insert into job_to_send (id, queue, data) select id, queue, data from job_left');
}

type Loaded = Omit<RestoreReport, 'header' | 'lost'>;
/** What the data after a note goes into. */
type Sink = { write(piece: Buffer): Promise<unknown>; ended(): Promise<void>; abort(): Promise<unknown> };

async function load(client: pg.Client, frames: AsyncGenerator<Frame>, files: FilesBack): Promise<Loaded> {
  await client.query('create temp table job_left (id uuid, queue text, data jsonb) on commit drop');
  const loading: Loading = { loaded: { tables: 0, rows: 0, jobs: 0, files: 0 }, open: {}, files };
  try {
    for await (const frame of frames) {
      if ('note' in frame) await follow(client, frame.note, loading);
      else await loading.open.sink?.write(frame.data);
    }
  } finally {
    // One that is still open failed; unless it ends, the connection would wait for its rest.
    await loading.open.sink?.abort();
  }
  return loading.loaded;
}

type Loading = { loaded: Loaded; open: { sink?: Sink | undefined }; files: FilesBack };

async function follow(client: pg.Client, note: Note, { loaded, open, files }: Loading): Promise<void> {
  if (note.kind === 'end_of_data') {
    await open.sink?.ended();
    open.sink = undefined;
  } else if (note.kind === 'table') {
    open.sink = await tableSink(client, note, loaded);
    loaded.tables += 1;
  } else if (note.kind === 'file') {
    open.sink = await fileSink(client, note, files);
    loaded.files += 1;
  } else if (note.kind === 'sequence') {
    const name = `public.${pg.escapeIdentifier(note.name)}`;
    await client.query('select setval(to_regclass($1), $2, $3)', [name, note.value, note.called]);
  } else if (note.kind === 'job') {
    await client.query('insert into job_left values ($1, $2, $3)', [note.id, note.queue, JSON.stringify(note.data)]);
    loaded.jobs += 1;
  }
}

/** What the migrations put there themselves gives way to what was backed up. */
async function tableSink(
  client: pg.Client,
  { name, columns }: Note & { kind: 'table' },
  loaded: Loaded,
): Promise<Sink> {
  const table = `public.${pg.escapeIdentifier(name)}`;
  const { rows } = await client.query(`select 1 from ${table} limit 1`);
  if (rows.length > 0) await client.query(`truncate ${table}`);
  const listed = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const to: CopyStreamQuery = client.query(copyFrom(`copy ${table} (${listed}) from stdin`));
  const done = finished(to);
  done.catch(() => {});
  return {
    write: async (piece) => {
      if (!to.write(piece)) await Promise.race([once(to, 'drain'), done]);
    },
    async ended() {
      to.end();
      await done;
      loaded.rows += to.rowCount ?? 0;
    },
    abort: async () => to.destroy(),
  };
}

/** One that was damaged before it was backed up is not put back as if it were whole. */
async function fileSink(
  client: pg.Client,
  { id, sha256 }: Note & { kind: 'file' },
  { begin, into }: FilesBack,
): Promise<Sink> {
  const begun = await begin(id);
  return {
    write: begun.write,
    async ended() {
      if ((await begun.end()) === sha256) await into(client, id, begun.path);
      else await begun.abort();
    },
    abort: begun.abort,
  };
}
