import { randomBytes } from 'node:crypto';
import { afterAll, inject, onTestFinished, TestRunner } from 'vitest';
import { leaveDatabase, runSql } from './run-sql.ts';
import { asRole, inDatabase } from './urls.ts';

export type TestDatabase = {
  /** As the migrations sign in; only for looking behind the application's back. */
  ownerUrl: string;
  /** As the application signs in. */
  appUrl: string;
  appRole: string;
  drop(): Promise<void>;
};

/** A migrated database of its own for this test file (or, asked for inside a test, for that test); dropped at its end. */
export async function testDatabase(): Promise<TestDatabase> {
  return droppedAtEnd(await clonedDatabase());
}

/** As `testDatabase`, but whoever asks drops it. */
export async function clonedDatabase(): Promise<TestDatabase> {
  const { template } = inject('database');
  return open(`create database %s template ${template}`);
}

/** All that another holds to which nobody is connected any more, for this test file or the test that asks. */
export async function copyOf(database: TestDatabase): Promise<TestDatabase> {
  await leaveDatabase(database.ownerUrl);
  return droppedAtEnd(await open(`create database %s template ${new URL(database.ownerUrl).pathname.slice(1)}`));
}

/** An empty one, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return droppedAtEnd(await open('create database %s'));
}

async function open(create: string): Promise<TestDatabase> {
  const { ownerUrl: server, template, appRole, appPassword } = inject('database');
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  // Copied as files: half the work of writing each page to the log, where nothing has to survive.
  await runSql(server, `${create.replace('%s', name)} strategy file_copy`);
  const ownerUrl = inDatabase(server, name);
  const appUrl = asRole(ownerUrl, appRole, appPassword);
  const drop = async () => {
    await Promise.all([ownerUrl, appUrl].map(leaveDatabase));
    await runSql(server, `drop database if exists ${name} with (force)`);
  };
  return { ownerUrl, appUrl, appRole, drop };
}

function droppedAtEnd(database: TestDatabase): TestDatabase {
  if (TestRunner.getCurrentTest()) onTestFinished(database.drop);
  else afterAll(database.drop);
  return database;
}
