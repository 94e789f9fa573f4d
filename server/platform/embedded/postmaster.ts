import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { commandOf, eventually, isAlive, processesIn } from '../running/processes.ts';
import { type DatabaseUser, makePrivateFolder } from './database-user.ts';

/** Where one embedded database lives and what it is run with. */
export type Cluster = {
  binaries: string;
  dataDir: string;
  socketDir: string;
  logFile: string;
  user: DatabaseUser | undefined;
  settings: Record<string, string>;
};

export type Postmaster = { pid: number; socketDir: string; status: string };

const LOG_KEPT_BYTES = 10_000_000;
const START_MS = 10 * 60_000;
const STOP_MS = 60_000;

const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
const runAs = ({ user }: Cluster) => ({
  ...(user ? { uid: user.uid, gid: user.gid } : {}),
  env: environment,
  cwd: '/',
});

/** Made under a name of its own and renamed: an initdb outlives the server killed beside it, and goes on writing. */
export function createCluster(cluster: Cluster): void {
  const fresh = `${cluster.dataDir}.new-${process.pid}`;
  makePrivateFolder(fresh, cluster.user);
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--lc-collate=C', '--lc-ctype=C'];
  const args = ['-D', fresh, '-U', 'interlock', '--auth=trust', ...locale, '-k', '--no-instructions', '--no-sync'];
  const made = spawnSync(join(cluster.binaries, 'bin', 'initdb'), args, { ...runAs(cluster), encoding: 'utf8' });
  if (made.status !== 0) {
    throw new Error(`The database could not be created in ${cluster.dataDir}: ${lastLine(made.stderr ?? '')}`);
  }
  renameSync(fresh, cluster.dataDir);
}

/** Removes what killed starts left half made. What is still being written to is left for the next start. */
export function removeHalfMade(dataDir: string): void {
  const home = dirname(dataDir);
  for (const name of readdirSync(home).filter((name) => name.startsWith(`${basename(dataDir)}.new-`))) {
    try {
      rmSync(join(home, name), { recursive: true, force: true });
    } catch {
      // Its initdb still runs.
    }
  }
}

/** The PostgreSQL that runs on this folder now, if any; `status` is PostgreSQL's own word (starting, ready, stopping). */
export function findPostmaster(dataDir: string): Postmaster | undefined {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [first, , , , socketDir, , , status] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(first);
  if (!isAlive(pid)) return undefined;
  const command = commandOf(pid);
  if (!command.includes('postgres') || !command.includes(dataDir)) return undefined;
  return { pid, socketDir: socketDir?.trim() ?? '', status: status?.trim() ?? '' };
}

/** A postmaster that takes connections, once it does; nothing when it ended meanwhile or never gets there. */
export async function whenReady(dataDir: string, ms: number): Promise<Postmaster | undefined> {
  let found: Postmaster | undefined;
  const settled = async () => {
    found = findPostmaster(dataDir);
    return !found || (found.status.startsWith('ready') && (await accepts(found.socketDir)));
  };
  return (await eventually(settled, ms)) ? found : undefined;
}

/**
 * After a kill, PostgreSQL's children need a moment to notice, and its pid file and socket lock still name a process
 * that nobody may have reaped: both would stop the next start.
 */
export async function clearLeftovers({ dataDir, socketDir }: Cluster): Promise<void> {
  const leftovers = [join(dataDir, 'postmaster.pid'), join(socketDir, '.s.PGSQL.5432.lock')];
  if (!leftovers.some((file) => existsSync(file))) return;
  if (!(await eventually(() => processesIn(dataDir).length === 0, 10_000))) {
    throw new Error(`Processes of a killed PostgreSQL still use ${dataDir}: ${processesIn(dataDir).join(', ')}.`);
  }
  for (const file of leftovers) rmSync(file, { force: true });
}

/** Starts PostgreSQL in a group of its own, so that Ctrl-C reaches Interlock alone, which then stops it in order. */
export async function startPostmaster(cluster: Cluster): Promise<Postmaster> {
  const stderr = openLog(cluster.logFile);
  const loggedBefore = fstatSync(stderr).size;
  const child = spawn(join(cluster.binaries, 'bin', 'postgres'), argumentsOf(cluster), {
    ...runAs(cluster),
    detached: true,
    stdio: ['ignore', 'ignore', stderr],
  });
  closeSync(stderr);
  child.unref();
  const ended = endOf(child);
  const ready = async () => {
    const found = findPostmaster(cluster.dataDir);
    return found?.pid === child.pid && found?.status.startsWith('ready') && (await accepts(found.socketDir));
  };
  await eventually(async () => ended.how !== undefined || Boolean(await ready()), START_MS);
  const found = findPostmaster(cluster.dataDir);
  if (ended.how === undefined && found) return found;
  const said = lastLine(readFileSync(cluster.logFile, 'utf8').slice(loggedBefore));
  throw new Error(`PostgreSQL did not start (${ended.how ?? 'no answer'}): ${said} See ${cluster.logFile}.`);
}

function argumentsOf({ dataDir, socketDir, settings }: Cluster): string[] {
  const all = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    max_connections: '60',
    shared_buffers: '128MB',
    dynamic_shared_memory_type: 'posix',
    logging_collector: 'off',
    log_min_messages: 'warning',
    ...settings,
  };
  return ['-D', dataDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** A file, not a pipe: a pipe would break when Interlock is killed and the database is taken over later. */
function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_KEPT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function endOf(child: ChildProcess): { how: string | undefined } {
  const end: { how: string | undefined } = { how: undefined };
  child.once('error', (error) => {
    end.how = error.message;
  });
  child.once('exit', (code, signal) => {
    end.how = `exit ${code ?? signal}`;
  });
  return end;
}

/** Ends the sessions and closes the database properly; only what does not stop in a minute is stopped hard. */
export async function stopPostmaster(dataDir: string, pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await eventually(() => !isAlive(pid), STOP_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await eventually(() => !isAlive(pid), STOP_MS)) return;
  throw new Error(`PostgreSQL (process ${pid}) on ${dataDir} does not stop.`);
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself meanwhile.
  }
}

function accepts(socketDir: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(join(socketDir, '.s.PGSQL.5432'));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? '';
}
