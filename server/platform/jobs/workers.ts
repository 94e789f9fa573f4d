import type { PgBoss } from 'pg-boss';
import type { Log } from '../log.ts';

/** What is done with the jobs of a queue, and with how many of them at a time on this server. */
export type Work = { queue: string; atOnce: number; handle(jobId: string, data: object): Promise<void> };

export type Workers = {
  begin(): void;
  /** There is a job on this queue. */
  wake(queue: string): void;
  /** No worker is woken any more. Those at work go on until pg-boss stops. */
  end(): Promise<void>;
};

/** How soon it is found what nobody here was woken for: what a dead server left, and jobs whose time has come. */
const LOOK_MS = 1_000;
/** By itself a worker looks only in case that a call to it was lost. */
const BY_ITSELF = { pollingIntervalSeconds: 60, batchSize: 1 } as const;

/**
 * Workers that begin when there is work for the first time. Those of pg-boss look for jobs each for itself; here one query looks for
 * all queues, and wakes.
 */
export function openWorkers(boss: PgBoss, log: Log, works: readonly Work[]): Workers {
  const crews = new Map(works.map((one) => [one.queue, crewOf(boss, log, one)]));
  const wake = (queue: string) => crews.get(queue)?.();
  let ended = false;
  let next: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  const look = async () => {
    try {
      for (const queue of await queuesWithWork(boss)) if (!ended) wake(queue);
    } catch (error) {
      if (!ended) log.error({ err: error }, 'jobs');
    }
    if (!ended) next = setTimeout(lookAgain, LOOK_MS);
  };
  const lookAgain = () => {
    looking = look();
  };
  return {
    begin: lookAgain,
    wake,
    end: async () => {
      ended = true;
      clearTimeout(next);
      await looking;
    },
  };
}

/** Answers what calls a free worker, the first time by letting it begin. */
function crewOf(boss: PgBoss, log: Log, { queue, atOnce, handle }: Work): () => void {
  const workers = Array.from({ length: atOnce }, () => ({
    begun: undefined as Promise<string> | undefined,
    busy: false,
  }));
  return () => {
    const free = workers.find(({ busy }) => !busy);
    if (!free) return;
    const again = () => free.begun?.then((id) => boss.notifyWorker(id)).catch(() => {});
    if (free.begun) return void again();
    free.begun = boss.work(queue, BY_ITSELF, async ([one]) => {
      if (!one) return;
      // Where there was one there may be more.
      again();
      free.busy = true;
      try {
        await handle(one.id, one.data as object);
      } finally {
        free.busy = false;
      }
    });
    free.begun.catch((error) => {
      free.begun = undefined;
      log.error({ err: error, queue }, 'a worker could not begin');
    });
  };
}

async function queuesWithWork(boss: PgBoss): Promise<string[]> {
  const { rows } = await boss.getDb().executeSql(
    `select name from pgboss.queue where exists (
       select from pgboss.job
       where job.name = queue.name and job.state < 'active' and not job.blocked and job.start_after <= now())`,
    [],
  );
  return rows.map(({ name }: { name: string }) => name);
}
