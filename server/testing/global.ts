import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { servedRoutes, workedJobs } from '../app.ts';
import { connect } from '../platform/database/db.ts';
import { migrate } from '../platform/database/migrate.ts';
import { startEmbeddedPostgres } from '../platform/embedded/embedded-postgres.ts';
import { openJobs } from '../platform/jobs/jobs.ts';
import { openLog } from '../platform/log.ts';
import { runSql } from './run-sql.ts';
import { asRole, inDatabase } from './urls.ts';

declare module 'vitest' {
  interface ProvidedContext {
    database: { ownerUrl: string; template: string; appRole: string; appPassword: string };
  }
}

/**
 * One migrated template for a whole run, on the server at TEST_DATABASE_URL (its owner's address) or else on an
 * embedded one made for the run. Test files clone it; the application's role in it is not the owner, as in production.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const suffix = randomBytes(4).toString('hex');
  const template = `interlock_template_${suffix}`;
  const appRole = `interlock_test_${suffix}`;
  const appPassword = randomBytes(12).toString('hex');
  await runSql(
    server.ownerUrl,
    `create role ${appRole} login password '${appPassword}'`,
    `create database ${template}`,
  );
  const ownerUrl = inDatabase(server.ownerUrl, template);
  await migrate({ ownerUrl, appRole });
  await makeQueues(asRole(ownerUrl, appRole, appPassword));
  await runSql(server.ownerUrl, `alter database ${template} is_template true allow_connections false`);
  project.provide('database', { ownerUrl: server.ownerUrl, template, appRole, appPassword });
  return async () => {
    await runSql(server.ownerUrl, `alter database ${template} is_template false`);
    const made = await databasesLike(server.ownerUrl, template);
    await runSql(server.ownerUrl, ...made.map((name) => `drop database ${name} with (force)`), `drop role ${appRole}`);
    await server.close();
  };
}

/** As a server finds them that is not the first on its database. */
async function makeQueues(databaseUrl: string): Promise<void> {
  const db = connect(databaseUrl, { max: 1, onIdleError: () => {} });
  const jobs = await openJobs({
    ...{ db, databaseUrl, log: openLog('silent'), clockJobs: [] },
    jobs: workedJobs(servedRoutes({ secure: false, dataInsideClone: false })),
    ctxOf: () => {
      throw new Error('nothing is worked on');
    },
  });
  await jobs.stop();
  await db.destroy();
}

/** The template and what a killed test left behind of its clones. */
async function databasesLike(url: string, template: string): Promise<string[]> {
  const rows = await runSql(url, `select datname as name from pg_database where starts_with(datname, '${template}')`);
  return rows.map(({ name }) => String(name));
}

async function openServer(): Promise<{ ownerUrl: string; close(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { ownerUrl: given, close: async () => {} };
  const home = mkdtempSync(join(tmpdir(), 'interlock-test-'));
  // The database's user must be able to walk through it when the tests run as root.
  chmodSync(home, 0o711);
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const running = await startEmbeddedPostgres({ home, settings });
  return {
    ownerUrl: running.ownerUrl,
    async close() {
      await running.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
