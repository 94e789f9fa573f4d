import type pg from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import boss from 'pg-boss/package.json' with { type: 'json' };

/**
 * Makes or upgrades pg-boss's own tables as their owner, so that the running application needs no right to make any.
 * The statements are pg-boss's; the connection is ours, because it holds the migration lock.
 */
export async function prepareJobTables(client: pg.Client): Promise<void> {
  const version = await installedVersion(client);
  if (version === undefined) await runPlan(client, getConstructionPlans('pgboss'));
  else if (version < boss.pgboss.schema) await runPlan(client, getMigrationPlans('pgboss', version));
}

async function installedVersion(client: pg.Client): Promise<number | undefined> {
  const { rows: found } = await client.query(`select 1 where to_regclass('pgboss.version') is not null`);
  if (found.length === 0) return undefined;
  const { rows } = await client.query<{ version: number }>('select version from pgboss.version');
  return rows[0]?.version;
}

/**
 * A plan is one transaction and, for upgrades, index builds meant to run after it, beside the work. Here they run inside
 * it, so that a process killed halfway leaves no table without its index; the table of waiting jobs is a small one.
 */
async function runPlan(client: pg.Client, plan: string): Promise<void> {
  const [transaction = '', builds = ''] = plan.split(/\bCOMMIT;/);
  try {
    await client.query(`${transaction}\n${builds.replaceAll(' CONCURRENTLY', '')}\n;commit`);
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
