import pg from 'pg';

/** A row as PostgreSQL writes it, every value as text. */
export type Columns = Record<string, string | null>;

/** All that one act wrote. */
export type Left = { change: Columns; event: Columns; parts: Columns[]; notices: Columns[]; key: Columns };

const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
const newestAct = 'select act from notice where subject = $1 order by id desc limit 1';
const TURNS = 50;

/** What one act on a change wrote, read before it is told on, for which there is a twentieth of a second. */
export async function leftBy(url: string, act: () => Promise<string>): Promise<Left> {
  const client = new pg.Client({ connectionString: url, types: asText });
  await client.connect();
  const read = async (sql: string, ...values: unknown[]) => (await client.query<Columns>(sql, values)).rows;
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      const id = await act();
      const notices = await read(`select * from notice where act = (${newestAct})`, id);
      if (notices.length === 0) continue;
      const [change] = await read('select * from change where id = $1', id);
      const [event] = await read('select * from audit_event where object = $1 order by id desc limit 1', id);
      const parts = await read('select * from audit_part where event_id = $1', event?.['id']);
      const [key] = await read('select * from idempotency_key order by at desc limit 1');
      if (change && event && key) return { change, event, parts, notices, key };
    }
    throw new Error('what an act wrote was gone each time before it was read');
  } finally {
    await client.end();
  }
}
