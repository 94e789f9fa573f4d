import type { FastifyRequest } from 'fastify';
import type { FileSettings } from '../config.ts';
import type { Actor, Ctx, Enqueue, PasswordCost, TransactionOptions } from '../ctx.ts';
import type { Db, Tx } from '../database/db.ts';
import { type CommandKey, hashOfRequest, inTransaction } from '../database/transaction.ts';
import { hashOfSecret } from '../ids.ts';
import { aroundCommit, crashPoint } from '../jobs/crash-points.ts';
import type { Log } from '../log.ts';
import type { Outside } from '../outside.ts';
import { refuse } from '../refusal.ts';

/** What every ctx of this process shares. */
export type World = {
  db: Db;
  log: Log;
  now(): Date;
  publicUrl(): string;
  passwordCost: PasswordCost;
  files: FileSettings;
  outside: Outside;
  enqueue: Enqueue;
  /** Tells those who work on these queues, or on these jobs of the clock, that there is something to do. */
  wake(names: ReadonlySet<string>): void;
};

/** The world as a request sees it. Its idempotency key, if it brings one, stands behind `ctx.transaction`. */
export function ctxOfRequest(world: World, request: FastifyRequest): Ctx {
  const { actor, now } = request;
  const key = commandKey(request);
  const committed = () => {
    request.hasCommitted = true;
  };
  return {
    actor,
    now,
    requestId: request.id,
    via: actor.sessionId !== null ? 'web' : request.headers['user-agent']?.startsWith('interlock-cli') ? 'cli' : 'api',
    address: request.ip,
    device: (request.headers['user-agent'] ?? '').slice(0, 200),
    publicUrl: world.publicUrl(),
    passwordCost: world.passwordCost,
    files: world.files,
    outside: world.outside,
    log: request.log,
    db: world.db,
    ...actsOf(world, 'call', now, { key, committed }),
  };
}

/** The world as the clock, the jobs and the start see it. `of` is the kind of work, by which its crash points are named. */
export function ctxOfSystem(world: World, actor: Actor, of: string, requestId: string): Ctx {
  const now = world.now();
  return {
    actor,
    now,
    requestId,
    via: of === 'start' ? 'start' : 'job',
    address: '',
    device: '',
    publicUrl: world.publicUrl(),
    passwordCost: world.passwordCost,
    files: world.files,
    outside: world.outside,
    log: world.log,
    db: world.db,
    ...actsOf(world, of, now),
  };
}

type OfCommand = { key?: CommandKey | undefined; committed?(): void };
type Acts = Pick<Ctx, 'enqueue' | 'wake' | 'transaction' | 'partTransaction' | 'ownTransaction'>;

/**
 * The ways to a transaction, with a crash point on either side of each commit. Whoever has work to do by what was committed is
 * woken by this process, which works on everything itself: no database carries the call, and no commit waits for another's.
 */
function actsOf(world: World, of: string, now: Date, { key, committed }: OfCommand = {}): Acts {
  const [before, after] = aroundCommit(of);
  const toWake = new Set<string>();
  const run = async <T>(by: CommandKey | undefined, work: (tx: Tx) => Promise<T>, options?: TransactionOptions) => {
    const upToCommit = async (tx: Tx) => {
      const result = await work(tx);
      await crashPoint(before);
      return result;
    };
    const result = await inTransaction(world.db, by, now, upToCommit, options);
    committed?.();
    await crashPoint(after);
    world.wake(toWake);
    toWake.clear();
    return result;
  };
  return {
    enqueue: async (tx, queue, ...job) => {
      await world.enqueue(tx, queue, ...job);
      toWake.add(queue);
    },
    wake: (clockJob) => void toWake.add(clockJob),
    transaction: (work, options) => run(key, work, options),
    partTransaction: (part, work) => run(key && { ...key, key: `${key.key} ${part}` }, work),
    ownTransaction: (work) => run(undefined, work),
  };
}

const LONGEST_KEY = 200;

/** Whoever is not signed in has no key: their calls spend a one-time secret or may be repeated. */
function commandKey(request: FastifyRequest) {
  const sent = request.headers['idempotency-key'];
  if (typeof sent !== 'string' || request.method === 'GET') return undefined;
  if (sent.trim() === '') {
    refuse('invalid', 'The Idempotency-Key is blank.', {
      errors: [{ path: 'Idempotency-Key', message: 'a name of your choice, new for each command' }],
      next: 'Send a key, or leave the header out: then nothing keeps a repeat from being done twice.',
    });
  }
  if (sent.length > LONGEST_KEY) {
    refuse('invalid', `The Idempotency-Key is longer than ${LONGEST_KEY} characters.`, {
      errors: [{ path: 'Idempotency-Key', message: `at most ${LONGEST_KEY} characters` }],
      next: 'Send a shorter key, new for each command.',
    });
  }
  if (request.actor.kind === 'nobody') return undefined;
  return {
    actor: request.actor.id,
    key: hashOfSecret(sent).toString('base64url'),
    request: hashOfRequest(sent, request.method, request.url, request.body),
  };
}
