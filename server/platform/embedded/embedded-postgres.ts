import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { ownFolder } from '../running/folder-owner.ts';
import { isAlive, programIsGone } from '../running/processes.ts';
import { canReach, type DatabaseUser, databaseUser, handOver, makePrivateFolder } from './database-user.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import {
  type Cluster,
  clearLeftovers,
  createCluster,
  findPostmaster,
  type Postmaster,
  removeHalfMade,
  startPostmaster,
  stopPostmaster,
  whenReady,
} from './postmaster.ts';

export type EmbeddedPostgres = {
  /** Superuser and owner of everything: migrations only. */
  ownerUrl: string;
  /** The application's own role, without rights to change the schema. */
  appUrl: string;
  socketDir: string;
  /** It was running already, left over by an Interlock that was killed. */
  adopted: boolean;
  /** Of the PostgreSQL that runs now, or ran last. */
  readonly pid: number;
  isRunning(): boolean;
  /** Starts it again after it ended by itself, and waits until it has recovered what was committed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  home: string;
  log?: (line: string) => void;
  /** Settings of PostgreSQL that replace ours, such as fsync off in tests. */
  settings?: Record<string, string>;
};

const OWNER = 'interlock';
const APP = 'interlock_app';
const DATABASE = 'interlock';

/**
 * A real PostgreSQL of our own in `home`, reachable only through a private socket. A database left running by a killed
 * Interlock is taken over, a killed one is recovered, a second owner of the folder is refused with a sentence.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = databaseUser();
  const home = prepareHome(options.home, user);
  const letGo = await ownFolder(home);
  try {
    const cluster = await openCluster(home, user, options);
    const log = options.log ?? (() => {});
    const first = await runPostmaster(cluster, log);
    let { postmaster } = first;
    const urls = await prepareDatabase(postmaster.socketDir);
    return {
      ...urls,
      socketDir: postmaster.socketDir,
      adopted: first.adopted,
      get pid() {
        return postmaster.pid;
      },
      isRunning: () => isAlive(postmaster.pid),
      async restart() {
        makePrivateFolder(cluster.socketDir, user);
        ({ postmaster } = await runPostmaster(cluster, log));
      },
      async stop() {
        await stopPostmaster(cluster.dataDir, postmaster.pid);
        rmSync(cluster.socketDir, { recursive: true, force: true });
        letGo();
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

function prepareHome(path: string, user: DatabaseUser | undefined): string {
  mkdirSync(path, { recursive: true, mode: user ? 0o711 : 0o700 });
  const home = realpathSync(resolve(path));
  if (!user) return writable(home);
  chmodSync(home, 0o711);
  if (canReach(user, home)) return home;
  throw new Error(
    `The user "${user.name}", as whom the database runs, cannot reach ${home}: choose a folder outside ${dirname(home)}.`,
  );
}

function writable(home: string): string {
  try {
    accessSync(home, constants.W_OK);
    return home;
  } catch {
    throw new Error(`${home} belongs to somebody else: start Interlock as the user who started it before.`);
  }
}

async function openCluster(
  home: string,
  user: DatabaseUser | undefined,
  { log = () => {}, settings = {} }: EmbeddedPostgresOptions,
): Promise<Cluster> {
  const dataDir = join(home, 'pgdata');
  const socketDir = socketDirFor(dataDir);
  const logFile = join(home, 'postgres.log');
  const cluster = { binaries: postgresBinaries(home, user, log), dataDir, socketDir, logFile, user, settings };
  makePrivateFolder(socketDir, user);
  removeHalfMade(dataDir);
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    checkVersion(cluster);
    await checkOwner(cluster);
  } else {
    log('Creating the database');
    createCluster(cluster);
  }
  return cluster;
}

/** A socket's path may be 107 bytes long, a data folder's is not limited: so the socket lies in a short folder named after it. */
function socketDirFor(dataDir: string): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join('/tmp', `interlock-${process.getuid?.() ?? 0}-${name}`);
}

function checkVersion({ dataDir, binaries }: Cluster): void {
  const made = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  const catalog = readFileSync(join(binaries, 'share', 'postgresql', 'postgres.bki'), 'utf8').slice(0, 40);
  const ours = /# PostgreSQL (\d+)/.exec(catalog)?.[1];
  if (ours === undefined || ours === made) return;
  throw new Error(
    `${dataDir} was made by PostgreSQL ${made}; this Interlock brings ${ours}. Restore a backup into it.`,
  );
}

/** Root may meet a database of another user ("nobody" before "interlock" was created) and gives it to the right one. */
async function checkOwner({ dataDir, user }: Cluster): Promise<void> {
  const owner = lstatSync(dataDir).uid;
  if (owner === (user?.uid ?? process.getuid?.())) return;
  if (!user) throw new Error(`${dataDir} belongs to user ${owner}: start Interlock as the user who started it before.`);
  const running = findPostmaster(dataDir);
  if (running) await stopPostmaster(dataDir, running.pid);
  handOver(dataDir, user);
}

/** Twice, because a start that was killed a moment ago may bring up its database between our look and our own start. */
async function runPostmaster(
  cluster: Cluster,
  log: (line: string) => void,
): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  const running = await adoptPostmaster(cluster, log);
  if (running) return { postmaster: running, adopted: true };
  await clearLeftovers(cluster);
  try {
    return { postmaster: await startPostmaster(cluster), adopted: false };
  } catch (error) {
    const meanwhile = await adoptPostmaster(cluster, log);
    if (meanwhile) return { postmaster: meanwhile, adopted: true };
    throw error;
  }
}

/** Recovery after a crash may take minutes and is waited for; a database that hangs otherwise is stopped, as one whose program is gone. */
async function adoptPostmaster(
  { dataDir, socketDir }: Cluster,
  log: (line: string) => void,
): Promise<Postmaster | undefined> {
  const found = findPostmaster(dataDir);
  if (!found) return undefined;
  mustListenIn(socketDir, found);
  const patience = found.status.startsWith('start') ? 600_000 : 10_000;
  const ready = await whenReady(dataDir, patience);
  if (ready) mustListenIn(socketDir, ready);
  if (!isAlive(found.pid)) return ready;
  // It goes on with what it has in its memory, and fails at the first file that it has not read yet.
  const gone = programIsGone(found.pid);
  if (ready && !gone) return ready;
  log(gone ? 'Stopping a database whose program was removed' : 'Stopping a database that does not answer');
  await stopPostmaster(dataDir, found.pid);
  return undefined;
}

/** Where it says that it listens stands in a file of the database's user, who must not lead us anywhere else. */
function mustListenIn(socketDir: string, found: Postmaster): void {
  // Early in its start it has not said yet.
  if (found.socketDir === '' || found.socketDir === socketDir) return;
  throw new Error(
    `A PostgreSQL (process ${found.pid}) that listens in ${found.socketDir}, and not in ${socketDir}, uses this database: stop it.`,
  );
}

/** Where the database of `home` can be reached while a server runs it; nothing where none does. */
export function runningPostgres(home: string): { ownerUrl: string; appUrl: string } | undefined {
  const found = findPostmaster(join(home, 'pgdata'));
  return found?.status.startsWith('ready') ? urlsOf(found.socketDir) : undefined;
}

function urlsOf(socketDir: string): { ownerUrl: string; appUrl: string } {
  return { ownerUrl: urlOf(socketDir, OWNER, DATABASE), appUrl: urlOf(socketDir, APP, DATABASE) };
}

const urlOf = (socketDir: string, role: string, database: string) =>
  `postgres://${role}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;

async function prepareDatabase(socketDir: string): Promise<{ ownerUrl: string; appUrl: string }> {
  const client = new pg.Client({ connectionString: urlOf(socketDir, OWNER, 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = '${APP}') as role,
              exists (select from pg_database where datname = '${DATABASE}') as database`,
    );
    if (!rows[0]?.role) await client.query(`create role ${APP} login`);
    if (!rows[0]?.database) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  return urlsOf(socketDir);
}
