import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually, isAlive } from '../running/processes.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const settings = { fsync: 'off', shared_buffers: '16MB' };
const isRoot = process.getuid?.() === 0;

let folder = '';
/** A database that was made and stopped, for the tests of what comes after the making. */
let made = '';
const children: ChildProcess[] = [];
const databases: { pid: number; socketDir: string }[] = [];

beforeAll(async () => {
  made = mkdtempSync('/tmp/interlock-process-');
  chmodSync(made, 0o755);
  await (await startEmbeddedPostgres({ home: join(made, 'home'), settings })).stop();
});

afterAll(() => rmSync(made, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync('/tmp/interlock-process-');
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const started = databases.splice(0);
  for (const { pid } of started.filter(({ pid }) => isAlive(pid))) process.kill(pid, 'SIGQUIT');
  await eventually(() => started.every(({ pid }) => !isAlive(pid)), 10_000);
  for (const { socketDir } of started) rmSync(socketDir, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

type Started = { pid: number; adopted: boolean; ownerUrl: string; appUrl: string; socketDir: string };

/** A process of its own that owns the database until it is told to stop, as the server does. */
async function anotherProcess(home: string, uid?: number): Promise<{ child: ChildProcess; says: Started | string }> {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
    try {
      const database = await startEmbeddedPostgres(${JSON.stringify({ home, settings })});
      process.on('SIGTERM', () => database.stop().then(() => process.exit(0)));
      console.log(JSON.stringify(database));
      setInterval(() => {}, 60_000);
    } catch (error) {
      console.log(JSON.stringify(error.message));
      process.exitCode = 1;
    }`;
  const as = uid === undefined ? {} : { uid, gid: uid };
  const args = ['--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { ...as, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  if (!child.stdout) throw new Error('it has no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  const says: Started | string = JSON.parse(line);
  if (typeof says !== 'string') databases.push(says);
  return { child, says };
}

async function startedBy(home: string, uid?: number): Promise<{ child: ChildProcess; database: Started }> {
  const { child, says } = await anotherProcess(home, uid);
  if (typeof says === 'string') throw new Error(says);
  return { child, database: says };
}

/** A home whose database has been made before. */
function readyHome(): string {
  const home = join(folder, 'home');
  execFileSync('cp', ['-a', join(made, 'home'), home]);
  return home;
}

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  // Killing its database is what some of these tests are about.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

async function startHere(home: string) {
  const database = await startEmbeddedPostgres({ home, settings });
  databases.push(database);
  return database;
}

async function killAndReap(child: ChildProcess | undefined): Promise<void> {
  if (!child) throw new Error('it was not started');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

test('a fresh database has an owner, an application role without its rights, checksums, and is kept over a stop', async () => {
  const home = join(folder, 'home');
  const first = await startHere(home);
  expect(await query(first.appUrl, 'select current_user as role')).toEqual({ role: 'interlock_app' });
  expect(await query(first.ownerUrl, 'show data_checksums')).toEqual({ data_checksums: 'on' });
  await query(first.ownerUrl, 'create table kept as select 7 as n');
  await expect(query(first.appUrl, 'create table mine (n int)')).rejects.toThrow('permission denied');
  await expect(query(first.appUrl, 'select * from kept')).rejects.toThrow('permission denied');
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  expect(existsSync(first.socketDir)).toBe(false);
  expect(existsSync(join(home, 'owner.pid'))).toBe(false);

  const second = await startHere(home);
  expect(second.adopted).toBe(false);
  expect(await query(second.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
  await second.stop();
});

test('nobody but its own user may enter the folders of the data and of the socket', async () => {
  const database = await startHere(readyHome());
  for (const path of [join(folder, 'home', 'pgdata'), database.socketDir]) {
    expect(statSync(path).mode & 0o777).toBe(0o700);
    if (isRoot) expect(statSync(path).uid).not.toBe(0);
  }
  await database.stop();
});

test('what a killed owner left running is taken over, with its sessions and data', async () => {
  const { child, database } = await startedBy(readyHome());
  await query(database.ownerUrl, 'create table kept as select 7 as n');
  await killAndReap(child);
  const next = await startHere(join(folder, 'home'));
  expect(next).toMatchObject({ adopted: true, pid: database.pid });
  expect(await query(next.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
  await next.stop();
  expect(isAlive(database.pid)).toBe(false);
});

test('what was left running by a program that is no longer there is stopped properly, and ours goes on with its data', async () => {
  const { child, database } = await startedBy(readyHome());
  const [program = '', ...args] = readFileSync(`/proc/${database.pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  const uid = statSync(`/proc/${database.pid}`).uid;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  const copy = join(folder, 'copy');
  execFileSync('cp', ['-a', join(program, '..', '..'), copy]);
  const as = { uid, gid: uid, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  mkdirSync(database.socketDir, { mode: 0o700 });
  chownSync(database.socketDir, uid, uid);
  const left = spawn(join(copy, 'bin', 'postgres'), args, { ...as, detached: true, stdio: 'ignore' });
  const pid = left.pid ?? 0;
  databases.push({ pid, socketDir: database.socketDir });
  expect(await eventually(() => existsSync(join(database.socketDir, '.s.PGSQL.5432')), 20_000)).toBe(true);
  await eventually(
    () =>
      query(database.ownerUrl, 'create table kept as select 7 as n').then(
        () => true,
        () => false,
      ),
    20_000,
  );
  rmSync(copy, { recursive: true });

  const next = await startHere(join(folder, 'home'));
  expect(next.adopted).toBe(false);
  expect(isAlive(pid)).toBe(false);
  expect(await query(next.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
  await next.stop();
});

test('when owner and database are killed together, an immediate start recovers what was committed', async () => {
  const { child, database } = await startedBy(readyHome());
  await query(database.ownerUrl, 'create table kept as select 7 as n');
  process.kill(database.pid, 'SIGKILL');
  await killAndReap(child);
  const next = await startHere(join(folder, 'home'));
  expect(next.adopted).toBe(false);
  expect(await query(next.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
  await next.stop();
});

test('an owner killed while the database is still being made leaves nothing that blocks the next start', async () => {
  const home = join(folder, 'home');
  const starting = anotherProcess(home);
  starting.catch(() => {});
  expect(
    await eventually(
      () => readdirSync(folder, { recursive: true }).some((name) => String(name).includes('pgdata.new')),
      10_000,
    ),
  ).toBe(true);
  await killAndReap(children.at(-1));
  const next = await startHere(home);
  expect(await query(next.appUrl, 'select 1 as n')).toEqual({ n: 1 });
  await next.stop();
  await (await startHere(home)).stop();
  expect(readdirSync(home).sort()).toEqual(['pgdata', 'postgres.log']);
});

test('a second owner of the folder is refused with a sentence and does no harm to the first', async () => {
  const { child, database } = await startedBy(readyHome());
  await expect(startEmbeddedPostgres({ home: join(folder, 'home') })).rejects.toThrow(
    `running on ${join(folder, 'home')} already (process ${child.pid})`,
  );
  expect(await query(database.appUrl, 'select 1 as n')).toEqual({ n: 1 });
});

test('of three that start at once on a fresh folder, one wins and two are refused', async () => {
  const home = join(folder, 'home');
  const all = await Promise.all([anotherProcess(home), anotherProcess(home), anotherProcess(home)]);
  const refused = all.filter(({ says }) => typeof says === 'string');
  expect(refused).toHaveLength(2);
  for (const { says } of refused) expect(says).toContain('already');
});

test('of three that start at once after a kill, one takes over', async () => {
  const home = readyHome();
  const { child } = await startedBy(home);
  await killAndReap(child);
  const all = await Promise.all([anotherProcess(home), anotherProcess(home), anotherProcess(home)]);
  expect(all.filter(({ says }) => typeof says === 'string')).toHaveLength(2);
});

test.each([
  ['with blanks and quotes', `my "data" folder's home`],
  ['of 200 characters', 'a'.repeat(100) + '/'.padEnd(100, 'b')],
])('a path %s works', async (_what, name) => {
  const home = join(folder, name);
  const database = await startHere(home);
  expect(await query(database.appUrl, 'select 1 as n')).toEqual({ n: 1 });
  await database.stop();
});

test('something else in the place of the socket folder is refused', async () => {
  const home = readyHome();
  const first = await startHere(home);
  await first.stop();
  writeFileSync(first.socketDir, 'in the way');
  try {
    await expect(startEmbeddedPostgres({ home })).rejects.toThrow('belongs to somebody else');
  } finally {
    rmSync(first.socketDir);
  }
});

test('a database that says it listens elsewhere is not taken over, and what lies there stays', async () => {
  const home = readyHome();
  const { child, database } = await startedBy(home);
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  const file = join(home, 'pgdata', 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(database.socketDir, elsewhere));
  await killAndReap(child);
  await expect(startEmbeddedPostgres({ home, settings })).rejects.toThrow(`listens in ${elsewhere}`);
  expect(existsSync(elsewhere)).toBe(true);
});

test('what ended by itself is started again with its data', async () => {
  const database = await startHere(readyHome());
  await query(database.ownerUrl, 'create table kept as select 7 as n');
  const killed = database.pid;
  process.kill(killed, 'SIGKILL');
  expect(await eventually(() => !database.isRunning(), 10_000)).toBe(true);
  await database.restart();
  expect(database.isRunning()).toBe(true);
  expect(database.pid).not.toBe(killed);
  expect(await query(database.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
  await database.stop();
  expect(database.isRunning()).toBe(false);
});

test.runIf(isRoot)('an ordinary user runs it as themselves', async () => {
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, 65_534, 65_534);
  const { child, database } = await startedBy(home, 65_534);
  expect(statSync(join(home, 'pgdata')).uid).toBe(65_534);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(isAlive(database.pid)).toBe(false);
});

test.runIf(isRoot)('under a folder that its user cannot reach it is refused with a sentence', async () => {
  const locked = join(folder, 'locked');
  mkdirSync(locked, { mode: 0o700 });
  await expect(startEmbeddedPostgres({ home: join(locked, 'home') })).rejects.toThrow('cannot reach');
});

test.runIf(isRoot)('a database of another user is handed to the one who runs it now', async () => {
  const home = join(folder, 'home');
  mkdirSync(home);
  chownSync(home, 1, 1);
  const { child, database } = await startedBy(home, 1);
  await query(database.ownerUrl, 'create table kept as select 7 as n');
  await killAndReap(child);
  const next = await startHere(home);
  expect(next.adopted).toBe(false);
  expect(statSync(join(home, 'pgdata')).uid).not.toBe(1);
  expect(await query(next.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
  await next.stop();
});
