import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Row, type Source, sources, type Value } from './rows.ts';

const PIECE = 256 * 1024;

/**
 * Fills a migrated database that holds nobody yet with an organisation of eight years and `count` changes, by COPY, with the
 * indexes built afterwards. Takes the owner's address: triggers that guard the audit log are off while it runs.
 */
export async function fill(ownerUrl: string, count: number, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
    const rebuild = await dropIndexes(
      client,
      sources.map(({ table }) => table),
    );
    const now = new Date();
    await client.query(`insert into organisation (name, zone, created_at) values ('Bench', 'UTC', $1)`, [now]);
    for (const source of sources) {
      const began = performance.now();
      const rows = await copy(client, source, { count, now });
      say(`${source.table}: ${rows} rows in ${seconds(began)}`);
    }
    const began = performance.now();
    for (const statement of rebuild) await client.query(statement);
    say(`${rebuild.length} indexes in ${seconds(began)}`);
    const took = performance.now();
    await client.query('analyze');
    await writeWords(client, ownerUrl, count);
    say(`words of the changes in ${seconds(took)}`);
    await client.query(`select setval('change_number', $1)`, [count]);
    await client.query(`select setval('task_number', (select coalesce(max(number), 1) from task))`);
    await client.query(`select setval('audit_event_id_seq', (select max(id) from audit_event))`);
    const vacuumed = performance.now();
    await client.query('vacuum (analyze)');
    say(`vacuum and statistics in ${seconds(vacuumed)}`);
  } finally {
    await client.end();
  }
}

const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(0)} s`;

/** The words of each change as the server would write them, over two connections: PostgreSQL reads a text on one processor. */
async function writeWords(client: pg.Client, ownerUrl: string, count: number): Promise<void> {
  const rebuild = await dropIndexes(client, ['change_words']);
  const beside = new pg.Client({ connectionString: ownerUrl });
  await beside.connect();
  try {
    await beside.query('set session_replication_role = replica');
    const half = Math.floor(count / 2);
    await Promise.all([wordsBetween(client, 1, half), wordsBetween(beside, half + 1, count)]);
  } finally {
    await beside.end();
  }
  for (const statement of rebuild) await client.query(statement);
}

const wordsBetween = (client: pg.Client, first: number, last: number) =>
  client.query(
    'insert into change_words select id, number, change_words_of(id) from change where number between $1 and $2 order by number',
    [first, last],
  );

/** Drops every index of these tables that no constraint needs and answers the statements that make them again. */
async function dropIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
     from pg_index i join pg_class t on t.oid = i.indrelid
     where t.relname = any ($1) and t.relnamespace = 'public'::regnamespace
       and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ made }) => made);
}

async function copy(client: pg.Client, { table, rows }: Source, made: { count: number; now: Date }): Promise<number> {
  const [first] = rows(made);
  const columns = Object.keys(first ?? {});
  if (columns.length === 0) return 0;
  const names = columns.map((name) => `"${name}"`).join(', ');
  let written = 0;
  function* pieces(): Generator<Buffer> {
    let piece = '';
    for (const row of rows(made)) {
      written += 1;
      piece += `${columns.map((column) => textOf(row[column] ?? null)).join('\t')}\n`;
      if (piece.length < PIECE) continue;
      yield Buffer.from(piece);
      piece = '';
    }
    yield Buffer.from(piece);
  }
  await pipeline(Readable.from(pieces()), client.query(copyFrom(`copy "${table}" (${names}) from stdin`)));
  return written;
}

const escaped = (text: string) => text.replace(/[\\\n\r\t]/g, (sign) => escapes[sign] ?? sign);
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value as COPY's text format writes it. */
function textOf(value: Value | Row[string]): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  if (typeof value === 'object' && 'json' in value) return escaped(JSON.stringify(value.json));
  return String(value);
}
