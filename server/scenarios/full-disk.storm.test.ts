import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listChangesRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { attachFileRoute } from '@interlock/contract/files.ts';
import { afterAll, expect, test, vi } from 'vitest';
import { runningPostgres } from '../platform/embedded/embedded-postgres.ts';
import { emptyDatabase } from '../testing/database.ts';
import { commandLine } from '../testing/programs.ts';
import { runSql } from '../testing/run-sql.ts';
import { type ServerProcess, serverProcess } from '../testing/server-process.ts';
import { NO_DISK, type SmallDisk, smallDisk } from '../testing/small-disk.ts';
import { allScopes, type Client, clientOf, PASSWORD, raise, signedIn } from '../testing/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-full-'));
const opened: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
afterAll(async () => {
  for (const close of opened.toReversed()) await close();
});

/** A disk of its own for a test, which is skipped where there can be none. */
function diskFor(skip: (why: string) => void, megabytes: number): SmallDisk {
  const disk = smallDisk(megabytes);
  if (disk) opened.push(disk.remove);
  else skip(NO_DISK);
  return disk as SmallDisk;
}

const email = 'ada@example.org';

async function start(
  env: Record<string, string>,
  stdout?: number,
): Promise<ServerProcess & { ada: Client & { id: string } }> {
  const admin = { INTERLOCK_ADMIN_EMAIL: email, INTERLOCK_ADMIN_PASSWORD: PASSWORD };
  const server = await serverProcess({ ...admin, ...env }, stdout);
  opened.push(() => stop(server));
  const came = await clientOf(server.address, {}).send('POST', '/api/v1/session', { email, password: PASSWORD });
  return { ...server, ada: await signedIn(server.address, came, allScopes) };
}

async function stop({ child }: ServerProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
  }
  return child.exitCode;
}

async function onOwnDatabase(name: string) {
  const { appUrl, ownerUrl } = await emptyDatabase();
  return { INTERLOCK_DATA: join(folder, name), DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl };
}

test('a backup onto a full disk says so, keeps nothing, and leaves the server at work; with room it is made', async ({
  skip,
}) => {
  const disk = diskFor(skip, 8);
  const env = await onOwnDatabase('backed-up');
  const { ada } = await start(env);
  const { id: changeId } = await raise(ada, ada);
  await ada.upload(attachFileRoute, { changeId, name: 'noise.txt' }, randomBytes(1_500_000).toString('base64'));
  const backUp = async () => {
    const child = spawn(process.execPath, [commandLine, 'backup', join(disk.folder, 'a.backup')], {
      env: { ...process.env, ...env },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
    const [code] = await once(child, 'close');
    return { code, text };
  };
  disk.fill(600_000);
  expect(await backUp()).toEqual({
    code: 1,
    text: `The disk of ${disk.folder} is full: 0 MB are free, and the backup takes more. Nothing was kept.\n`,
  });
  expect(readdirSync(disk.folder)).toEqual(['ballast']);
  await raise(ada, ada);
  disk.empty();
  expect(await backUp()).toMatchObject({ code: 0 });
  expect(readdirSync(disk.folder)).toEqual(['a.backup']);
});

test('a log on a full disk holds nothing up and ends nothing, and goes on when there is room', async ({ skip }) => {
  const disk = diskFor(skip, 1);
  const log = join(disk.folder, 'interlock.log');
  const output = openSync(log, 'a');
  const server = await start({ ...(await onOwnDatabase('logging')), LOG_LEVEL: 'info' }, output);
  closeSync(output);
  disk.fill();
  for (let turn = 0; turn < 40; turn++) await raise(server.ada, server.ada);
  expect((await server.ada.call(listChangesRoute, { limit: 100 })).items).toHaveLength(40);
  const lines = () =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"method":"POST","route":"/api/v1/changes"'));
  expect(lines().length).toBeLessThan(40);
  disk.empty();
  await expect.poll(() => lines().length, { timeout: 10_000 }).toBe(40);
  expect(await stop(server)).toBe(0);
});

test('a database on a full disk turns commands away whole, and is back by itself with all that was acknowledged', async ({
  skip,
}) => {
  const disk = diskFor(skip, 400);
  const home = join(disk.folder, 'data');
  const server = await start({ INTERLOCK_DATA: home, DATABASE_URL: '' });
  const { ada } = server;
  const orders = Array.from({ length: 9 }, (_, at) => ({
    title: `Order ${at}`,
    key: randomUUID(),
    words: noise(2_000),
  }));
  const acknowledged = new Map<string, unknown>();
  const refusals: { status: number; again: number }[] = [];
  const send = async ({ title, key, words }: (typeof orders)[number]) => {
    const input = { modelId: 'mdl_normal', title, summary: words };
    const { status, body, headers } = await ada.send('POST', raiseChangeRoute.path, input, { 'idempotency-key': key });
    if (status !== 200) return refusals.push({ status, again: Number(headers.get('retry-after')) });
    const before = acknowledged.get(key) ?? body['id'];
    expect(body['id'], title).toBe(before);
    return acknowledged.set(key, body['id']);
  };
  const isReady = async () => (await ada.send('GET', '/readyz')).status === 200;
  for (const order of orders.slice(0, 3)) await send(order);
  disk.fill();
  for (const order of orders.slice(3)) await send(order);
  // What PostgreSQL writes ahead has no room left either: it ends, and cannot begin again.
  const { ownerUrl = '' } = runningPostgres(join(home, 'postgres')) ?? {};
  await runSql(ownerUrl, 'select pg_switch_wal()');
  await vi.waitUntil(
    async () => {
      for (const order of orders.slice(3)) await send(order);
      return !(await isReady());
    },
    { timeout: 60_000, interval: 50 },
  );
  expect((await ada.send('GET', '/healthz')).status).toBe(200);
  expect(acknowledged.size).toBeGreaterThanOrEqual(3);
  expect(refusals.length).toBeGreaterThan(6);
  expect(refusals.filter(({ status, again }) => ![503, 507].includes(status) || !(again > 0))).toEqual([]);

  disk.empty();
  await vi.waitUntil(isReady, { timeout: 60_000, interval: 100 });
  for (const order of orders) await send(order);
  expect(acknowledged.size).toBe(orders.length);
  const { items } = await ada.call(listChangesRoute, { limit: 100 });
  expect(items.map(({ title }) => title).toSorted()).toEqual(orders.map(({ title }) => title));
  expect(server.child.exitCode).toBeNull();
});

const noise = (bytes: number) => randomBytes(bytes).toString('base64').slice(0, bytes);
