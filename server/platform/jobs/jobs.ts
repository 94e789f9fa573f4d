import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Ctx, Enqueue } from '../ctx.ts';
import type { Db, Tx } from '../database/db.ts';
import { uuidOf } from '../ids.ts';
import type { Log } from '../log.ts';
import { aroundRun, crashPoint } from './crash-points.ts';
import { openWorkers, type Work } from './workers.ts';

/** Work that is done after commit, at least once: it locks, looks again, and acts or returns. */
export type Job<Data extends object> = { queue: string; handle(ctx: Ctx, data: Data): Promise<void> };

/**
 * Work that the clock asks for. A slot that was missed while no server ran is caught up once, at the next start. What can be woken
 * takes up what lies there, whoever else does so at the same moment.
 */
export type ClockJob = { name: string; everyMinutes: number; run(ctx: Ctx): Promise<void> };

/** Queues differ in what they carry; past this point a job's data is its own business. */
export type AnyJob = { queue: string; handle(ctx: Ctx, data: never): Promise<void> };
export const job = <Data extends object>(described: Job<Data>): AnyJob => described;

/** Jobs can be sent from the start; they are worked on, and the clock ticks, once they have begun. */
export type Jobs = {
  enqueue: Enqueue;
  begin(): Promise<void>;
  /** Something was committed for whoever works on these queues, or on these jobs of the clock. */
  wake(names: ReadonlySet<string>): void;
  isRunning(): boolean;
  stop(): Promise<void>;
};

type Wiring = {
  db: Db;
  /** Jobs have connections of their own, so that a busy interface does not starve them. */
  databaseUrl: string;
  log: Log;
  jobs: readonly AnyJob[];
  clockJobs: readonly ClockJob[];
  /** `of` is the queue, or the name of the clock's job. */
  ctxOf(requestId: string, of: string): Ctx;
};

const CLOCK = 'clock';
const CONNECTIONS = 4;
/** A minute that begins while an earlier one is still at work goes on with the rest; so many may be late. */
const TICKS = 6;

/** At a time, of each queue and server. */
const AT_ONCE = 2;
/** What asks for the same work within this time is served by one run of it. */
const GATHER_MS = 50;

/** Opens pg-boss on the tables that the migration step made, with a queue for each kind of job. */
export async function openJobs(wiring: Wiring): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: wiring.databaseUrl,
    max: CONNECTIONS,
    application_name: 'interlock jobs',
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
  });
  let running = false;
  let stopping = false;
  boss.on('error', (error) => {
    if (!stopping) wiring.log.error({ err: error }, 'jobs');
  });
  const send = enqueueAs(boss);
  const enqueue: Enqueue = (tx, queue, key, data) => send(tx, queue, uuidOf(`${queue}:${key}`), data);
  await forgetTheFuture(wiring.db);
  await boss.start();
  await makeQueues(boss, wiring);
  await quietOldQueues(wiring.db);
  const clock = clockOf(wiring);
  const workers = openWorkers(boss, wiring.log, [...wiring.jobs.map((one) => workOf(wiring, one)), clock]);
  const soon = openSoon(wiring);
  return {
    enqueue,
    begin: async () => {
      await sendLeft(wiring, send);
      await boss.schedule(CLOCK, '* * * * *', null, { tz: 'UTC' });
      // What fell due while no server ran is done now.
      await boss.send(CLOCK);
      workers.begin();
      running = true;
    },
    // Whoever wakes them goes on; what they do is not done in the name of that request.
    wake: AsyncResource.bind((names: ReadonlySet<string>) => {
      if (!running) return;
      for (const name of names) {
        workers.wake(name);
        soon.run(name);
      }
    }),
    isRunning: () => running,
    stop: async () => {
      stopping = true;
      running = false;
      await workers.end();
      await soon.end();
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

const workOf = ({ ctxOf }: Wiring, { queue, handle }: AnyJob): Work => ({
  queue,
  atOnce: AT_ONCE,
  handle: (jobId, data) => handle(ctxOf(`job_${jobId}`, queue), data as never),
});

/** Those that are there keep how they were made. */
async function makeQueues(boss: PgBoss, { jobs }: Wiring): Promise<void> {
  const wanted = [
    ...jobs.map(({ queue }) => ({ queue, options: { retryLimit: 5, retryBackoff: true } })),
    { queue: CLOCK, options: { retryLimit: 0 } },
  ];
  const there = new Set((await boss.getQueues(wanted.map(({ queue }) => queue))).map(({ name }) => name));
  for (const { queue, options } of wanted) if (!there.has(queue)) await boss.createQueue(queue, options);
}

/** Runs the clock's work out of its turn, once for all who ask for it meanwhile. What fails is left to the clock. */
function openSoon({ log, ctxOf, clockJobs }: Wiring) {
  const asked = new Set<ClockJob>();
  const under = new Map<ClockJob, Promise<void>>();
  const ending = new AbortController();
  const once = async (due: ClockJob): Promise<void> => {
    const [begun, done] = aroundRun(due.name);
    try {
      await crashPoint(begun);
      await due.run(ctxOf(`soon_${randomUUID()}`, due.name));
      await crashPoint(done);
    } catch (error) {
      log.error({ err: error, job: due.name }, 'a job of the clock failed out of its turn and waits for it');
    }
  };
  const whileAsked = async (due: ClockJob): Promise<void> => {
    while (asked.has(due)) {
      await pause(GATHER_MS, undefined, { signal: ending.signal }).catch(() => {});
      asked.delete(due);
      await once(due);
    }
    under.delete(due);
  };
  return {
    run: (name: string): void => {
      const due = clockJobs.find((one) => one.name === name);
      if (!due) return;
      asked.add(due);
      if (!under.has(due)) under.set(due, whileAsked(due));
    },
    /** What was asked for is done; nothing more is begun. */
    end: async (): Promise<void> => {
      ending.abort();
      await Promise.all(under.values());
    },
  };
}

type Send = (tx: Tx, queue: string, id: string, data: object) => Promise<void>;

const enqueueAs =
  (boss: PgBoss): Send =>
  async (tx, queue, id, data) => {
    await boss.send(queue, data, { id, db: fromKysely(tx) });
  };

/** What a restored backup left to do, under the ids that it had there. Queues that nobody works any more stay put. */
async function sendLeft({ db, jobs }: Wiring, send: Send): Promise<void> {
  const queues = jobs.map(({ queue }) => queue);
  if (queues.length === 0) return;
  await db.transaction().execute(async (tx) => {
    const left = await tx.deleteFrom('job_to_send').where('queue', 'in', queues).returningAll().execute();
    for (const { id, queue, data } of left) await send(tx, queue, id, data as object);
  });
}

/**
 * When the clock last ticked is kept in the database. If that machine's clock was ahead once and was set right, nothing would
 * tick again before that time comes; so a time that lies ahead counts as now.
 */
async function forgetTheFuture(db: Db): Promise<void> {
  await sql`update pgboss.version set cron_on = least(cron_on, now()), flow_on = least(flow_on, now()),
    bam_on = least(bam_on, now()), reindex_on = least(reindex_on, now())`.execute(db);
  await sql`update pgboss.queue set maintain_on = least(maintain_on, now()), monitor_on = least(monitor_on, now()),
    monitor_claim_on = least(monitor_claim_on, now())
    where maintain_on > now() or monitor_on > now() or monitor_claim_on > now()`.execute(db);
}

/** Queues that an earlier version made, or a backup of one, are as those made today: no commit of a job tells other servers. */
async function quietOldQueues(db: Db): Promise<void> {
  await sql`update pgboss.queue set notify = false where notify`.execute(db);
}

/** A tick of it asks for all of the clock's work. */
const clockOf = (wiring: Wiring): Work => ({
  queue: CLOCK,
  atOnce: TICKS,
  handle: async () => {
    for (const due of wiring.clockJobs) await runOnce(wiring, due);
  },
});

/**
 * A slot is one server's at a time, and it is written down when its work is done: where that fails, or the server dies over it, the
 * next tick tries again.
 */
async function runOnce({ db, log, ctxOf }: Wiring, due: ClockJob): Promise<void> {
  const ctx = ctxOf(`clock_${randomUUID()}`, due.name);
  const length = due.everyMinutes * 60_000;
  const slot = new Date(Math.floor(ctx.now.getTime() / length) * length);
  const [begun, done] = aroundRun(due.name);
  await whileLocked(db, `${due.name} ${slot.toISOString()}`, async (own) => {
    if (await isDone(own, due.name, slot)) return;
    await crashPoint(begun);
    try {
      await due.run(ctx);
    } catch (error) {
      log.error({ err: error, job: due.name }, 'a clock job failed and will be tried again');
      return;
    }
    await crashPoint(done);
    const row = { job: due.name, slot };
    await own
      .insertInto('job_slot')
      .values(row)
      .onConflict((taken) => taken.doNothing())
      .execute();
  });
}

/** Nobody else works on it meanwhile; the lock goes with the connection, so that a dead server keeps none. */
async function whileLocked(db: Db, name: string, work: (own: Db) => Promise<void>): Promise<void> {
  await db.connection().execute(async (own) => {
    const lock = sql`hashtextextended(${name}, 0)`;
    const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${lock}) as locked`.execute(own);
    if (!rows[0]?.locked) return;
    try {
      await work(own);
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(own);
    }
  });
}

async function isDone(db: Db, job: string, slot: Date): Promise<boolean> {
  const found = await db
    .selectFrom('job_slot')
    .select('job')
    .where('job', '=', job)
    .where('slot', '=', slot)
    .executeTakeFirst();
  return found !== undefined;
}

/** Forgets what is too old to matter: spent idempotency keys (24 hours) and slots (a week). */
export const tidyPlatform: ClockJob = {
  name: 'platform.tidy',
  everyMinutes: 60,
  run: async (ctx) => {
    const before = (hours: number) => new Date(ctx.now.getTime() - hours * 3600_000);
    await ctx.db.deleteFrom('idempotency_key').where('at', '<', before(24)).execute();
    await ctx.db
      .deleteFrom('job_slot')
      .where('slot', '<', before(24 * 7))
      .execute();
  },
};
