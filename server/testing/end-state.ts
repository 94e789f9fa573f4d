import { readFileSync } from 'node:fs';
import type { TestDatabase } from './database.ts';
import { runSql } from './run-sql.ts';

/** Bookkeeping of the platform, and the log, which is told by what it says and not by where it lies. */
const apart = [
  ...['job_slot', 'job_to_send', 'idempotency_key', 'migration', 'session', 'api_token', 'sign_in_failure'],
  ...['audit_event', 'audit_part', 'log_origin', 'log_leaf', 'log_head', 'log_checkpoint', 'log_key'],
];
const tables: string[] = Object.keys(
  JSON.parse(readFileSync(new URL('../tables.json', import.meta.url), 'utf8')),
).filter((name) => !apart.includes(name));

/** How often something was tried, and which numbers a change that was undone took with it, is what a kill may change. */
const perKill = ['tries', 'attempts', 'turn', 'number', 'search'];
const asIs = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !perKill.includes(column)));

const anId = /\b[a-z]{2,5}_[0-9a-z]{26}\b/g;
const anInstant = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:\+00(?::00)?|Z)/g;
/** Under what a job is known; it is another at each minute. */
const aJob = /\bjob_[0-9a-f-]{36}\b/g;
const aNumber = /(?:CHG|TSK)-\d+\b/g;

/** Ids, instants and numbers that a text may hold as they are, because they were there before. */
export type Known = ReadonlySet<string>;

export async function knownIn(database: TestDatabase): Promise<Known> {
  const text = JSON.stringify(await rowsOf(database));
  return new Set([anId, anInstant, aNumber].flatMap((pattern) => text.match(pattern) ?? []));
}

/** A text without what is drawn or read off the clock anew each time. */
export const bare = (text: string, known: Known): string =>
  text
    .replace(anId, (id) => (known.has(id) ? id : `${id.split('_')[0]}_new`))
    .replace(aJob, 'job')
    .replace(anInstant, (at) => (known.has(at) ? at : 'then'))
    .replace(aNumber, (number) => (known.has(number) ? number : 'new'));

async function rowsOf({ ownerUrl }: TestDatabase): Promise<Record<string, Record<string, unknown>[]>> {
  const all: Record<string, Record<string, unknown>[]> = {};
  for (const table of tables) {
    const rows = await runSql(ownerUrl, `select to_jsonb(t) as row from "${table}" t`);
    all[table] = rows.map(({ row }) => asIs(row as Record<string, unknown>));
  }
  return { ...all, change_words: searched(all), change_words_due: [] };
}

/** Whose words are searched, or noted for the clock to take in: which of the two is a matter of the minute. */
function searched(all: Record<string, Record<string, unknown>[]>): Record<string, unknown>[] {
  const said = [...(all['change_words'] ?? []), ...(all['change_words_due'] ?? [])].map((row) => row['change_id']);
  return (all['change'] ?? []).filter(({ id }) => said.includes(id)).map(({ id }) => ({ change_id: id }));
}

/** Every row of every table, and every act on record but that the record was read, in an order of their own. */
export async function endState(database: TestDatabase, known: Known): Promise<Record<string, string[]>> {
  const rows = Object.entries(await rowsOf(database));
  const state = rows.map(([table, some]) => [table, some.map((row) => bare(JSON.stringify(row), known)).toSorted()]);
  const acts = await runSql(
    database.ownerUrl,
    `select actor, verb, object, (select jsonb_object_agg(name, convert_from(body, 'utf8')) from audit_part where event_id = e.id) as parts
     from audit_event e where verb not like 'audit.export%'`,
  );
  return { ...Object.fromEntries(state), acts: acts.map((act) => bare(JSON.stringify(act), known)).toSorted() };
}
