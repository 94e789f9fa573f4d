import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Db } from '../platform/database/db.ts';
import { runSql } from './run-sql.ts';

const writtenByItself = ['job_slot', 'notice', 'delivery', 'change_words', 'change_words_due', 'change_words_left'];
/** All but what the clock and the jobs that tell, send and take words in write by themselves. */
const tables: string[] = Object.keys(
  JSON.parse(readFileSync(new URL('../tables.json', import.meta.url), 'utf8')),
).filter((name) => !writtenByItself.includes(name));
/** Their rows change when somebody is merely there: when a session or a token was last used. */
const touched = ['session', 'api_token'];

/** How many rows each table holds and which transaction wrote the newest: equal before and after means nothing was written. */
export const footprint = async (ownerUrl: string): Promise<Record<string, string>> =>
  rowsHeld(await runSql(ownerUrl, statement()));

/** The same over a connection that stays open, for whoever looks often. */
export const footprintOver = async (owner: Db): Promise<Record<string, string>> =>
  rowsHeld((await sql.raw<Record<string, unknown>>(statement()).execute(owner)).rows);

const rowsHeld = (rows: readonly Record<string, unknown>[]) =>
  Object.fromEntries(rows.map(({ name, rows: held }) => [String(name), String(held)]));

function statement(): string {
  const each = tables.map((table) => {
    const newest = touched.includes(table) ? `''` : `coalesce(max(xmin::text::bigint), 0)::text`;
    return `select '${table}' as name, count(*) || ' ' || ${newest} as rows from "${table}"`;
  });
  return each.join(' union all ');
}
