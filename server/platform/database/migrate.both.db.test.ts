import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { getRollbackPlans, PgBoss } from 'pg-boss';
import { afterAll, expect, test } from 'vitest';
import { emptyDatabase, testDatabase } from '../../testing/database.ts';
import { runSql } from '../../testing/run-sql.ts';
import { migrate } from './migrate.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function folderWith(files: Record<string, string>): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

test('three servers that start at once migrate once', async () => {
  const { ownerUrl, appRole } = await emptyDatabase();
  const three = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl, appRole })));
  const counts = three.map(({ applied }) => applied.length).sort((a, b) => a - b);
  expect(counts.slice(0, 2)).toEqual([0, 0]);
  expect(counts[2]).toBeGreaterThan(0);
});

test('files are applied in the order of their names, and only new ones', async () => {
  const { ownerUrl } = await emptyDatabase();
  const first = { '0002_b.sql': 'alter table a add column c int', '0001_a.sql': 'create table a (b int)' };
  expect(await migrate({ ownerUrl, folder: await folderWith(first) })).toEqual({
    applied: ['0001_a.sql', '0002_b.sql'],
  });
  const more = { ...first, '0003_c.sql': 'create table d (e int)' };
  expect(await migrate({ ownerUrl, folder: await folderWith(more) })).toEqual({ applied: ['0003_c.sql'] });
});

test('a migration that was edited after it ran is refused by name', async () => {
  const { ownerUrl } = await emptyDatabase();
  await migrate({ ownerUrl, folder: await folderWith({ '0001_a.sql': 'create table a (b int)' }) });
  const edited = await folderWith({ '0001_a.sql': 'create table a (b bigint)' });
  await expect(migrate({ ownerUrl, folder: edited })).rejects.toThrow('0001_a.sql was changed after this database ran');
});

test('a migration that fails leaves nothing of itself and names itself', async () => {
  const { ownerUrl } = await emptyDatabase();
  const folder = await folderWith({ '0001_a.sql': 'create table a (b int); select no_such_thing()' });
  await expect(migrate({ ownerUrl, folder })).rejects.toThrow('The migration 0001_a.sql failed');
  expect(
    await runSql(ownerUrl, `select to_regclass('a') as a, (select count(*)::int from migration) as landed`),
  ).toEqual([{ a: null, landed: 0 }]);
});

test('a table in use is waited for without holding up its readers', async () => {
  const { ownerUrl } = await emptyDatabase();
  await migrate({ ownerUrl, folder: await folderWith({ '0001_a.sql': 'create table a (b int)' }) });
  const reader = new pg.Client({ connectionString: ownerUrl });
  await reader.connect();
  await reader.query('begin; select * from a');
  const folder = await folderWith({
    '0001_a.sql': 'create table a (b int)',
    '0002_b.sql': `set local lock_timeout = '50ms'; alter table a add column c int`,
  });
  const migrating = migrate({ ownerUrl, folder });
  await gaveUpOnce(ownerUrl);
  await reader.query('commit');
  await reader.end();
  expect(await migrating).toEqual({ applied: ['0002_b.sql'] });
});

/** Settles when the migration has rolled back at least once: more than one transaction since it began to try. */
async function gaveUpOnce(url: string): Promise<void> {
  const rollbacks = async () =>
    Number(
      (await runSql(url, `select xact_rollback as n from pg_stat_database where datname = current_database()`))[0]?.[
        'n'
      ],
    );
  const before = await rollbacks();
  await expect.poll(rollbacks, { timeout: 20_000 }).toBeGreaterThan(before);
}

test('the application writes rows but can neither change the schema nor rewrite what the audit holds', async () => {
  const { appUrl } = await testDatabase();
  const rights = async (table: string) => {
    const sql = `select array(select one from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as one
                              where has_table_privilege('${table}', one)) as rights`;
    return (await runSql(appUrl, sql))[0]?.['rights'];
  };
  expect(await rights('change')).toEqual(['select', 'insert', 'update', 'delete']);
  expect(await rights('audit_event')).toEqual(['select', 'insert']);
  expect(await rights('audit_part')).toEqual(['select', 'insert']);
  expect(await rights('migration')).toEqual(['select']);
  await expect(runSql(appUrl, 'create table mine (a int)')).rejects.toThrow('permission denied');
});

test('jobs run under the application role on tables that it did not make', async () => {
  const { appUrl } = await testDatabase();
  const boss = new PgBoss({ connectionString: appUrl, migrate: false, createSchema: false, max: 2 });
  // It says that it has stopped while its connections still part, and the database goes next.
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue('greeting');
  await boss.send('greeting', { to: 'you' });
  await boss.supervise('greeting');
  await boss.schedule('greeting', '* * * * *', null, { tz: 'UTC' });
  const [job] = await boss.fetch<{ to: string }>('greeting', { batchSize: 1 });
  expect(job?.data).toEqual({ to: 'you' });
  await boss.complete('greeting', job?.id ?? '');
  await boss.deleteQueue('greeting');
  await boss.stop({ graceful: false });
});

test('tables of jobs left by an earlier version are upgraded, with their indexes', async () => {
  const { ownerUrl } = await testDatabase();
  const indexes = () => runSql(ownerUrl, `select indexname from pg_indexes where schemaname = 'pgboss' order by 1`);
  const [before, made] = [await runSql(ownerUrl, 'select version from pgboss.version'), await indexes()];
  await runSql(ownerUrl, getRollbackPlans('pgboss'));
  expect(await runSql(ownerUrl, 'select version from pgboss.version')).not.toEqual(before);
  await migrate({ ownerUrl });
  expect(await runSql(ownerUrl, 'select version from pgboss.version')).toEqual(before);
  expect(await indexes()).toEqual(made);
});
