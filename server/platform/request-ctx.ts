import type { FastifyRequest } from 'fastify';
import type { FileSettings } from './config.ts';
import type { Actor, Ctx, Enqueue, PasswordCost } from './ctx.ts';
import type { Db } from './db.ts';
import { hashOfSecret } from './ids.ts';
import type { Log } from './log.ts';
import type { Outside } from './outside.ts';
import { hashOfRequest, inTransaction } from './transaction.ts';

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
};

/** The world as a request sees it. Its idempotency key, if it brings one, stands behind `ctx.transaction`. */
export function ctxOfRequest(world: World, request: FastifyRequest): Ctx {
  const { actor, now } = request;
  const key = commandKey(request);
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
    enqueue: world.enqueue,
    transaction: (work, options) => inTransaction(world.db, key, now, work, options),
    partTransaction: (part, work) => inTransaction(world.db, key && { ...key, key: `${key.key} ${part}` }, now, work),
    ownTransaction: (work) => inTransaction(world.db, undefined, now, work),
  };
}

/** The world as the clock and the start see it. */
export function ctxOfSystem(world: World, actor: Actor, via: 'job' | 'start', requestId: string): Ctx {
  const now = world.now();
  return {
    actor,
    now,
    requestId,
    via,
    address: '',
    device: '',
    publicUrl: world.publicUrl(),
    passwordCost: world.passwordCost,
    files: world.files,
    outside: world.outside,
    log: world.log,
    db: world.db,
    enqueue: world.enqueue,
    transaction: (work, options) => inTransaction(world.db, undefined, now, work, options),
    partTransaction: (_part, work) => inTransaction(world.db, undefined, now, work),
    ownTransaction: (work) => inTransaction(world.db, undefined, now, work),
  };
}

/** Whoever is not signed in has no key: their calls spend a one-time secret or may be repeated. */
function commandKey(request: FastifyRequest) {
  const sent = request.headers['idempotency-key'];
  if (typeof sent !== 'string' || sent === '' || request.method === 'GET') return undefined;
  if (request.actor.kind === 'nobody') return undefined;
  return {
    actor: request.actor.id,
    key: hashOfSecret(sent).toString('base64url'),
    request: hashOfRequest(sent, request.method, request.url, request.body),
  };
}
