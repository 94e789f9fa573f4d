import { readFileSync } from 'node:fs';
import type { TestDatabase } from './database.ts';
import { runSql } from './run-sql.ts';

/**
 * What is no act of anybody: bookkeeping of the platform, the log itself, tries, which are counted before they are judged, who
 * was told of an act, by which way, and has read it, from where somebody signed in, and a file or a demo that is on its way in, with
 * how far it is.
 */
const silent = [
  ...['audit_event', 'audit_part', 'migration', 'idempotency_key', 'job_slot', 'job_to_send', 'sign_in_failure'],
  'sign_in_trace',
  ...['notification', 'notice', 'delivery', 'outbound_hold'],
  ...['import_run', 'import_piece', 'import_note', 'demo'],
  ...['log_origin', 'log_leaf', 'log_head', 'log_checkpoint', 'log_key'],
];
export const tables: string[] = Object.keys(
  JSON.parse(readFileSync(new URL('../tables.json', import.meta.url), 'utf8')),
).filter((name) => !silent.includes(name));

/** From here on every transaction that writes a row of ours leaves its number; when a session or a token was last used is no act. */
export const watch = ({ ownerUrl, appRole }: TestDatabase) =>
  runSql(
    ownerUrl,
    'create table watched (xid xid8 not null, what text not null)',
    `grant select, insert on watched to ${appRole}`,
    `create function watch() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and tg_table_name in ('session', 'api_token')
          and to_jsonb(old) - 'last_used_at' = to_jsonb(new) - 'last_used_at' then return null; end if;
        insert into watched values (pg_current_xact_id(), tg_op || ' ' || tg_table_name);
        return null;
      end $$`,
    ...tables.map(
      (name) =>
        `create trigger watched after insert or update or delete on "${name}" for each row execute function watch()`,
    ),
  );

/** What was written by transactions that told the audit log nothing. */
export const untold = ({ ownerUrl }: TestDatabase) =>
  runSql(ownerUrl, 'select what, count(*) from watched where xid not in (select xid from audit_event) group by what');
export const written = async ({ ownerUrl }: TestDatabase) =>
  (await runSql(ownerUrl, 'select distinct split_part(what, $$ $$, 2) as name from watched')).map(({ name }) => name);
