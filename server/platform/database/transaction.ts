import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { TransactionOptions } from '../ctx.ts';
import { no, Refusal, refuse } from '../refusal.ts';
import { type Db, isRaceLost, isUniqueViolation, type Tx, writeLater } from './db.ts';
import { fixedQuery } from './fixed-query.ts';

/** A command's idempotency key, as the caller sent it, and what the command was. */
export type CommandKey = { actor: string; key: string; request: Buffer };

/**
 * What stands for a request that may hold a password: a hash under the caller's own key, which is kept as a hash itself, so
 * that nobody who reads the table can try passwords against it.
 */
export const hashOfRequest = (key: string, method: string, url: string, body: unknown): Buffer =>
  createHmac('sha256', key)
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest();

const TRIES = 4;

/**
 * Runs `work` in one transaction. With a key, what it answers is kept in the same transaction for 24 hours: a repeat is
 * rolled back and gets that answer. Deadlocks and lost races are run again; what has an effect outside is never inside.
 */
export async function inTransaction<T>(
  db: Db,
  key: CommandKey | undefined,
  now: Date,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await once(db, key, now, work, options);
    } catch (error) {
      if (!isRaceLost(error) || turn === TRIES) throw error;
      await delay(turn * 5 + Math.random() * 20);
    }
  }
}

async function once<T>(
  db: Db,
  key: CommandKey | undefined,
  now: Date,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  if (!key) return db.transaction().execute(work);
  try {
    return await db.transaction().execute(async (tx) => {
      const result = await work(tx);
      await keep(tx, key, now, result, options);
      return result;
    });
  } catch (error) {
    // A repeat finds its key taken, or is refused or meets its own rows, its work being done: then the first run's answer holds.
    if (!(error instanceof Refusal) && !isUniqueViolation(error)) throw error;
    const meanwhile = await earlierRun<T>(db, key, now, options);
    if (meanwhile) return meanwhile.result;
    if (error instanceof Refusal && error.no.code === 'in_progress' && (await forgetOld(db, key, now)))
      return once(db, key, now, work, options);
    throw error;
  }
}

const DAY = 24 * 3600_000;

async function earlierRun<T>(db: Db, key: CommandKey, now: Date, options: TransactionOptions) {
  const row = await db
    .selectFrom('idempotency_key')
    .select(['request', 'result'])
    .where('actor', '=', key.actor)
    .where('key', '=', key.key)
    .where('at', '>', new Date(now.getTime() - DAY))
    .executeTakeFirst();
  if (!row) return undefined;
  if (!row.request.equals(key.request)) {
    refuse('key_reused', 'An earlier request with this Idempotency-Key asked for something else.', {
      next: 'Send a new key with a new request.',
    });
  }
  if (options.repeat === 'refuse') {
    refuse('done_before', 'The first request with this Idempotency-Key was carried out.', {
      next: 'Look at the list.',
    });
  }
  // `as`: the same act wrote it, under the same key.
  return { result: row.result as T };
}

type KeptKey = { actor: string; key: string; request: Buffer; result: string | null; at: Date };
const keeping = fixedQuery((tx: Tx, { actor, key, request, result, at }: KeptKey) =>
  tx.insertInto('idempotency_key').values({ actor, key, request, result, at }),
);

/** Goes with the commit. A key that is there already fails it, so that nothing of the repeat stands. */
async function keep(tx: Tx, key: CommandKey, now: Date, result: unknown, options: TransactionOptions): Promise<void> {
  const kept = options.repeat === 'refuse' ? null : JSON.stringify(result ?? null);
  const row = { actor: key.actor, key: key.key, request: key.request, result: kept, at: now };
  await writeLater(tx, keeping(tx, row), (error) =>
    isUniqueViolation(error, 'idempotency_key_pkey')
      ? new Refusal(no('in_progress', 'An equal request came first.'))
      : error,
  );
}

/** Whether the key was only still there from more than a day ago. */
async function forgetOld(db: Db, key: CommandKey, now: Date): Promise<boolean> {
  const gone = await db
    .deleteFrom('idempotency_key')
    .where('actor', '=', key.actor)
    .where('key', '=', key.key)
    .where('at', '<=', new Date(now.getTime() - DAY))
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
