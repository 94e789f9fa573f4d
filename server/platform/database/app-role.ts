import pg from 'pg';

/** Tables that the application may not write as it likes: what was recorded stays, what ran stays. */
const LESS: Record<string, string> = {
  audit_event: 'update, delete, truncate',
  audit_part: 'update, delete, truncate',
  log_origin: 'update, delete, truncate',
  log_leaf: 'update, delete, truncate',
  log_checkpoint: 'update, delete, truncate',
  log_key: 'update, delete, truncate',
  log_head: 'delete, truncate',
  migration: 'insert, update, delete, truncate',
};

/**
 * Lets the application's role use the tables, and no more: it owns nothing, makes nothing, and what the audit holds it
 * can only add to and read. Does nothing where that role is the owner itself.
 */
export async function grantTo(client: pg.Client, appRole: string): Promise<void> {
  const { rows } = await client.query<{ owner: string }>('select current_user as owner');
  if (rows[0]?.owner === appRole) return;
  const role = pg.escapeIdentifier(appRole);
  await client.query(`begin; ${[...grants(role), ...(await exceptions(client, role))].join('; ')}; commit`);
}

function grants(role: string): string[] {
  const both = 'in schema public, pgboss';
  const rows = 'select, insert, update, delete';
  return [
    `grant usage on schema public, pgboss to ${role}`,
    `grant ${rows} on all tables ${both} to ${role}`,
    `grant usage, select on all sequences ${both} to ${role}`,
    `grant execute on all functions in schema public, pgboss to ${role}`,
    `alter default privileges ${both} grant ${rows} on tables to ${role}`,
    `alter default privileges ${both} grant usage, select on sequences to ${role}`,
    `alter default privileges ${both} grant execute on functions to ${role}`,
  ];
}

async function exceptions(client: pg.Client, role: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename = any($1)`,
    [Object.keys(LESS)],
  );
  return rows.map(({ name }) => `revoke ${LESS[name]} on public.${pg.escapeIdentifier(name)} from ${role}`);
}
