import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { forget, isStale, type Names, newMemory, newNames } from './prepared.ts';
import { type Answer, type Statement, sendTogether } from './statements.ts';

/** Writes that go with the next statement of their transaction; what to say where one fails. */
const later = new WeakMap<CompiledQuery, (error: unknown) => unknown>();

/** Marks a query whose answer nobody reads: it waits for the next statement, or for the commit, and fails that. */
export function goLater(query: CompiledQuery, failed: (error: unknown) => unknown): CompiledQuery {
  later.set(query, failed);
  return query;
}

/** Reads that go with the commit of their transaction; where their rows will be. */
const withCommit = new WeakMap<CompiledQuery, Foreseen>();

/** `rows` is there once the transaction is committed, unless the read did not come through. */
export type Foreseen<Row = unknown> = { rows?: readonly Row[] };

/** Marks a read of what its transaction leaves: it waits for the commit and is sent behind it. */
export function goWithCommit(query: CompiledQuery, foreseen: Foreseen): CompiledQuery {
  withCommit.set(query, foreseen);
  return query;
}

type Connection = DatabaseConnection & {
  begin(sql: string): void;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  release(): void;
};

/**
 * Kysely's PostgreSQL dialect with a driver of our own: what is asked often is prepared once for each connection; `begin`
 * goes with the first statement of a transaction and `commit` with its last writes, each in one round trip.
 */
export function pipelined(pool: pg.Pool, types: pg.CustomTypesConfig): Dialect {
  return {
    createDriver: () => driverOf(pool, types),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

function driverOf(pool: pg.Pool, types: pg.CustomTypesConfig): Driver {
  const known = new WeakMap<pg.PoolClient, Connection>();
  const names = newNames();
  // `as`: Kysely hands back what it was given below.
  const ours = (connection: DatabaseConnection) => connection as Connection;
  return {
    init: async () => {},
    acquireConnection: async () => {
      const client = await pool.connect();
      const connection = known.get(client) ?? connectionOn(client, types, names);
      known.set(client, connection);
      return connection;
    },
    beginTransaction: async (connection, { isolationLevel, accessMode }) => {
      const level = isolationLevel ? ` isolation level ${isolationLevel}` : '';
      ours(connection).begin(`begin${level}${accessMode ? ` ${accessMode}` : ''}`);
    },
    commitTransaction: (connection) => ours(connection).commit(),
    rollbackTransaction: (connection) => ours(connection).rollback(),
    releaseConnection: async (connection) => ours(connection).release(),
    destroy: () => pool.end(),
  };
}

function connectionOn(client: pg.PoolClient, types: pg.CustomTypesConfig, names: Names): Connection {
  const memory = newMemory(names);
  /** What waits to be sent with the next statement. */
  let waiting: Statement[] = [];
  /** What is read behind the commit. */
  let reading: { statement: Statement; foreseen: Foreseen }[] = [];
  /** Whether a transaction was asked for, and whether PostgreSQL has heard of it. */
  let transaction: 'none' | 'asked' | 'open' = 'none';
  let broken = false;

  const send = async (statement: Statement, after: readonly Statement[] = []) => {
    const all = [...waiting, statement];
    waiting = [];
    const alone = transaction === 'none';
    if (transaction === 'asked') transaction = 'open';
    try {
      return await sendTogether(client, memory, types, all, after);
    } catch (error) {
      // The driver's own trace begins at the socket; this one leads to who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      if (!isStale(error)) throw error;
      forget(memory, error);
      // Within a transaction it is the whole transaction that is run again.
      if (!alone) throw error;
      return sendTogether(client, memory, types, all);
    }
  };

  return {
    begin(sql) {
      waiting = [{ sql, parameters: [] }];
      reading = [];
      transaction = 'asked';
    },
    async commit() {
      const after = reading.splice(0);
      const didNothing = transaction === 'asked' && waiting.length === 1;
      const reads = after.map(({ statement }) => statement);
      const { command, read } = didNothing ? nothingDone() : await send(COMMIT, reads);
      if (command === 'ROLLBACK') throw new Error('The transaction was undone: one of its statements had failed.');
      transaction = 'none';
      waiting = [];
      for (const [place, { foreseen }] of after.entries()) if (read[place]) foreseen.rows = read[place];
    },
    async rollback() {
      const isOpen = transaction === 'open';
      transaction = 'none';
      waiting = [];
      if (!isOpen) return;
      broken = true;
      await sendTogether(client, memory, types, [ROLLBACK]);
      broken = false;
    },
    release: () => client.release(broken),
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const failed = later.get(query);
      const statement = { sql: query.sql, parameters: query.parameters, failed };
      if (failed && transaction !== 'none') {
        waiting.push(statement);
        return { rows: [] };
      }
      const foreseen = withCommit.get(query);
      if (foreseen && transaction !== 'none') {
        reading.push({ statement, foreseen });
        return { rows: [] };
      }
      return resultOf<R>(await send(statement));
    },
    // biome-ignore lint/correctness/useYield: nothing here is read in pieces
    async *streamQuery() {
      throw new Error('Lists are keyset pages; nothing is streamed.');
    },
  };
}

const COMMIT: Statement = { sql: 'commit', parameters: [] };
const ROLLBACK: Statement = { sql: 'rollback', parameters: [] };
const nothingDone = () => ({ command: 'COMMIT', read: [] });
const writing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

const resultOf = <R>({ command, rowCount, rows }: Answer): QueryResult<R> => ({
  rows: rows as R[],
  ...(writing.has(command) && { numAffectedRows: BigInt(rowCount) }),
});
