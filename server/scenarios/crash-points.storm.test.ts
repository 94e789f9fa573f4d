import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import * as runs from '@interlock/contract/import-runs.ts';
import { exportSealedRoute } from '@interlock/contract/sealing.ts';
import { beforeAll, expect, test } from 'vitest';
import { proofOf } from '../../cli/audit-proof.ts';
import { clockJobs, workedJobs } from '../app.ts';
import { type CrashPoint, pointsOf } from '../platform/jobs/crash-points.ts';
import { despiteDeaths, dieAtEach, type Site, ticks } from '../testing/crash-storm.ts';
import { runSql } from '../testing/run-sql.ts';
import { keptFiles, lives, type Stormy, stormy } from '../testing/stormy.ts';
import { clientOf } from '../testing/world.ts';

/** Nothing happens to the servers of the first; those of the others die. */
let sites: Record<'calm' | 'jobs' | 'clock' | 'acts', Site>;
let house: Stormy;

beforeAll(async () => {
  house = await stormy();
  const { site } = house;
  sites = { calm: await site(), jobs: await site(), clock: await site(), acts: await site() };
  await lives(sites.calm, logHolds);
}, 600_000);

/** Every hash, root and signature of the audit log, worked out anew. */
async function logHolds(address: string): Promise<void> {
  const admin = clientOf(address, { token: house.scene.admin.token });
  const { body } = await admin.send('GET', exportSealedRoute.path);
  const lines = Readable.from(String(body['text']).trimEnd().split('\n'));
  const { faults, events } = await proofOf(lines, { keys: [], since: undefined });
  expect(faults).toEqual([]);
  expect(events).toBeGreaterThan(50);
}

/** Long work, which is given up when it broke off several times, dies by itself: below, and in the other file. */
const long = ['imports.carry_out', 'demo.fill'];
const around = ({ queues = [], clock = [] }: { queues?: string[]; clock?: string[] }, more: CrashPoint[] = []) => [
  ...pointsOf({ queues, clock }).filter((point) => [...queues, ...clock].some((one) => point.startsWith(`${one}: `))),
  ...more,
];

test.concurrent('whatever job a server dies over, at whichever point, in the end all stands as if it had lived', async () => {
  const queues = workedJobs([])
    .map(({ queue }) => queue)
    .filter((queue) => !long.includes(queue));
  const points = around({ queues }, [
    ...(['mail: before it is sent', 'mail: sent, not recorded', 'post: before it is sent'] as const),
    ...(['post: sent, not recorded', 'sealing: before commit', 'sealing: after commit'] as const),
  ]);
  expect(await dieAtEach(sites.jobs, points)).toEqual([]);
  await lives(sites.jobs, logHolds);
  await house.mustEndAlike(sites.calm, sites.jobs);
}, 900_000);

test.concurrent('whatever the clock asked for when a server died is done', async () => {
  const points = around({ clock: clockJobs.map(({ name }) => name) });
  expect(await dieAtEach(sites.clock, points, ticks)).toEqual([]);
  await lives(sites.clock);
  await house.mustEndAlike(sites.calm, sites.clock);
}, 900_000);

const bring = async (address: string) => {
  const admin = clientOf(address, { token: house.scene.admin.token });
  const file = readFileSync(new URL('../testing/samples/hpsm/changes.csv', import.meta.url));
  const about = { fileName: 'changes.csv', bytes: file.length };
  const { id: runId } = await admin.call(runs.beginImportRoute, about, { 'idempotency-key': 'begin' });
  await admin.call(runs.sendPieceRoute, { runId, from: 0, content: file.toString('base64') });
  const { map } = await admin.call(runs.suggestMapRoute, { runId, profile: 'hpsm', zone: 'Europe/Amsterdam' });
  await admin.call(runs.startImportRoute, { runId, map, write: true }, { 'idempotency-key': 'start' });
};

/** All of it, each time: what was done before is answered as it was then. */
async function acts(address: string): Promise<void> {
  for (const name of ['kept', 'first', 'second']) await house.attach(address, name);
  for (const name of ['first', 'second']) await house.remove(address, name);
  await bring(address);
}

const duringActs: CrashPoint[] = [
  ...(['call: before commit', 'call: after commit'] as const),
  ...(['file: before it lies in its place', 'file: in its place, not recorded'] as const),
  ...(['file: recorded as removed, still there', 'file: removed'] as const),
  ...(['imports.carry_out: before commit', 'imports.carry_out: after commit'] as const),
];

test('a call that a server dies over is done once when it is sent again, and of a file there is all or nothing', async () => {
  for (const [at, points] of [
    [sites.calm, []],
    [sites.acts, duringActs],
  ] as const) {
    const server = await despiteDeaths(at, points, acts);
    await at.settles();
    await server.kill();
    await at.isGone();
  }
  await house.mustEndAlike(sites.calm, sites.acts);
  for (const at of [sites.calm, sites.acts]) {
    const rows = await runSql(at.database.ownerUrl, 'select id from attachment');
    expect(await keptFiles(at)).toEqual(rows.map(({ id }) => id));
    expect(rows).toHaveLength(1);
  }
}, 900_000);
