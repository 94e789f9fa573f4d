import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createZstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileFrom, handOutFile, keepFile, loadFiles, withPlace } from '../features/files/index.ts';
import { createToken } from '../features/sessions/create-token.ts';
import { filesBack, outsideFiles } from '../kept-files.ts';
import type { FileSettings } from '../platform/config.ts';
import { system } from '../platform/ctx.ts';
import { connect } from '../platform/database/db.ts';
import { migrate } from '../platform/database/migrate.ts';
import { readFrom } from '../platform/folder/file-folder.ts';
import { Refusal } from '../platform/refusal.ts';
import { type AsItWas, holdsRecords, recordRestore } from '../record-backup.ts';
import { testCtx } from '../testing/ctx.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../testing/database.ts';
import { found } from '../testing/people.ts';
import { runSql } from '../testing/run-sql.ts';
import { type Frame, readBackup, writeBackup } from './backup-file.ts';
import { makeBackup } from './make-backup.ts';
import { type RestoreOptions, type RestoreReport, restoreBackup } from './restore-backup.ts';

const folder = await mkdtemp(join(tmpdir(), 'interlock-backup-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const now = new Date('2026-03-02T10:00:00Z');
const settings = (place: FileSettings['place'], name: string): FileSettings => ({
  place,
  folder: join(folder, name),
  uploads: join(folder, name, 'incoming'),
  mostBytes: 1_000_000,
});
const nowhere = settings('database', 'nowhere');

async function backUp({ ownerUrl }: TestDatabase, name: string, files = nowhere): Promise<string> {
  const file = join(folder, name);
  const pack = createZstdCompress();
  const done = finished(pack.pipe(createWriteStream(file)));
  await makeBackup(pack, { databaseUrl: ownerUrl, program: '0.2.0', now, files: outside(files) });
  await done;
  return file;
}

const outside = ({ folder }: FileSettings) => ({ list: outsideFiles, read: (id: string) => readFrom(folder, id) });

const restore = (file: string, { ownerUrl }: TestDatabase, over: Partial<RestoreOptions> = {}) =>
  restoreBackup({
    file,
    ownerUrl,
    migrations: new URL('../migrations/', import.meta.url),
    replace: false,
    holdsRecords,
    files: filesBack(nowhere),
    record: (client, header) => recordRestore(client, header, now),
    ...over,
  });

/** The same backup with one file more, under this name; its sums are right. */
async function withFile(from: string, name: string, id: string): Promise<string> {
  const file = join(folder, name);
  const pack = createZstdCompress();
  const done = finished(pack.pipe(createWriteStream(file)));
  const writer = writeBackup(pack);
  const frames = readBackup(from);
  for (let at = await frames.next(); !at.done; at = await frames.next()) {
    if (!('note' in at.value) || at.value.note.kind === 'end' || at.value.note.kind === 'end_of_data') continue;
    const { note } = at.value;
    await writer.note(note);
    if (note.kind === 'table' || note.kind === 'file') await writer.data(dataOf(frames));
  }
  const bytes = Buffer.from('what was forged');
  await writer.note({ kind: 'file', id, name: 'x', sha256: createHash('sha256').update(bytes).digest('hex') });
  await writer.data(Readable.from([bytes]));
  await writer.end();
  await done;
  return file;
}

async function* dataOf(frames: AsyncGenerator<Frame>): AsyncGenerator<Buffer> {
  for (let at = await frames.next(); !at.done && 'data' in at.value; at = await frames.next()) yield at.value.data;
}

const filesUnder = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];

/** Every row of every table but those that a restore alters, as text. */
async function contents({ ownerUrl }: TestDatabase): Promise<Record<string, string[]>> {
  const tables = await runSql(
    ownerUrl,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('session', 'migration', 'job_to_send', 'outbound_hold')`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await runSql(ownerUrl, `select t::text as row from public."${name}" t order by 1`);
    all[String(name)] = rows.map(({ row }) => String(row));
  }
  return all;
}

const source = await testDatabase();
const db = connect(source.appUrl, { max: 2, onIdleError: () => {} });
await found(db, now);
await db.destroy();
const whole = await backUp(source, 'whole.backup');

describe('a backup that is restored into an empty database', () => {
  /** For those who only look at what it brought: each restore makes the whole schema anew. */
  let target: TestDatabase;
  let report: RestoreReport;
  beforeAll(async () => {
    target = await emptyDatabase();
    report = await restore(whole, target);
  });

  test('brings every row back, puts itself on record, and ends sessions', async () => {
    const [before, after] = [await contents(source), await contents(target)];
    const restored = after['audit_event']?.filter((row) => row.includes('system.restored'));
    expect(restored).toHaveLength(1);
    expect(report.rows).toBe(Object.values(before).flat().length);
    for (const [table, rows] of Object.entries(before)) {
      if (!table.startsWith('audit_')) expect(after[table], table).toEqual(rows);
      else for (const row of rows) expect(after[table]).toContain(row);
    }
    expect(await runSql(source.ownerUrl, 'select 1 from outbound_hold')).toEqual([]);
    expect(await runSql(target.ownerUrl, 'select because from outbound_hold')).toEqual([
      { because: `A backup of ${now.toISOString()} was restored.` },
    ]);
    expect(await runSql(source.ownerUrl, 'select 1 from session')).not.toEqual([]);
    expect(await runSql(target.ownerUrl, 'select 1 from session')).toEqual([]);
  });

  test('ends every API token unless it is told to keep them, and says who and what works now', async () => {
    const tokened = await testDatabase();
    const there = connect(tokened.appUrl, { max: 2, onIdleError: () => {} });
    const ada = await found(there, now);
    const input = { name: 'Pipeline', scopes: ['read'], days: 30 } as const;
    await createToken(testCtx(there, { actor: ada, now }), input);
    await there.destroy();
    const file = await backUp(tokened, 'tokened.backup');
    for (const keepTokens of [false, true]) {
      const target = await emptyDatabase();
      let said: AsItWas | undefined;
      const record: RestoreOptions['record'] = async (client, header) => {
        said = await recordRestore(client, header, now, { keepTokens });
      };
      await restore(file, target, { record });
      expect(said).toEqual({ accounts: 1, administrators: ['ada'], tokens: ['Pipeline, of ada'] });
      const left = await runSql(target.ownerUrl, 'select name from api_token');
      expect(left).toEqual(keepTokens ? [{ name: 'Pipeline' }] : []);
    }
  });

  test('leaves the schema as the migrations make it, and the application its rights', async () => {
    expect((await migrate({ ownerUrl: target.ownerUrl, appRole: target.appRole })).applied).toEqual([]);
    const shape = `select conrelid::regclass::text as t, conname, pg_get_constraintdef(oid) as def, convalidated from pg_constraint
      where connamespace = 'public'::regnamespace order by 1, 2`;
    expect(await runSql(target.ownerUrl, shape)).toEqual(await runSql(source.ownerUrl, shape));
    expect(await runSql(target.appUrl, 'select count(*)::int as n from person')).toEqual([{ n: 1 }]);
    await expect(runSql(target.appUrl, 'delete from audit_event')).rejects.toThrow('permission denied');
  });

  test('goes on counting where the numbers had come to', async () => {
    const next = `select nextval('audit_event_id_seq')::int > (select max(id) from audit_event) as free`;
    expect(await runSql(target.ownerUrl, next)).toEqual([{ free: true }]);
  });
});

describe('a restore is refused, and leaves the target as it was,', () => {
  test('where the database holds records, unless it is told to replace them', async () => {
    const target = await testDatabase();
    const one = connect(target.appUrl, { max: 1, onIdleError: () => {} });
    await found(one, now);
    await one.destroy();
    const before = await contents(target);
    await expect(restore(whole, target)).rejects.toThrow('holds records already');
    expect(await contents(target)).toEqual(before);
    await restore(whole, target, { replace: true });
    expect(await contents(target)).not.toEqual(before);
  });

  test('while an Interlock still works on the database', async () => {
    const target = await testDatabase();
    const server = connect(target.appUrl, { max: 1, onIdleError: () => {} });
    await sql`select 1`.execute(server);
    await expect(restore(whole, target, { replace: true })).rejects.toThrow('still works on this database');
    await server.destroy();
    await restore(whole, target);
  });

  test('for every way in which a file is not whole', async () => {
    const target = await testDatabase();
    const before = await contents(target);
    const bytes = readFileSync(whole);
    const cut = join(folder, 'cut.backup');
    for (const length of [0, 3, 200, Math.floor(bytes.length / 2), bytes.length - 100]) {
      writeFileSync(cut, bytes.subarray(0, length));
      await expect(restore(cut, target)).rejects.toThrow(/cut short|no backup/);
    }
    for (let at = 10; at < bytes.length; at += Math.ceil(bytes.length / 40)) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0x55;
      writeFileSync(cut, altered);
      await expect(restore(cut, target), `byte ${at}`).rejects.toThrow();
    }
    const packed = (frames: string) =>
      zstdCompressSync(Buffer.concat([zstdDecompressSync(bytes), Buffer.from(frames)]));
    const longer = ['x', '\0'.repeat(8)].map((more) => Buffer.concat([bytes, Buffer.from(more)]));
    for (const more of [...longer, Buffer.concat([bytes, bytes]), packed('J'), packed('D\0\0\0\x01x')]) {
      writeFileSync(cut, more);
      await expect(restore(cut, target)).rejects.toThrow('goes on after its end');
    }
    writeFileSync(cut, 'Dear diary');
    await expect(restore(cut, target)).rejects.toThrow('no backup');
    expect(await contents(target)).toEqual(before);
  });

  test('for a backup of an Interlock that knows more than this one', async () => {
    const later = await testDatabase();
    await runSql(later.ownerUrl, `insert into migration (name, sha256) values ('9999_later.sql', 'x')`);
    const file = await backUp(later, 'later.backup');
    await expect(restore(file, await emptyDatabase())).rejects.toThrow('9999_later.sql');
  });
});

describe('files that are attached', () => {
  const [one, other] = [Buffer.from('what was drawn'), Buffer.alloc(1_200_000, 'seen ')];
  const nameOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  /** A database with two files, kept as the settings say; answers what lies in the folder. */
  async function withFiles(files: FileSettings): Promise<TestDatabase> {
    const database = await testDatabase();
    const db = connect(database.appUrl, { max: 2, onIdleError: () => {} });
    const { id: by } = await found(db, now);
    mkdirSync(files.uploads, { recursive: true });
    const ctx = testCtx(db, { actor: { ...system, id: by }, now, files });
    for (const bytes of [one, other]) {
      const path = join(files.uploads, 'a.part');
      writeFileSync(path, bytes);
      const upload = { path, bytes: bytes.length, sha256: nameOf(bytes) };
      const incoming = await fileFrom({ name: `${bytes.length}.txt`, upload });
      await withPlace(ctx, incoming, () =>
        ctx.transaction(async (tx) => (await keepFile(tx, ctx, incoming, { kind: 'change', id: 'chg_1' })).id),
      );
    }
    await db.destroy();
    return database;
  }

  /** What each file says, as it is handed out, or why it is not. */
  async function saying({ ownerUrl }: TestDatabase, files: FileSettings): Promise<string[]> {
    const db = connect(ownerUrl, { max: 1, onIdleError: () => {} });
    const said: string[] = [];
    for (const file of await loadFiles(db, ['chg_1'])) {
      const pieces: Buffer[] = [];
      try {
        for await (const piece of (await handOutFile(testCtx(db, { files }), file)).pieces)
          pieces.push(Buffer.from(piece));
        said.push(nameOf(Buffer.concat(pieces)));
      } catch (error) {
        said.push(error instanceof Refusal ? error.no.code : String(error));
      }
    }
    await db.destroy();
    return said;
  }

  test.each([
    ['database', 'folder'],
    ['folder', 'database'],
  ] as const)('come along from the %s to the %s', async (from, to) => {
    const [here, there] = [settings(from, `${from}-${to}-here`), settings(to, `${from}-${to}-there`)];
    const file = await backUp(await withFiles(here), `${from}-${to}.backup`, here);
    rmSync(here.folder, { recursive: true, force: true });
    const target = await emptyDatabase();
    const report = await restore(file, target, { files: filesBack(there) });
    expect(report).toMatchObject({ files: from === 'folder' ? 2 : 0, lost: [] });
    expect(await saying(target, there)).toEqual([nameOf(other), nameOf(one)]);
    const rows = await runSql(
      target.ownerUrl,
      'select place, (select count(*)::int from attachment_chunk) as chunks from attachment',
    );
    expect(rows).toEqual([1, 2].map(() => ({ place: to, chunks: to === 'database' ? 4 : 0 })));
    expect(readdirSync(there.uploads, { recursive: true })).toEqual([]);
  });

  test('are named where they are missing or altered, and the others come along', async () => {
    const [here, there] = [settings('folder', 'torn-here'), settings('folder', 'torn-there')];
    const source = await withFiles(here);
    const [big, small] = await runSql(source.ownerUrl, 'select id from attachment order by name');
    const placeOf = ({ id }: Record<string, unknown> = {}) => join(here.folder, String(id).slice(-2), String(id));
    rmSync(placeOf(big));
    const lost = [expect.stringContaining('1200000.txt')];
    const file = join(folder, 'torn.backup');
    const pack = createZstdCompress();
    const done = finished(pack.pipe(createWriteStream(file)));
    const options = { databaseUrl: source.ownerUrl, program: '0.2.0', now, files: outside(here) };
    expect(await makeBackup(pack, options)).toMatchObject({ files: 1, lost });
    await done;
    const target = await emptyDatabase();
    expect(await restore(file, target, { files: filesBack(there) })).toMatchObject({ files: 1, lost });
    expect(await saying(target, there)).toEqual(['file_lost', nameOf(one)]);
    writeFileSync(placeOf(small), 'what was forged');
    const forged = await makeBackup(new PassThrough().resume(), options);
    expect(forged.lost).toEqual([expect.stringContaining('not what was kept'), expect.stringContaining('not there')]);
  });

  test.each(['folder', 'database'] as const)('are refused where a name would lead out of the %s', async (place) => {
    const here = settings('folder', `forged-${place}-here`);
    const file = await backUp(await withFiles(here), 'honest.backup', here);
    const [there, aim] = [settings(place, `forged-${place}-there`), join(folder, `aim-${place}`)];
    mkdirSync(aim);
    const forged = await withFile(file, 'forged.backup', `../../../aim-${place}/cron`);
    const refused = restore(forged, await emptyDatabase(), { files: filesBack(there) });
    await expect(refused).rejects.toThrow('is not what a file is called here');
    expect(readdirSync(aim)).toEqual([]);
    expect(filesUnder(there.folder)).toEqual([]);
  });

  test('are refused where a row names them so that it would lead out of the folder', async () => {
    const [here, there] = [settings('database', 'led-here'), settings('folder', 'led-there')];
    const source = await withFiles(here);
    const aim = join(folder, 'aim-row');
    mkdirSync(aim);
    await runSql(
      source.ownerUrl,
      `insert into attachment select '../../../aim-row/cron', subject_kind, subject, name, type, bytes, sha256, place, added_by, added_at
         from attachment where bytes = ${one.length};
       insert into attachment_chunk select '../../../aim-row/cron', position, attachment_chunk.bytes from attachment_chunk
         join attachment on id = attachment_id where attachment.bytes = ${one.length}`,
    );
    const file = await backUp(source, 'led.backup', here);
    const refused = restore(file, await emptyDatabase(), { files: filesBack(there) });
    await expect(refused).rejects.toThrow('is not what a file is called here');
    expect(readdirSync(aim)).toEqual([]);
    expect(filesUnder(there.folder)).toEqual([]);
  });

  test('that no record of the backup knows are refused', async () => {
    const [here, there] = [settings('folder', 'stranger-here'), settings('folder', 'stranger-there')];
    const file = await backUp(await withFiles(here), 'known.backup', here);
    const forged = await withFile(file, 'stranger.backup', `fil_${'0'.repeat(26)}`);
    const refused = restore(forged, await emptyDatabase(), { files: filesBack(there) });
    await expect(refused).rejects.toThrow('none of its records knows');
    expect(filesUnder(there.folder)).toEqual([]);
  });

  test('that a restore had brought are taken away again where it fails', async () => {
    const [here, there] = [settings('folder', 'undone-here'), settings('folder', 'undone-there')];
    const file = await backUp(await withFiles(here), 'undone.backup', here);
    const record = () => Promise.reject(new Error('the record cannot be written'));
    const failing = restore(file, await emptyDatabase(), { files: filesBack(there), record });
    await expect(failing).rejects.toThrow('cannot be written');
    expect(filesUnder(there.folder)).toEqual([]);
  });
});

test('a job that was still to be done is sent again by the server that starts on what was restored', async () => {
  const waiting = await testDatabase();
  await runSql(
    waiting.ownerUrl,
    `insert into job_to_send values ('00000000-0000-4000-8000-000000000001', 'changes.miss_window', '{"changeId":"chg_1"}')`,
  );
  const target = await emptyDatabase();
  const { jobs } = await restore(await backUp(waiting, 'jobs.backup'), target);
  expect(jobs).toBe(1);
  expect(await runSql(target.ownerUrl, 'select queue, data from job_to_send')).toEqual([
    { queue: 'changes.miss_window', data: { changeId: 'chg_1' } },
  ]);
});
