import { communicationClock, communicationJobs } from '../features/communication/communication.jobs.ts';
import { deliveryClock, deliveryJobs } from '../features/deliveries/deliveries.jobs.ts';
import { compose } from '../features/letters/index.ts';
import type { Actor, Ctx } from '../platform/ctx.ts';
import type { Db } from '../platform/database/db.ts';
import type { Outside } from '../platform/outside.ts';
import { testCtx } from './ctx.ts';

/** What use cases leave to do here is worked off when the test says so, in the order in which it came. */
export function outbox(db: Db, outside: Outside, start: Date) {
  const clock = { now: start };
  const jobs = [...communicationJobs, ...deliveryJobs(compose)];
  const clockJobs = [...communicationClock, ...deliveryClock];
  const waiting: { queue: string; data: object }[] = [];
  const sent = new Set<string>();
  const enqueue: Ctx['enqueue'] = async (_tx, queue, key, data) => {
    if (sent.has(`${queue}:${key}`)) return;
    sent.add(`${queue}:${key}`);
    waiting.push({ queue, data });
  };
  const woken = new Set<string>();
  const wake: Ctx['wake'] = (name) => void woken.add(name);
  const ctx = (actor?: Actor) => testCtx(db, { ...(actor && { actor }), now: clock.now, outside, enqueue, wake });
  const workWoken = async () => {
    const asked = clockJobs.filter(({ name }) => woken.delete(name));
    for (const { run } of asked) await run(ctx());
  };
  const work = async () => {
    await workWoken();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await jobs.find(({ queue }) => queue === next.queue)?.handle(ctx(), next.data as never);
      await workWoken();
    }
  };
  return {
    clock,
    ctx,
    waiting,
    work,
    pass: (minutes: number) => {
      clock.now = new Date(clock.now.getTime() + minutes * 60_000);
    },
    /** The minute is full: the clock's jobs run, and all that they leave to do. */
    tick: async () => {
      for (const { name, run } of clockJobs) {
        if (name !== 'deliveries.tidy') await run(ctx());
      }
      await work();
    },
  };
}
