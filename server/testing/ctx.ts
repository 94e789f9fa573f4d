import { afterAll, onTestFinished, TestRunner } from 'vitest';
import { type Actor, type Ctx, type PasswordCost, system } from '../platform/ctx.ts';
import { connect, type Db } from '../platform/database/db.ts';
import type { CommandKey } from '../platform/database/transaction.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { nowhere } from '../platform/outside.ts';
import { testDatabase } from './database.ts';

type Given = Partial<Omit<Ctx, 'db' | 'transaction' | 'partTransaction' | 'ownTransaction'>> & {
  actor?: Actor;
  now?: Date;
  /** An idempotency key, as a caller would have sent it. */
  command?: Omit<CommandKey, 'actor'>;
};

/** As cheap as argon2 allows: tests sign in hundreds of people, and guard no account of anybody's. */
export const cheapPasswords: PasswordCost = { memory: 8, passes: 1, parallelism: 1 };

const quiet = () => {};
let made = 0;

/** A real ctx on a real database: only the clock, the caller and the log are given. Without an actor the system acts. */
export function testCtx(db: Db, { command, ...given }: Given = {}): Ctx {
  const now = given.now ?? new Date('2026-03-02T09:00:00Z');
  const actor = given.actor ?? system;
  const key = command && { ...command, actor: actor.id };
  return {
    requestId: `req_test_${++made}`,
    via: 'api',
    address: '192.0.2.1',
    device: 'a test',
    publicUrl: 'https://changes.example.org',
    passwordCost: cheapPasswords,
    files: { place: 'database', folder: '/nonexistent/files', uploads: '/nonexistent/uploads', mostBytes: 1_048_576 },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    // Nobody works jobs here: a test runs those that it is about by itself.
    enqueue: async () => {},
    wake: () => {},
    outside: nowhere(Buffer.alloc(32)),
    ...given,
    actor,
    now,
    db,
    transaction: (work, options) => inTransaction(db, key, now, work, options),
    partTransaction: (part, work) => inTransaction(db, key && { ...key, key: `${key.key} ${part}` }, now, work),
    ownTransaction: (work) => inTransaction(db, undefined, now, work),
  };
}

/** The application's pool on a database of its own, for this test file or the test that asks; see `testDatabase`. */
export async function testDb(): Promise<Db> {
  const { appUrl } = await testDatabase();
  const db = connect(appUrl, { max: 10, onIdleError: quiet });
  const close = () => db.destroy();
  if (TestRunner.getCurrentTest()) onTestFinished(close);
  else afterAll(close);
  return db;
}
