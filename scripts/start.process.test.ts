import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually, isAlive } from '../server/platform/running/processes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let dataDir = '';
let started: Start[] = [];

type Start = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

// One folder for all, so that only the first start has to make a database; each test leaves it stopped.
beforeAll(() => {
  dataDir = mkdtempSync('/tmp/interlock start-');
  chmodSync(dataDir, 0o755);
});

afterEach(async () => {
  const pids = [...started.map(groupOf), ...pidsIn('owner.pid'), ...pidsIn('postgres/pgdata/postmaster.pid')];
  started = [];
  for (const pid of pids) killQuietly(pid);
  await eventually(() => !pids.some(isAlive), 10_000);
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

type Program = readonly [string, string[]];
const npm: Program = ['npm', ['start']];
/** What npm starts, for where npm has no part in what is asked: it asks half as much of the processor as the server. */
const launcher: Program = [process.execPath, [join(root, 'scripts', 'start.mjs')]];

/** As in a terminal: npm, the launcher and the server are one group. */
function begin([program, args]: Program, environment: Record<string, string> = {}): Start {
  const env = { ...process.env, PORT: '0', INTERLOCK_DATA: dataDir, LOG_LEVEL: 'silent', ...environment };
  const child = spawn(program, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (output += part));
  const ended = once(child, 'close').then(([code]) => code);
  const start = { child, output: () => output, ended };
  started.push(start);
  return start;
}

async function ready(
  by: Program,
  environment?: Record<string, string>,
): Promise<Start & { address: string; serverPid: number }> {
  const start = begin(by, environment);
  const address = () => /^Interlock is ready at (\S+)/m.exec(start.output())?.[1];
  await eventually(() => address() !== undefined || start.child.exitCode !== null, 60_000);
  const [serverPid] = pidsIn('owner.pid');
  const at = address();
  if (at === undefined || serverPid === undefined) throw new Error(`it did not start: ${start.output()}`);
  return { ...start, address: at, serverPid };
}

/** What the server answers whoever asks whether it lives. */
async function health({ address }: { address: string }): Promise<[status: number, body: string]> {
  const answer = await fetch(`${address}/healthz`);
  return [answer.status, await answer.text()];
}

function pidsIn(name: string): number[] {
  const file = join(dataDir, name);
  return existsSync(file) ? [Number.parseInt(readFileSync(file, 'utf8'), 10)] : [];
}

function databasePid(): number {
  const [pid] = pidsIn('postgres/pgdata/postmaster.pid');
  if (pid === undefined) throw new Error('no database runs');
  return pid;
}

function groupOf({ child }: Start): number {
  if (child.pid === undefined) throw new Error('it did not start');
  return -child.pid;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** The launcher's identity as Linux tells it: the server's parent. */
function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** What a server that has stopped leaves in its folder. */
const kept = ['audit-seal.key', 'id', 'postgres', 'secrets.key'];

async function expectAllStopped(server: { serverPid: number }, database: number): Promise<void> {
  expect(await eventually(() => !isAlive(server.serverPid), 10_000)).toBe(true);
  expect(isAlive(database)).toBe(false);
  expect(readdirSync(dataDir).sort()).toEqual(kept);
}

test('a start says where it is ready, and Ctrl-C stops everything and leaves only the data', async () => {
  const server = await ready(npm);
  expect(await health(server)).toEqual([200, '{"ok":true}']);
  expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['operator.key', 'server.json', 'owner.pid']));
  const database = databasePid();
  process.kill(groupOf(server), 'SIGINT');
  await server.ended;
  await expectAllStopped(server, database);
});

test('a stop sent to npm alone stops everything, and complains of nothing', async () => {
  const server = await ready(npm, { LOG_LEVEL: 'warn' });
  const database = databasePid();
  server.child.kill('SIGTERM');
  await server.ended;
  await expectAllStopped(server, database);
  expect(server.output()).not.toContain('was lost');
});

test('a server whose launcher was killed stops by itself', async () => {
  const server = await ready(npm);
  const database = databasePid();
  process.kill(parentOf(server.serverPid), 'SIGKILL');
  await expectAllStopped(server, database);
});

test('after a killed server the next start takes its database over', async () => {
  const server = await ready(launcher);
  const database = databasePid();
  process.kill(server.serverPid, 'SIGKILL');
  expect(await server.ended).not.toBe(0);
  const next = await ready(launcher);
  expect(next.output()).toContain('Took over the database');
  expect(databasePid()).toBe(database);
  expect(await health(next)).toEqual([200, '{"ok":true}']);
});

test('after everything was killed at once an immediate start works', async () => {
  const server = await ready(npm);
  process.kill(databasePid(), 'SIGKILL');
  process.kill(groupOf(server), 'SIGKILL');
  const next = await ready(launcher);
  expect(await health(next)).toEqual([200, '{"ok":true}']);
});

test('a second start on the same folder is refused with one sentence, and the first goes on', async () => {
  const server = await ready(launcher);
  const second = begin(npm);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Interlock is running on ${dataDir} already (process ${server.serverPid}).`);
  expect(second.output()).not.toContain('    at ');
  expect(await health(server)).toEqual([200, '{"ok":true}']);
});

test('a wrong setting ends the start with a sentence that names it', async () => {
  const start = begin(launcher, { PORT: 'http' });
  expect(await start.ended).toBe(1);
  expect(start.output()).toContain('PORT must be a whole number');
  expect(start.output()).not.toContain('    at ');
});

test('a port that is taken ends the start with a sentence, before a database is touched', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  const untouched = mkdtempSync('/tmp/interlock untouched-');
  await once(other, 'listening');
  try {
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const start = begin(launcher, { PORT: port, LOG_LEVEL: 'info', INTERLOCK_DATA: untouched });
    expect(await start.ended).toBe(1);
    expect(start.output()).not.toMatch(/^\{/m);
    expect(start.output()).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(readdirSync(untouched)).toEqual([]);
  } finally {
    rmSync(untouched, { recursive: true });
    other.close();
  }
});

test.runIf(process.getuid?.() === 0)(
  'under root, a data folder that nobody else can reach has its database apart',
  async () => {
    rmSync(dataDir, { recursive: true });
    mkdirSync(dataDir, { mode: 0o700 });
    const server = await ready(launcher);
    const home = join('/var/lib/interlock', readFileSync(join(dataDir, 'id'), 'utf8').trim());
    try {
      expect(server.output()).toContain(`The database lies in ${home}`);
      expect(readdirSync(dataDir)).not.toContain('postgres');
      expect(await health(server)).toEqual([200, '{"ok":true}']);
      server.child.kill('SIGTERM');
      await server.ended;
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
);
