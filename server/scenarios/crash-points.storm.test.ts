import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { attachFileRoute, listFilesRoute, removeFileRoute } from '@interlock/contract/files.ts';
import * as runs from '@interlock/contract/import-runs.ts';
import { exportSealedRoute } from '@interlock/contract/sealing.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proofOf } from '../../cli/audit-proof.ts';
import { clockJobs, workedJobs } from '../app.ts';
import { type CrashPoint, pointsOf } from '../platform/jobs/crash-points.ts';
import { arrivedAt } from '../testing/arrivals.ts';
import { despiteDeaths, dieAtEach, type Site, siteOn, ticks } from '../testing/crash-storm.ts';
import { copyOf } from '../testing/database.ts';
import { type DueWork, dueWork } from '../testing/due-work.ts';
import { endState, type Known, knownIn } from '../testing/end-state.ts';
import { type MailServer, mailServer } from '../testing/mail-server.ts';
import { type Receiver, receiver } from '../testing/receiver.ts';
import { runSql } from '../testing/run-sql.ts';
import { clientOf } from '../testing/world.ts';

let post: MailServer;
let room: Receiver;
let scene: DueWork;
let known: Known;
/** Nothing happens to the servers of the first; those of the others die. */
let sites: Record<'calm' | 'jobs' | 'clock' | 'acts', Site>;

const site = async () =>
  siteOn(await copyOf(scene.database), {
    ...{ SMTP_URL: post.url, MAIL_FROM: 'Interlock <interlock@example.org>', OUTBOUND_ALLOW: '127.0.0.1' },
    ...{ INTERLOCK_URL: 'https://changes.example.org', INTERLOCK_FILES: 'folder' },
  });

beforeAll(async () => {
  [post, room] = await Promise.all([mailServer(), receiver()]);
  scene = await dueWork({ posts: `${room.url}/services/secret`, everybody: 'everybody@example.org' });
  known = await knownIn(scene.database);
  sites = { calm: await site(), jobs: await site(), clock: await site(), acts: await site() };
  await lives(sites.calm, logHolds);
}, 600_000);

afterAll(async () => {
  await post.close();
  room.close();
});

/** A server that nothing happens to, until it has no more to do. */
async function lives(at: Site, then: (address: string) => Promise<void> = async () => {}): Promise<void> {
  const server = at.start();
  await at.settles();
  await then(server.address() ?? '');
  await server.kill();
  await at.isGone();
}

/** Every hash, root and signature of the audit log, worked out anew. */
async function logHolds(address: string): Promise<void> {
  const admin = clientOf(address, { token: scene.admin.token });
  const { body } = await admin.send('GET', exportSealedRoute.path);
  const lines = Readable.from(String(body['text']).trimEnd().split('\n'));
  const { faults, events } = await proofOf(lines, { keys: [], since: undefined });
  expect(faults).toEqual([]);
  expect(events).toBeGreaterThan(50);
}

async function mustEndAlike(wild: Site): Promise<void> {
  expect(await endState(wild.database, known)).toEqual(await endState(sites.calm.database, known));
  const [ours, theirs] = [
    await arrivedAt(wild, { post, room }, known),
    await arrivedAt(sites.calm, { post, room }, known),
  ];
  expect(ours.faults).toEqual([]);
  expect(ours.contents).toEqual(theirs.contents);
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
  await mustEndAlike(sites.jobs);
}, 900_000);

test.concurrent('whatever the clock asked for when a server died is done', async () => {
  const points = around({ clock: clockJobs.map(({ name }) => name) });
  expect(await dieAtEach(sites.clock, points, ticks)).toEqual([]);
  await lives(sites.clock);
  await mustEndAlike(sites.clock);
}, 900_000);

const attach = (key: string) => async (address: string) => {
  const carl = clientOf(address, { token: scene.carl.token });
  await carl.upload(attachFileRoute, { changeId: scene.near, name: `${key}.txt` }, `all of ${key}\n`, {
    'idempotency-key': key,
  });
};

const remove = (name: string) => async (address: string) => {
  const carl = clientOf(address, { token: scene.carl.token });
  const { items } = await carl.call(listFilesRoute, { changeId: scene.near });
  const file = items.find((one) => one.name === `${name}.txt`);
  if (file) await carl.call(removeFileRoute, { changeId: scene.near, fileId: file.id });
};

const bring = async (address: string) => {
  const admin = clientOf(address, { token: scene.admin.token });
  const file = readFileSync(new URL('../testing/samples/hpsm/changes.csv', import.meta.url));
  const about = { fileName: 'changes.csv', bytes: file.length };
  const { id: runId } = await admin.call(runs.beginImportRoute, about, { 'idempotency-key': 'begin' });
  await admin.call(runs.sendPieceRoute, { runId, from: 0, content: file.toString('base64') });
  const { map } = await admin.call(runs.suggestMapRoute, { runId, profile: 'hpsm', zone: 'Europe/Amsterdam' });
  await admin.call(runs.startImportRoute, { runId, map, write: true }, { 'idempotency-key': 'start' });
};

/** All of it, each time: what was done before is answered as it was then. */
async function acts(address: string): Promise<void> {
  for (const name of ['kept', 'first', 'second']) await attach(name)(address);
  for (const name of ['first', 'second']) await remove(name)(address);
  await bring(address);
}

const duringActs: CrashPoint[] = [
  ...(['call: before commit', 'call: after commit'] as const),
  ...(['file: before it lies in its place', 'file: in its place, not recorded'] as const),
  ...(['file: recorded as removed, still there', 'file: removed'] as const),
  ...(['imports.carry_out: before commit', 'imports.carry_out: after commit'] as const),
];

/** What lies in the folder after the tidying of the next day. */
async function keptFiles(at: Site): Promise<string[]> {
  const folder = join(at.folder, 'files');
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'database.id')
      .map(({ parentPath, name }) => join(parentPath, name));
  const before = new Date(Date.now() - 48 * 3600_000);
  for (const path of files()) utimesSync(path, before, before);
  await at.timePasses();
  await lives(at);
  return files().map((path) => path.slice(path.lastIndexOf('/') + 1));
}

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
  await mustEndAlike(sites.acts);
  for (const at of [sites.calm, sites.acts]) {
    const rows = await runSql(at.database.ownerUrl, 'select id from attachment');
    expect(await keptFiles(at)).toEqual(rows.map(({ id }) => id));
    expect(rows).toHaveLength(1);
  }
}, 900_000);
