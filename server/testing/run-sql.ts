import pg from 'pg';

/** Opening a connection costs more than most of what is asked over it. None holds up the end of the process. */
const pools = new Map<string, pg.Pool>();

/** Statements on one connection, each outside a transaction (as creating a database asks); the rows of the last. */
export async function runSql(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = await poolOf(url).connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    client.release(statements.some(keepsSomething));
    return rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Nobody is connected to it from here any more: it can be copied. */
export async function leaveDatabase(url: string): Promise<void> {
  const pool = pools.get(url);
  pools.delete(url);
  await pool?.end();
}

function poolOf(url: string): pg.Pool {
  const known = pools.get(url);
  if (known) return known;
  const pool = new pg.Pool({ connectionString: url, max: 20, idleTimeoutMillis: 30_000, allowExitOnIdle: true });
  // The database may go while nothing is asked of it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  pools.set(url, pool);
  return pool;
}

/** What the next one on the connection would notice. */
const keepsSomething = (statement: string): boolean => /^\s*(set|begin|listen)\b|advisory|\btemp/i.test(statement);
