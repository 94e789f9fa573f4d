import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listChangesRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { signInRoute } from '@interlock/contract/identity.ts';
import { afterAll, expect, test, vi } from 'vitest';
import { findPostmaster } from '../platform/embedded/postmaster.ts';
import { serverProcess } from '../testing/server-process.ts';
import { allScopes, clientOf, PASSWORD, signedIn } from '../testing/world.ts';

const ADMIN = 'ada@example.org';
const home = mkdtempSync(join(tmpdir(), 'interlock-embedded-'));
chmodSync(home, 0o711);
const server = await serverProcess({
  INTERLOCK_DATA: home,
  DATABASE_URL: '',
  INTERLOCK_ADMIN_EMAIL: ADMIN,
  INTERLOCK_ADMIN_PASSWORD: PASSWORD,
});
afterAll(async () => {
  const ended = once(server.child, 'exit');
  server.child.kill('SIGTERM');
  await ended;
  rmSync(home, { recursive: true, force: true });
});

const database = () => findPostmaster(join(home, 'postgres', 'pgdata'));
const came = await clientOf(server.address, {}).send('POST', signInRoute.path, { email: ADMIN, password: PASSWORD });
const by = await signedIn(server.address, came, allScopes);

test('the embedded database is killed under load: 503 meanwhile, then it is back without a restart, and nothing half done', async () => {
  const killed = database()?.pid;
  if (killed === undefined) throw new Error('the database does not run');
  const orders = Array.from({ length: 200 }, (_, turn) => ({ title: `Order ${turn}`, key: randomUUID() }));
  const raise = ({ title, key }: { title: string; key: string }) =>
    by.send('POST', raiseChangeRoute.path, { modelId: 'mdl_normal', title }, { 'idempotency-key': key });
  const queue = [...orders];
  const acknowledged = new Map<string, unknown>();
  let killedAt = Number.POSITIVE_INFINITY;
  const refusals: { status: number; code: unknown; again: number }[] = [];
  const sender = async () => {
    for (let order = queue.shift(); order; order = queue.shift()) {
      const { status, body, headers } = await raise(order);
      if (status === 200) acknowledged.set(order.key, body['id']);
      else refusals.push({ status, code: body['code'], again: Number(headers.get('retry-after')) });
      if (acknowledged.size >= 40 && killedAt === Number.POSITIVE_INFINITY) {
        process.kill(killed, 'SIGKILL');
        killedAt = performance.now();
      }
    }
  };
  await Promise.all([sender(), sender(), sender(), sender()]);
  const other = refusals.filter(({ status, code, again }) => status !== 503 || code !== 'unavailable' || !(again > 0));
  expect(other).toEqual([]);
  expect(refusals).not.toEqual([]);
  expect((await by.send('GET', '/healthz')).status).toBe(200);

  await vi.waitUntil(async () => (await by.send('GET', '/readyz')).status === 200, { timeout: 60_000, interval: 50 });
  const backAfter = performance.now() - killedAt;
  expect(database()?.pid).not.toBe(killed);
  expect(server.child.exitCode).toBeNull();
  // On a machine of its own it is there again in less than five seconds; here others are at work.
  expect(backAfter).toBeLessThan(30_000);
  expect(acknowledged.size).toBeLessThan(orders.length);
  for (const order of orders) {
    const { status, body } = await raise(order);
    expect(status).toBe(200);
    // What was acknowledged before is answered, and not done anew.
    if (acknowledged.has(order.key)) expect(body['id']).toBe(acknowledged.get(order.key));
  }
  const titles: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await by.call(listChangesRoute, { limit: 100, ...(cursor && { cursor }) });
    titles.push(...page.items.map(({ title }) => title));
    if (!page.next) break;
    cursor = page.next;
  }
  expect(titles.sort()).toEqual(orders.map(({ title }) => title).sort());
});
