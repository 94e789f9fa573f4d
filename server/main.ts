import { flushCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { startApp } from './app.ts';
import { type Config, readConfig } from './platform/config.ts';
import { migrate } from './platform/database/migrate.ts';
import { databaseUser } from './platform/embedded/database-user.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/embedded/embedded-postgres.ts';
import { databaseHome, openDataFolder } from './platform/folder/data-folder.ts';
import { forgetKilledServer, writeOperatorKey, writeServerAddress } from './platform/folder/operator-key.ts';
import { sealKeyIn } from './platform/folder/seal-key.ts';
import { readSecretsKey } from './platform/folder/secrets.ts';
import { linesLost } from './platform/log.ts';
import { openMask, passwordsIn } from './platform/mask.ts';
import { mustBeFree } from './platform/running/free-port.ts';
import { keepRunning } from './platform/running/keep-running.ts';
import { linesInto } from './platform/running/lines.ts';
import { sentenceOf } from './platform/running/start-failure.ts';
import { stopOnSignals } from './platform/running/stop-signals.ts';

/** What has been opened so far, last first; a failed start and a stop close exactly that, in this order. */
type Opened = { embedded: EmbeddedPostgres | undefined; close: (() => Promise<void>)[] };

type Databases = { databaseUrl: string; ownerUrl: string };

const CLOSE_MS = 20_000;
const WATCH_MS = 500;
/** By then what was missed while no server ran is under way. */
const SETTLED_MS = 2_500;

const opened: Opened = { embedded: undefined, close: [] };
// A log that cannot be written, as on a full disk, must not end the server.
const output = linesInto(1, linesLost);
const errors = linesInto(2, (count) => `${count} lines were lost here.\n`);
const say = (line: string) => output.write(`${line}\n`);
const mask = openMask([
  process.env['INTERLOCK_ADMIN_PASSWORD'],
  ...[process.env['DATABASE_URL'], process.env['DATABASE_OWNER_URL'], process.env['SMTP_URL']].flatMap(passwordsIn),
]);
/** What goes wrong at the start may be told with all that hangs on it. */
const complain = (line: string) => errors.write(`${mask.of(line)}\n`);
let stopping: Promise<never> | undefined;

async function start(): Promise<void> {
  // People at a terminal read sentences; a log file or journal gets a line for every request.
  const config = readConfig({ LOG_LEVEL: process.stdout.isTTY ? 'warn' : 'info', ...process.env });
  const folder = await openDataFolder(config.dataDir);
  process.once('exit', folder.close);
  forgetKilledServer(folder.path);
  await mustBeFree(config.host, config.port);
  const databases = await openDatabase(config, folder.path);
  const appRole = roleOf(databases.databaseUrl);
  if (appRole === roleOf(databases.ownerUrl)) {
    say('Weaker: one database role does everything, so triggers alone keep the audit trail from change, not rights.');
  }
  await migrate({ ownerUrl: databases.ownerUrl, appRole });
  const operator = writeOperatorKey(folder.path);
  process.once('exit', operator.remove);
  const app = await startApp({
    config,
    databaseUrl: databases.databaseUrl,
    operatorKey: operator.key,
    secretsKey: readSecretsKey(folder.path),
    sealKey: sealKeyIn(folder.path),
    logTo: output,
  });
  opened.close.unshift(() => Promise.race([app.close(), pause(CLOSE_MS)]));
  if (opened.embedded) opened.close.unshift(keptRunning(opened.embedded).stop);
  process.once('exit', writeServerAddress(folder.path, app.address));
  const listening = config.publicUrlGiven ? `${config.publicUrl.origin} (listening at ${app.address})` : app.address;
  say(`Interlock is ready at ${listening}`);
  if (app.setUpLink) say(`Set it up here (valid 60 minutes): ${app.setUpLink}`);
  // What was compiled is kept for the next start, also where this one will not be stopped in good order.
  flushCompileCache();
  setTimeout(giveBack, SETTLED_MS).unref();
}

/** What only the start needed is given back to the machine, some 20 MB. The server stands still for a sixth of a second. */
function giveBack(): void {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

async function openDatabase(config: Config, dataDir: string): Promise<Databases> {
  if (config.databaseUrl !== undefined) {
    return { databaseUrl: config.databaseUrl, ownerUrl: config.databaseOwnerUrl ?? config.databaseUrl };
  }
  const home = databaseHome(dataDir, databaseUser(), say);
  const embedded = await startEmbeddedPostgres({ home, log: say });
  if (embedded.adopted) say('Took over the database that an earlier start left running');
  opened.embedded = embedded;
  opened.close.unshift(embedded.stop);
  return { databaseUrl: embedded.appUrl, ownerUrl: embedded.ownerUrl };
}

/** Until the database is back, calls are answered with 503; nothing that was committed is lost. */
function keptRunning(embedded: EmbeddedPostgres) {
  return keepRunning({
    isRunning: embedded.isRunning,
    restart: async () => {
      complain('The database ended unexpectedly; starting it again.');
      await embedded.restart();
      say('The database runs again.');
    },
    failed: (error) => complain(sentenceOf(error)),
  });
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** Closes what is open and ends the process. A stop during the start waits for the step at hand, then closes. */
function stop(exitCode: number): Promise<never> {
  stopping ??= closeAll(exitCode);
  return stopping;
}

async function closeAll(exitCode: number): Promise<never> {
  await starting.catch(() => {});
  let code = exitCode;
  for (const close of opened.close) {
    await close().catch((error: unknown) => {
      complain(sentenceOf(error));
      code = 1;
    });
  }
  process.exit(code);
}

/** For the impatient: the database is told to drop everything, and recovers at the next start. */
function force(): never {
  try {
    if (opened.embedded?.isRunning()) process.kill(opened.embedded.pid, 'SIGQUIT');
  } finally {
    process.exit(130);
  }
}

/** A killed launcher leaves nobody to hear Ctrl-C. */
function watch(): void {
  const launcher = Number(process.env['INTERLOCK_LAUNCHER'] ?? process.ppid);
  if (process.env['INTERLOCK_LAUNCHER'] && process.ppid !== launcher) stop(0);
}

function fail(error: unknown): void {
  complain(process.env['LOG_LEVEL'] === 'debug' ? inspect(error) : sentenceOf(error));
  stop(1);
}

stopOnSignals({ stop: () => stop(0), force });
process.on('uncaughtException', fail);
setInterval(watch, WATCH_MS).unref();
const starting = start();
starting.catch(fail);
