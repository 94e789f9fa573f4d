import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createZstdCompress } from 'node:zlib';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { filesBack, outsideFiles } from '../kept-files.ts';
import { connect } from '../platform/database/db.ts';
import { claimFolder } from '../platform/folder/folder-mark.ts';
import { holdsRecords, recordRestore } from '../record-backup.ts';
import { emptyDatabase } from '../testing/database.ts';
import { runSql } from '../testing/run-sql.ts';
import { makeBackup } from './make-backup.ts';
import { type FilesBack, restoreBackup } from './restore-backup.ts';

const now = new Date('2026-03-02T10:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'interlock-earlier-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const landed = new URL('../migrations/', import.meta.url);
const names = readdirSync(fileURLToPath(landed))
  .filter((name) => name.endsWith('.sql'))
  .sort();
const settings = { place: 'folder', folder, uploads: join(folder, 'incoming'), mostBytes: 1_000 } as const;

async function backUp(databaseUrl: string, file: string): Promise<void> {
  const pack = createZstdCompress();
  const done = finished(pack.pipe(createWriteStream(file)));
  const bytes = Buffer.from('seen');
  const read = async () =>
    (async function* () {
      yield bytes;
    })();
  await makeBackup(pack, { databaseUrl, program: '0.0.1', now, files: { list: outsideFiles, read } });
  await done;
}

const restore = (file: string, ownerUrl: string, over: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup({
    file,
    ownerUrl,
    migrations: landed,
    replace: true,
    holdsRecords,
    files: filesBack(settings),
    record: (client, header) => recordRestore(client, header, now),
    ...over,
  });

const insertPerson = `insert into person (id, name, email, zone, roles, created_at)
  values ('usr_1', 'Ann', 'ann@example.org', 'UTC', '{initiator}', now())`;
const fileId = `fil_${'1'.repeat(26)}`;
const insertFile = `insert into attachment values ('${fileId}', 'change', 'chg_1', 'run.log', 'text/plain', 4,
  '${createHash('sha256').update('seen').digest('hex')}', 'folder', 'usr_1', now())`;

/** Every sixth of the earlier states, and the last two: each costs all migrations once. */
const isTried = (at: number): boolean => at % 6 === 0 || at >= names.length - 2;

/** One database that comes up migration by migration, and a backup of it at each state that is tried. */
const backups: { name: string; backup: string }[] = [];
const source = await emptyDatabase();
const client = new pg.Client({ connectionString: source.ownerUrl });
await client.connect();
await client.query(
  'create table migration (name text primary key, sha256 text not null, at timestamptz default now())',
);
for (const [at, name] of names.entries()) {
  const text = readFileSync(new URL(name, landed), 'utf8');
  await client.query(text);
  await client.query('insert into migration values ($1, $2)', [name, createHash('sha256').update(text).digest('hex')]);
  if (name.startsWith('0003_')) await client.query(insertPerson);
  if (name.startsWith('0021_files')) await client.query(insertFile);
  if (!isTried(at)) continue;
  const backup = join(folder, `${name}.backup`);
  await backUp(source.ownerUrl, backup);
  backups.push({ name, backup });
}
await client.end();

const target = await emptyDatabase();
const schema = `select table_name || '.' || column_name || ' ' || data_type as line from information_schema.columns
  where table_schema = 'public' order by 1`;
const present = await runSql(source.ownerUrl, schema);

test.each(backups)(
  'a backup of the state at $name is brought up to the present one, with what was in it',
  async (one) => {
    await restore(one.backup, target.ownerUrl, { files: filesBack({ ...settings, folder: join(folder, 'brought') }) });
    const people = await runSql(target.ownerUrl, 'select name, email from person');
    expect(people).toEqual(one.name >= '0003' ? [{ name: 'Ann', email: 'ann@example.org' }] : []);
    expect(await runSql(target.ownerUrl, schema)).toEqual(present);
  },
);

describe('a restore that dies leaves the database and the folder as they were', () => {
  const die = (client: pg.Client) => client.query('select pg_terminate_backend(pg_backend_pid())');
  const files = filesBack(settings);
  const at: Record<string, Partial<FilesBack>> = {
    'when a file comes': { begin: () => Promise.reject(new Error('killed')) },
    'after a file is at its place': {
      into: async (client, id, path) => {
        await files.into(client, id, path);
        await die(client);
      },
    },
  };
  test.each([...Object.keys(at), 'when all is in but the record'])('%s', async (step) => {
    const target = await emptyDatabase();
    await runSql(target.ownerUrl, 'create table kept (word text)', `insert into kept values ('as it was')`);
    const record = async (client: pg.Client) => void (await die(client));
    const dying = at[step] ? { files: { ...files, ...at[step] } } : { record };
    await expect(restore(backups.at(-1)?.backup ?? '', target.ownerUrl, dying)).rejects.toThrow();
    expect(await runSql(target.ownerUrl, 'select word from kept')).toEqual([{ word: 'as it was' }]);
    expect(await runSql(target.ownerUrl, `select to_regclass('public.person') as there`)).toEqual([{ there: null }]);
    expect(
      readdirSync(folder)
        .filter((name) => name.length === 2)
        .flatMap((name) => readdirSync(join(folder, name))),
    ).toEqual([]);
  });
});

test.each([
  ['what was kept', 'seen'],
  ['damaged, which the backup mends', 'torn'],
])('a restore that fails takes no file away that was in the folder before: one that is %s', async (_what, lay) => {
  const own = { ...settings, folder: join(folder, lay), uploads: join(folder, lay, 'incoming') };
  const place = join(own.folder, '11', fileId);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, lay);
  const record = () => Promise.reject(new Error('the record cannot be written'));
  const failing = restore(backups.at(-1)?.backup ?? '', target.ownerUrl, { files: filesBack(own), record });
  await expect(failing).rejects.toThrow('cannot be written');
  expect(readFileSync(place, 'utf8')).toBe('seen');
  expect(readdirSync(own.uploads)).toEqual([]);
});

test('a restore is refused before it touches anything where the folder holds the files of another database', async () => {
  const own = { ...settings, folder: join(folder, 'theirs'), uploads: join(folder, 'theirs', 'incoming') };
  const theirs = connect(source.ownerUrl, { max: 1, onIdleError: () => {} });
  await claimFolder(theirs, own);
  await theirs.destroy();
  const empty = await emptyDatabase();
  const refused = restore(backups.at(-1)?.backup ?? '', empty.ownerUrl, { files: filesBack(own) });
  await expect(refused).rejects.toThrow('holds the files of another database');
  expect(await runSql(empty.ownerUrl, `select to_regclass('public.person') as there`)).toEqual([{ there: null }]);
  await restore(backups.at(-1)?.backup ?? '', source.ownerUrl, { files: filesBack(own) });
});
