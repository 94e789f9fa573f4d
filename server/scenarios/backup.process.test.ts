import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listChangesRoute } from '@interlock/contract/changes.ts';
import { signInRoute } from '@interlock/contract/identity.ts';
import { sealRoute } from '@interlock/contract/sealing.ts';
import { createTokenRoute } from '@interlock/contract/sessions.ts';
import { afterAll, expect, test } from 'vitest';
import { emptyDatabase } from '../testing/database.ts';
import { commandLine } from '../testing/programs.ts';
import { type ServerProcess, serverProcess } from '../testing/server-process.ts';
import { type Client, clientOf, cookieOf, PASSWORD, raise } from '../testing/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-disk-'));
chmodSync(folder, 0o711);
const email = 'ada@example.org';
const admin = { INTERLOCK_ADMIN_EMAIL: email, INTERLOCK_ADMIN_PASSWORD: PASSWORD };
const servers: ServerProcess[] = [];
afterAll(async () => {
  for (const server of servers)
    if (server.child.exitCode === null && server.child.signalCode === null) await stop(server);
  rmSync(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await serverProcess(env);
  servers.push(server);
  return server;
}

async function stop({ child }: ServerProcess): Promise<void> {
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}

async function run(args: string[], env: Record<string, string>): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, [commandLine, ...args], { env: { ...process.env, ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
  const [code] = await once(child, 'close');
  return { code, text };
}

async function signIn({ address }: ServerProcess): Promise<Client> {
  const answer = await clientOf(address, {}).send('POST', signInRoute.path, { email, password: PASSWORD });
  expect(answer.status).toBe(200);
  return clientOf(address, { cookie: cookieOf(answer) });
}

const titles = async (client: Client) => (await client.call(listChangesRoute, {})).items.map(({ title }) => title);

test('a place that is not there, or is no file, is told in a sentence', async () => {
  const env = { INTERLOCK_DATA: join(folder, 'none') };
  const none = join(folder, 'nowhere', 'one.backup');
  const said = async (...args: string[]) => (await run(args, env)).text.trim();
  expect(await said('backup', none)).toBe(`There is no ${join(folder, 'nowhere')}: name what is there.`);
  expect(await said('restore', none)).toBe(`There is no ${none}: name what is there.`);
  expect(await said('restore', folder)).toBe(`${folder} is no file: name what interlock backup made.`);
});

test('what was backed up while people work is all there when the disk is lost, also in another PostgreSQL and back', async () => {
  const first = { INTERLOCK_DATA: join(folder, 'first') };
  const server = await start({ ...first, ...admin });
  const ada = await signIn(server);
  await raise(ada, await me(ada));
  await sealedAs(ada, '/audit/1');
  const file = join(folder, 'one.backup');
  expect(await run(['backup', file], first)).toMatchObject({ code: 0, text: expect.stringContaining('tables') });
  expect(await run(['backup', file], first)).toMatchObject({ code: 1, text: expect.stringContaining('there already') });
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(await run(['restore', file], first)).toMatchObject({
    code: 1,
    text: expect.stringContaining('is running on'),
  });
  await server.kill();
  rmSync(first.INTERLOCK_DATA, { recursive: true, force: true });

  const outside = await emptyDatabase();
  const second = {
    INTERLOCK_DATA: join(folder, 'second'),
    DATABASE_URL: outside.appUrl,
    DATABASE_OWNER_URL: outside.ownerUrl,
  };
  const restored = await run(['restore', file], second);
  expect(restored).toMatchObject({ code: 0, text: expect.stringContaining('Restored') });
  expect(restored.text).toContain('Accounts that can sign in, also those that were deactivated since: 1.');
  expect(await run(['restore', file], second)).toMatchObject({ code: 1, text: expect.stringContaining('--replace') });
  const moved = await start(second);
  expect(await titles(await signIn(moved))).toEqual(['Upgrade the ledger database']);
  await stop(moved);

  const back = join(folder, 'two.backup');
  expect(await run(['backup', back], second)).toMatchObject({ code: 0 });
  const third = { INTERLOCK_DATA: join(folder, 'third') };
  expect(await run(['restore', back], third)).toMatchObject({ code: 0, text: expect.stringContaining('Restored') });
  const home = await start(third);
  const again = await signIn(home);
  expect(await titles(again)).toEqual(['Upgrade the ledger database']);
  await sealedAs(again, '/audit/3');
  const { secret } = await again.call(createTokenRoute, { name: 'proof', scopes: ['audit'], days: 1 });
  const proving = { INTERLOCK_URL: home.address, INTERLOCK_TOKEN: secret };
  const log = join(folder, 'audit.ndjson');
  expect(await run(['audit', 'export', log], proving)).toMatchObject({ code: 0 });
  await stop(home);
  const proof = await run(['audit', 'verify', log], {});
  expect(proof).toMatchObject({ code: 0, text: expect.stringContaining('Nothing was altered.') });
  expect(proof.text.match(/audit\/\d: \d+ events/g)).toHaveLength(3);
});

/** The log goes on under this name, and its newest events are signed for. */
const sealedAs = (client: Client, name: string) =>
  expect
    .poll(async () => (await client.call(sealRoute, {})).checkpoint?.split('\n')[0], { timeout: 20_000 })
    .toContain(name);

const me = async (client: Client): Promise<{ id: string }> => {
  const { body } = await client.send('GET', '/api/v1/me');
  return body['person'] as { id: string };
};
