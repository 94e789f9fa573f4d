import { type CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { type Foreseen, goLater, goWithCommit, pipelined } from './dialect.ts';
import { isStale } from './prepared.ts';
import type { DB } from './tables.d.ts';

export type { Foreseen };

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;
/** What a reading query runs on: a connection of its own or the caller's transaction. */
export type Reads = Db | Tx;

const DATE = 1082;
const types = {
  // A date is a day on a calendar, not an instant: it stays text.
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === DATE
      ? (value: string) => value
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** A pool as the application's role. Statements end after 30 s, forgotten transactions after 60 s. */
export function connect(url: string, { max, onIdleError }: { max: number; onIdleError: (error: Error) => void }): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'interlock',
    // What is asked ends in milliseconds; compiling it takes longer, and a query over many tables looks dear enough for that.
    options: '-c jit=off',
    connectionTimeoutMillis: 5_000,
    // A new connection plans everything anew: one is kept while somebody reads what stands on their screen.
    idleTimeoutMillis: 300_000,
    keepAlive: true,
    statement_timeout: 30_000,
    lock_timeout: 15_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on('error', onIdleError);
  // One that breaks between two queries of its user tells only itself; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<DB>({ dialect: pipelined(pool, types) });
}

/** A connection that somebody else opened, closes, and may have begun a transaction on. */
export function overClient(client: pg.Client): Tx {
  const one = Object.assign(client, { release: () => {} });
  const pool = { options: {}, connect: async () => one, end: async () => {} };
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }) as Db as Tx;
}

/**
 * A write whose answer nobody reads: it is sent with the next statement of the transaction, or with its commit, which saves a
 * round trip. Where it fails, that next statement or the commit fails with what `failed` makes of the error.
 */
export async function writeLater(
  tx: Tx,
  query: CompiledQuery | { compile(tx: Tx): CompiledQuery },
  failed: (error: unknown) => unknown = (error) => error,
): Promise<void> {
  await tx.executeQuery(goLater('compile' in query ? query.compile(tx) : query, failed));
}

/**
 * A read of what the transaction leaves, sent with its commit, which saves a round trip. Answers where its rows will be. They are
 * not there where the read did not come through, which undoes nothing: then it has to be asked again.
 */
export async function readWithCommit<Row>(reads: Reads, query: CompiledQuery<Row>): Promise<Foreseen<Row>> {
  const foreseen: Foreseen<Row> = {};
  await reads.executeQuery(goWithCommit(query, foreseen));
  return foreseen;
}

const goneStates = new Set(['57P01', '57P02', '57P03', '53300', '53400', '53100', '53200', '58030', '25006', '55P03']);
/** Of a connection, made or being made; the same codes of other calls are about files. */
const goneCodes: Record<string, readonly string[]> = {
  connect: ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EACCES', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  getaddrinfo: ['ENOTFOUND', 'EAI_AGAIN'],
  read: ['ECONNRESET', 'ETIMEDOUT'],
  write: ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
};

/** True where the database was away, full or too busy, so that the caller may try again later. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (goneStates.has(code) || code.startsWith('08')) return true;
  if ('syscall' in error && typeof error.syscall === 'string' && goneCodes[error.syscall]?.includes(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end/.test(
    error.message,
  );
}

/** True where every connection was in use for so long that none was had: whatever was to go over it was not begun. */
export const isTurnedAway = (error: unknown): boolean =>
  error instanceof Error && error.message === 'timeout exceeded when trying to connect';

/** True where the database has no room to write: it undid the statement and goes on. */
export const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '53100';

/** True where the database does not know a time zone that Node knows. */
export const isUnknownZone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '22023' && error.message.includes('time zone');

/** True where PostgreSQL undid the transaction so that it can be run again. */
export function isRaceLost(error: unknown): boolean {
  if (isStale(error)) return true;
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}

/** True where something is there already that may be there once; of this constraint, or of any. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error && 'code' in error && error.code === '23505')) return false;
  return constraint === undefined || ('constraint' in error && error.constraint === constraint);
}

const isForeignKeyViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23503';

/** Carries out a delete, unless something refers to what it would take: then it is undone by itself, and nothing is answered. */
export async function unlessReferredTo<T>(tx: Tx, deletes: () => Promise<T>): Promise<T | undefined> {
  await sql`savepoint before_delete`.execute(tx);
  try {
    const done = await deletes();
    await sql`release savepoint before_delete`.execute(tx);
    return done;
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    await sql`rollback to savepoint before_delete`.execute(tx);
    return undefined;
  }
}
