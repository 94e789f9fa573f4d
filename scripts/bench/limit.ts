import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Columns, Left } from './left-rows.ts';
import { type Rate, rateOf } from './load.ts';

/** What the database makes itself. */
const madeByItself = new Set(['number', 'search', 'closed_at', 'xid', 'event_id']);
const ids = /(?:chg|ntc)_[0-9a-z]{26}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The rows of an act once more, of a change of this name: each id in them, and what sets its words apart, is another one. */
function again(rows: Left, changeId: string): Left {
  const others = new Map([[rows.change['id'] ?? '', changeId]]);
  const other = (id: string): string => {
    const made =
      others.get(id) ?? (id.includes('-') ? randomUUID() : `${id.slice(0, 4)}${randomBytes(13).toString('hex')}`);
    others.set(id, made);
    return made;
  };
  const renewed = (row: Columns): Columns =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([column, value]) => value !== null && value !== '' && !madeByItself.has(column))
        .map(([column, value]) => [column, value?.replace(ids, other) ?? null]),
    );
  return {
    change: renewed(rows.change),
    event: renewed(rows.event),
    parts: rows.parts.map((part) => ({ ...renewed(part), salt: `\\x${randomBytes(32).toString('hex')}` })),
    notices: rows.notices.map(renewed),
    key: { ...renewed(rows.key), key: randomBytes(32).toString('base64url') },
  };
}

const insert = (client: pg.PoolClient, table: string, rows: readonly Columns[]) => {
  const columns = Object.keys(rows[0] ?? {});
  const places = rows.map(
    (_row, nth) => `(${columns.map((_c, at) => `$${nth * columns.length + at + 1}`).join(', ')})`,
  );
  const values = rows.flatMap((row) => columns.map((column) => row[column]));
  return client.query(`insert into ${table} (${columns.join(', ')}) values ${places.join(', ')}`, values);
};

const eventSql = `with event as (insert into audit_event (uid, actor, verb, object, leaf) values ($1, $2, $3, $4, $5) returning id)
  insert into audit_part (event_id, name, salt, body) select event.id, p.name, p.salt, p.body
  from event, unnest($6::text[], $7::bytea[], $8::bytea[]) as p (name, salt, body)`;

async function tell(client: pg.PoolClient, { event, parts, notices, key }: Left): Promise<void> {
  const { uid, actor, verb, object, leaf } = event;
  const all = (column: string) => parts.map((part) => part[column]);
  await client.query(eventSql, [uid, actor, verb, object, leaf, all('name'), all('salt'), all('body')]);
  await insert(client, 'notice', notices);
  await insert(client, 'idempotency_key', [key]);
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** The limit: the rows of a raise and of a move, as the server wrote them, by plain SQL over as many connections. */
export async function limitOf(
  url: string,
  lanes: number,
  count: number,
  { raise, move }: { raise: Left; move: Left },
): Promise<{ create: Rate; move: Rate }> {
  const pool = new pg.Pool({ connectionString: url, max: lanes });
  pool.on('error', () => {});
  const changeIds = Array.from({ length: count }, () => `chg_${randomBytes(13).toString('hex')}`);
  const raises = changeIds.map((id) => again(raise, id));
  const moves = changeIds.map((id) => again(move, id));
  const created = await rateOf(count, lanes, (piece) =>
    inTransaction(pool, async (client) => {
      const rows = raises[piece] ?? raise;
      await insert(client, 'change', [rows.change]);
      await tell(client, rows);
    }),
  );
  const moved = await rateOf(count, lanes, (piece) =>
    inTransaction(pool, async (client) => {
      const rows = moves[piece] ?? move;
      const { id, state, state_kind, entered, waits_on = null, waits_since = null, updated_at } = rows.change;
      await client.query('select * from change where id = $1 for update', [id]);
      await client.query(
        `update change set state = $2, state_kind = $3, entered = $4, waits_on = $5, waits_since = $6, version = version + 1,
          updated_at = $7 where id = $1`,
        [id, state, state_kind, entered, waits_on, waits_since, updated_at],
      );
      await tell(client, rows);
    }),
  );
  await pool.end();
  return { create: created, move: moved };
}
