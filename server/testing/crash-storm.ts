import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { afterAll } from 'vitest';
import { clockJobs } from '../app.ts';
import { eventually } from '../platform/running/processes.ts';
import type { TestDatabase } from './database.ts';
import { type Doom, type Doomed, doomed } from './doomed.ts';
import { runSql } from './run-sql.ts';
import { SECRETS_KEY } from './world.ts';

const PATIENCE_MS = 120_000;
/** Each look asks the database something that takes it longer than the usual pause. */
const LOOK_MS = 100;
/** How many minutes of the clock a server works on at once. */
export const ticks = 6;

/** A database, and servers on it that come and go in one data folder. */
export type Site = {
  database: TestDatabase;
  /** Where a server keeps what it keeps outside the database, unless it is started in a folder of its own. */
  folder: string;
  start(doom?: Partial<Doom> & { folder?: string }): Doomed;
  /** A program beside the server, with its settings. */
  runs(program: 'backup.ts' | 'restore.ts', doom: Doom): Doomed;
  /** As long as any lease lasts: what a dead server held is free, and what the clock asks for is due again. */
  timePasses(): Promise<void>;
  /** Until the database has noticed that nobody is there any more. */
  isGone(): Promise<void>;
  /** Until a server has done all that the clock asks for and nothing is left to do or to seal. */
  settles(): Promise<void>;
};

export async function siteOn(database: TestDatabase, env: Record<string, string> = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-storm-'));
  const boss = new PgBoss({
    ...{ connectionString: database.ownerUrl, schema: 'pgboss', max: 2, migrate: false, createSchema: false },
    ...{ supervise: false, schedule: false },
  });
  boss.on('error', () => {});
  const processes: Doomed[] = [];
  afterAll(async () => {
    for (const one of processes) await one.kill();
    if (open.boss) await boss.stop({ graceful: false });
    rmSync(folder, { recursive: true, force: true });
  });
  const begin = (program: Parameters<typeof doomed>[0], name: string, doom: Doom) => {
    const data = join(folder, name);
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'secrets.key'), `${SECRETS_KEY.toString('base64url')}\n`, { mode: 0o600 });
    const urls = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, INTERLOCK_DATA: data };
    const begun = doomed(program, { ...urls, ...env }, doom);
    processes.push(begun);
    return begun;
  };
  const start: Site['start'] = ({ points = [], folder: name = 'data', ...doom } = {}) =>
    begin('main.ts', name, { points, ...doom });
  const runs: Site['runs'] = (program, doom) => begin(program, 'data', doom);
  const open = { boss: false };
  const timePasses = async () => {
    if (!open.boss) await boss.start();
    open.boss = true;
    await runSql(database.ownerUrl, ...agedByAnHour);
    await boss.supervise();
    await runSql(database.ownerUrl, `update pgboss.job set start_after = now() where state = 'retry'`);
    await boss.createQueue('clock', { retryLimit: 0 });
    for (let tick = 0; tick < ticks; tick++) await boss.send('clock');
  };
  const isGone = async () => {
    const gone = await eventually(
      async () => (await runSql(database.ownerUrl, connected)).length === 0,
      PATIENCE_MS,
      LOOK_MS,
    );
    if (!gone) throw new Error('the database still serves somebody who is dead');
  };
  const settles = async () => {
    const settled = await eventually(async () => (await left(database)).length === 0, PATIENCE_MS, LOOK_MS);
    if (!settled) throw new Error(`there is still to do: ${JSON.stringify(await left(database))}`);
  };
  return { database, folder: join(folder, 'data'), start, runs, timePasses, isGone, settles };
}

const connected = `select pid from pg_stat_activity where datname = current_database() and application_name like 'interlock%'`;

/** Jobs are asked for once in a minute under one name; of an hour ago it is another. */
const agedByAnHour = [
  'delete from job_slot',
  `delete from pgboss.job where state = 'completed'`,
  `update pgboss.job set started_on = started_on - interval '1 hour' where state = 'active'`,
  `update pgboss.queue set monitor_on = null, monitor_claim_on = null`,
  `update delivery set due_at = due_at - interval '1 hour' where state in ('sending', 'failed')`,
  `update notice set at = at - interval '1 hour'`,
  `update import_run set started_at = started_at - interval '1 hour' where state in ('checking', 'importing')`,
  `update demo set started_at = started_at - interval '1 hour' where state = 'filling'`,
];

/** What a server with nothing more to do would not have; of a job, how often it was tried again and what it said. */
const left = ({ ownerUrl }: TestDatabase) =>
  runSql(
    ownerUrl,
    `select name as what, state::text as is, concat_ws(' ', data, retry_count, left(output::text, 300)) as of from pgboss.job
       where state in ('created', 'retry', 'active', 'failed')
         and name not like '\\_\\_%' and name <> 'clock'
     union all select 'clock', 'not yet', n || ' of ${clockJobs.length}'
       from (select count(*) as n from job_slot) ticked where n < ${clockJobs.length}
     union all select 'delivery', state, kind from delivery where due_at < now() + interval '10 minutes'
     union all select 'notice', '', act from notice
     union all select 'import', state, id from import_run where state in ('checking', 'importing')
     union all select 'demo', state, '' from demo where state = 'filling'
     union all select 'event', 'unsealed', verb from audit_event e
       where not exists (select from log_leaf l where l.event_id = e.id)`,
  );

/**
 * Starts a server, kills it at such of these points as it comes to, starts it again, and so on until it has died at each. Answers
 * those that none came to.
 */
export async function dieAtEach(site: Site, points: readonly string[], atMost = points.length): Promise<string[]> {
  const waiting = new Set<string>(points);
  while (waiting.size > 0) {
    const server = site.start({ points: [...waiting], atMost });
    const died = await Promise.race([server.ended.then(() => true), pause(PATIENCE_MS, false)]);
    await server.kill();
    if (!died) return [...waiting];
    if (server.passed().length === 0) throw new Error(`a server ended by itself: ${server.said()}`);
    for (const point of server.passed()) waiting.delete(point);
    await site.isGone();
    await site.timePasses();
  }
  return [];
}

/**
 * Does something at a server that dies at each of these points, one after the other, and does it again each time, as a caller who
 * had no answer would: with the same key. Answers the server that goes on living.
 */
export async function despiteDeaths(
  site: Site,
  points: readonly string[],
  act: (address: string) => Promise<unknown>,
): Promise<Doomed> {
  const waiting = new Set<string>(points);
  for (;;) {
    const server = site.start({ points: [...waiting] });
    const listens = await eventually(() => server.address() !== undefined || isOver(server), PATIENCE_MS);
    if (!listens) throw new Error(`it did not start: ${server.said()}`);
    const doing = act(server.address() ?? '');
    if (waiting.size === 0) {
      await doing;
      return server;
    }
    await doing.catch(() => {});
    if (!(await Promise.race([server.ended.then(() => true), pause(PATIENCE_MS, false)])))
      throw new Error(`never came to ${[...waiting].join(', ')}`);
    for (const point of server.passed()) waiting.delete(point);
    await site.isGone();
    await site.timePasses();
  }
}

const isOver = ({ child }: Doomed) => child.exitCode !== null || child.signalCode !== null;
