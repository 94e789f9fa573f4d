import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listChangesRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { signInRoute } from '@interlock/contract/identity.ts';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { startEmbeddedPostgres } from '../platform/embedded/embedded-postgres.ts';
import { type ServerProcess, serverProcess } from '../testing/server-process.ts';
import { type Answer, allScopes, type Client, clientOf, PASSWORD, signedIn } from '../testing/world.ts';

const home = mkdtempSync(join(tmpdir(), 'interlock-outage-'));
chmodSync(home, 0o711);
const embedded = { home, settings: { fsync: 'off' } };
const opened = { database: await startEmbeddedPostgres(embedded), servers: [] as ServerProcess[] };
afterAll(async () => {
  for (const { kill } of opened.servers) await kill();
  await opened.database.stop();
  rmSync(home, { recursive: true, force: true });
});

const ADMIN = 'ada@example.org';

async function start(name: string): Promise<ServerProcess> {
  const server = await serverProcess({
    INTERLOCK_DATA: join(home, name),
    DATABASE_URL: opened.database.appUrl,
    DATABASE_OWNER_URL: opened.database.ownerUrl,
    INTERLOCK_ADMIN_EMAIL: ADMIN,
    INTERLOCK_ADMIN_PASSWORD: PASSWORD,
  });
  opened.servers.push(server);
  return server;
}

const first = await start('first');
const second = await start('second');
const came = await clientOf(first.address, {}).send('POST', signInRoute.path, { email: ADMIN, password: PASSWORD });
const { token } = await signedIn(first.address, came, allScopes);
const at = ({ address }: ServerProcess): Client => clientOf(address, { token });

type Order = { title: string; key: string };
const orders = (name: string, count: number): Order[] =>
  Array.from({ length: count }, (_, turn) => ({ title: `${name} ${turn}`, key: randomUUID() }));

const raise = (by: Client, { title, key }: Order): Promise<Answer> =>
  by.send('POST', raiseChangeRoute.path, { modelId: 'mdl_normal', title }, { 'idempotency-key': key });

async function raisedTitles(by: Client): Promise<string[]> {
  const titles: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await by.call(listChangesRoute, { limit: 100, ...(cursor && { cursor }) });
    titles.push(...page.items.map(({ title }) => title));
    if (!page.next) return titles;
    cursor = page.next;
  }
}

describe('a server that is killed', () => {
  test('loses nothing that it acknowledged, and a repeat elsewhere or after a restart doubles nothing', async () => {
    const asked = orders('Killed', 120);
    const acknowledged = new Map<string, unknown>();
    const queue = [...asked];
    const sender = async () => {
      for (let order = queue.shift(); order; order = queue.shift()) {
        // Without an answer nobody knows whether it was done.
        const answer = await raise(at(first), order).catch(() => undefined);
        if (answer?.status === 200) acknowledged.set(order.key, answer.body['id']);
        if (acknowledged.size === 30) first.child.kill('SIGKILL');
      }
    };
    await Promise.all([sender(), sender(), sender(), sender()]);
    expect(acknowledged.size).toBeGreaterThanOrEqual(30);
    expect(acknowledged.size).toBeLessThan(asked.length);

    const elsewhere = await Promise.all(asked.map((order) => raise(at(second), order)));
    expect(elsewhere.map(({ status }) => status)).toEqual(asked.map(() => 200));
    const idOf = new Map(asked.map(({ key }, index) => [key, elsewhere[index]?.body['id']]));
    for (const [key, id] of acknowledged) expect(idOf.get(key)).toBe(id);

    const restarted = await start('first');
    for (const order of asked.slice(0, 40)) {
      expect((await raise(at(restarted), order)).body['id']).toBe(idOf.get(order.key));
    }
    const titles = (await raisedTitles(at(restarted))).filter((title) => title.startsWith('Killed'));
    expect(titles.sort()).toEqual(asked.map(({ title }) => title).sort());
  });
});

describe('a database that goes away', () => {
  test('is answered with 503 and when to come again, and the server recovers without a restart', async () => {
    const [before, during, after] = orders('Outage', 3);
    if (!before || !during || !after) throw new Error('too few orders');
    const by = at(second);
    expect((await raise(by, before)).status).toBe(200);
    await opened.database.stop();
    const refused = await raise(by, during);
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await by.send('GET', '/healthz')).status).toBe(200);
    expect((await by.send('GET', '/readyz')).status).toBe(503);

    opened.database = await startEmbeddedPostgres(embedded);
    await vi.waitUntil(async () => (await by.send('GET', '/readyz')).status === 200, {
      timeout: 30_000,
      interval: 100,
    });
    const repeated = await raise(by, during);
    expect(repeated.status).toBe(200);
    expect((await raise(by, during)).body['id']).toBe(repeated.body['id']);
    expect((await raise(by, after)).status).toBe(200);
    const titles = (await raisedTitles(by)).filter((title) => title.startsWith('Outage'));
    expect(titles.sort()).toEqual(['Outage 0', 'Outage 1', 'Outage 2']);
    expect(second.child.exitCode).toBeNull();
  });
});
