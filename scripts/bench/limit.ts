import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Rate, rateOf } from './load.ts';

/** The columns that raising a change writes, with values of the same size. */
export type Written = { change: Record<string, unknown>; leaf: Buffer; part: Buffer };

const eventSql = `with event as (insert into audit_event (uid, actor, verb, object, leaf) values ($1, $2, $3, $4, $5) returning id)
  insert into audit_part (event_id, name, salt, body) select event.id, p.name, p.salt, p.body
  from event, unnest($6::text[], $7::bytea[], $8::bytea[]) as p (name, salt, body)`;
const keySql = 'insert into idempotency_key (actor, key, request, result, at) values ($1, $2, $3, $4, now())';

async function recordEvent(
  client: pg.PoolClient,
  verb: string,
  object: string,
  { leaf, part }: Written,
): Promise<void> {
  const parts = ['a', 'b', 'c'];
  await client.query(eventSql, [
    randomUUID(),
    'usr_limit',
    verb,
    object,
    leaf,
    parts,
    parts.map(() => randomBytes(32)),
    parts.map(() => part),
  ]);
}

async function keepKey(client: pg.PoolClient, result: unknown): Promise<void> {
  await client.query(keySql, [
    'usr_limit',
    randomUUID(),
    createHash('sha256').update('limit').digest(),
    JSON.stringify(result),
  ]);
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** The limit: the rows of a raise and of a move, written by plain SQL over as many connections. */
export async function limitOf(
  url: string,
  lanes: number,
  count: number,
  rows: Written,
): Promise<{ create: Rate; move: Rate }> {
  const pool = new pg.Pool({ connectionString: url, max: lanes });
  pool.on('error', () => {});
  const ids = Array.from({ length: count }, (_none, at) => `chg_limit_${randomUUID().replaceAll('-', '')}_${at}`);
  const columns = Object.keys(rows.change);
  const insertSql = `insert into change (id, ${columns.join(', ')}) values ($1, ${columns.map((_column, at) => `$${at + 2}`).join(', ')})`;
  const values = Object.values(rows.change);
  const create = await rateOf(count, lanes, (piece) =>
    inTransaction(pool, async (client) => {
      const id = ids[piece] ?? '';
      await client.query(insertSql, [id, ...values]);
      await recordEvent(client, 'change.raised', id, rows);
      await keepKey(client, id);
    }),
  );
  const move = await rateOf(count, lanes, (piece) =>
    inTransaction(pool, async (client) => {
      const id = ids[piece] ?? '';
      await client.query('select * from change where id = $1 for update', [id]);
      await client.query(
        `update change set state = 'assess', state_kind = 'assess', entered = $2, waits_on = $3, version = version + 1, updated_at = now() where id = $1`,
        [id, JSON.stringify({ draft: new Date(), assess: new Date() }), 'role:coordinator'],
      );
      await recordEvent(client, 'change.moved', id, rows);
      await keepKey(client, null);
    }),
  );
  await pool.end();
  return { create, move };
}
