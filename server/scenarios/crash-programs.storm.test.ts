import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fillDemoRoute } from '@interlock/contract/demo.ts';
import { signInRoute } from '@interlock/contract/identity.ts';
import { beforeAll, expect, test } from 'vitest';
import type { CrashPoint } from '../platform/jobs/crash-points.ts';
import { eventually } from '../platform/running/processes.ts';
import { despiteDeaths, dieAtEach, type Site, siteOn } from '../testing/crash-storm.ts';
import { emptyDatabase, testDatabase } from '../testing/database.ts';
import { endState } from '../testing/end-state.ts';
import { runSql } from '../testing/run-sql.ts';
import { clientOf, cookieOf, PASSWORD } from '../testing/world.ts';

const email = 'ada@example.org';
const env = { INTERLOCK_ADMIN_EMAIL: email, INTERLOCK_ADMIN_PASSWORD: PASSWORD, INTERLOCK_FILES: 'folder' };

let site: Site;
let calm: Site;
let elsewhere: Site;

/** Set up by servers that died over it. */
beforeAll(async () => {
  site = await siteOn(await testDatabase(), env);
  const points: CrashPoint[] = [
    ...(['mark of the folder: before it lies there', 'mark of the folder: there'] as const),
    ...(['start: before commit', 'start: after commit'] as const),
  ];
  expect(await dieAtEach(site, points, 1)).toEqual([]);
  calm = await siteOn(await testDatabase(), env);
  elsewhere = await siteOn(await emptyDatabase());
}, 900_000);

const come = async (address: string) => {
  const answer = await clientOf(address, {}).send('POST', signInRoute.path, { email, password: PASSWORD });
  expect(answer.status).toBe(200);
  return clientOf(address, { cookie: cookieOf(answer) });
};

const askForDemo = async (address: string) => {
  const ada = await come(address);
  await ada.call(fillDemoRoute, { months: 1 }, { 'idempotency-key': 'demo' });
};

/** How much there is of everything; whoever asks again has signed in again. */
const counts = async ({ database }: Site) =>
  Object.entries(await endState(database, new Set())).map(([table, rows]) => [
    table,
    rows.filter((row) => !row.includes('"verb":"session.')).length,
  ]);

test('an organisation that was set up and filled by servers that died over it is there once, with all of its demo', async () => {
  const server = await despiteDeaths(site, ['demo.fill: before commit', 'demo.fill: after commit'], askForDemo);
  await site.settles();
  await server.kill();
  const alone = await despiteDeaths(calm, [], askForDemo);
  await calm.settles();
  await alone.kill();
  for (const { database } of [site, calm]) {
    expect(await runSql(database.ownerUrl, 'select state, problem from demo')).toEqual([
      { state: 'filled', problem: null },
    ]);
    expect(await runSql(database.ownerUrl, 'select from organisation')).toHaveLength(1);
  }
  expect(await counts(site)).toEqual(await counts(calm));
}, 900_000);

test('a backup that is killed leaves no file that looks whole, and a restore that is killed leaves all or nothing', async () => {
  const file = join(site.folder, 'night.backup');
  const dies = async (at: Site, program: 'backup.ts' | 'restore.ts', point: CrashPoint) => {
    const one = at.runs(program, { points: [point], args: [file] });
    await one.ended;
    expect(one.passed(), one.said()).toEqual([point]);
    await at.isGone();
  };
  await dies(site, 'backup.ts', 'backup: whole, not recorded');
  await dies(site, 'backup.ts', 'backup: recorded, not in its place');
  expect(existsSync(file)).toBe(false);
  await dies(site, 'backup.ts', 'backup: in its place');
  expect(existsSync(file)).toBe(true);

  await dies(elsewhere, 'restore.ts', 'restore: before it commits');
  expect(await runSql(elsewhere.database.ownerUrl, `select to_regclass('public.audit_event') as there`)).toEqual([
    { there: null },
  ]);
  await dies(elsewhere, 'restore.ts', 'restore: committed');
  // What a restore adds: that it was made, that nothing leaves until somebody has looked, and the next name of the log.
  const same = async ({ database }: Site) => {
    const { acts: _, outbound_hold: __, ...rest } = await endState(database, new Set());
    return rest;
  };
  expect(await same(elsewhere)).toEqual(await same(site));
  const server = elsewhere.start();
  expect(await eventually(() => server.address() !== undefined, 120_000), server.said()).toBe(true);
  await elsewhere.settles();
  await server.kill();
}, 900_000);
