import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { decideByLinkRoute, lookAtDecisionRoute } from '@interlock/contract/decision-links.ts';
import { addChatRoute, editChatRoute, testChatRoute } from '@interlock/contract/deliveries.ts';
import {
  acceptLinkRoute,
  changePasswordRoute,
  lookAtLinkRoute,
  operatorResetLinkRoute,
  signInRoute,
} from '@interlock/contract/identity.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import type { Role } from '@interlock/contract/permissions.ts';
import { createTokenRoute } from '@interlock/contract/sessions.ts';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readBackup } from '../backup/backup-file.ts';
import { emptyDatabase } from '../testing/database.ts';
import { mailServer } from '../testing/mail-server.ts';
import { commandLine } from '../testing/programs.ts';
import { receiver } from '../testing/receiver.ts';
import { type ServerProcess, serverProcess } from '../testing/server-process.ts';
import { foundIn } from '../testing/traces.ts';
import { type Answer, allScopes, clientOf, joinApprovers, move, raise, signedIn } from '../testing/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-canaries-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One of each kind, and each a word that is found whatever it is wrapped in. */
const password = (whose: string) => `a "${whose}-canary-password" &/\\é 1+1`;
const canaries = new Map([
  ['the administrator’s password', 'admins-canary-password'],
  ['a person’s password', 'somebodys-canary-password'],
  ['a password that was replaced', 'earlier-canary-password'],
  ['a wrong password', 'wrong-canary-password'],
  ['the password of the mail server', 'smtp-canary-password'],
  ['the address of a room', 'rooms-canary-address'],
  ['the next address of the room', 'rooms-next-canary-address'],
]);
const secretIn = (link: string) => link.split('#')[1] ?? '';

const said: string[] = [];
const errors: Answer[] = [];
const logFile = join(folder, 'log');
const backup = join(folder, 'one.backup');
const data = join(folder, 'data');
const database = await emptyDatabase();
const rooms = await receiver();
const smtp = await mailServer(({ name, password: given }) =>
  refusals-- > 0 ? `no AUTH ${Buffer.from(`\0${name}\0${given}`).toString('base64')} ${given}` : undefined,
);
let refusals = 2;
afterAll(async () => {
  rooms.close();
  await smtp.close();
});
let server: ServerProcess;

beforeAll(async () => {
  mkdirSync(data);
  server = await serverProcess(
    {
      INTERLOCK_DATA: data,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      LOG_LEVEL: 'trace',
      INTERLOCK_ADMIN_EMAIL: 'ada@example.org',
      INTERLOCK_ADMIN_PASSWORD: password('admins'),
      SMTP_URL: smtp.url.replace('://', `://interlock:${encodeURIComponent(password('smtp'))}@`),
      MAIL_FROM: 'Interlock <interlock@example.org>',
      OUTBOUND_ALLOW: '127.0.0.1',
    },
    openSync(logFile, 'w'),
  );
  server.child.stderr?.on('data', (part) => said.push(String(part)));
  canaries.set('the operator’s key', readFileSync(join(data, 'operator.key'), 'utf8').trim());
  canaries.set('the key that seals', readFileSync(join(data, 'secrets.key'), 'utf8').trim());
  canaries.set('the password of the database', new URL(database.appUrl).password);
  await work();
  expect((await run(['backup', backup])).code).toBe(0);
  const ended = once(server.child, 'close');
  server.child.kill('SIGTERM');
  await ended;
}, 300_000);
afterAll(() => server.kill());

async function run(args: string[]): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    env: { ...process.env, INTERLOCK_DATA: data, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
  const [code] = await once(child, 'close');
  said.push(text);
  return { code, text };
}

/** Everybody comes in, something is decided by a mail, a room hears of it; and each secret is also sent where it does not fit. */
async function work(): Promise<void> {
  const { address } = server;
  const anonymous = clientOf(address, {});
  const operator = clientOf(address, { token: canaries.get('the operator’s key') ?? '' });
  let keys = 0;
  const once = () => ({ 'idempotency-key': `key-${++keys}` });
  const wrong = async (answer: Promise<Answer>) => {
    const given = await answer;
    expect([given.status >= 400, given.body]).toEqual([true, expect.anything()]);
    errors.push(given);
  };
  const cameIn = async (kind: string, answer: Answer) => {
    expect([kind, answer.status]).toEqual([kind, 200]);
    const somebody = await signedIn(address, answer, allScopes);
    canaries.set(`a session (${kind})`, somebody.cookie.split('=')[1] ?? '');
    canaries.set(`a token (${kind})`, somebody.token);
    return somebody;
  };
  const signIn = (given: string, email = 'ada@example.org') =>
    anonymous.send('POST', signInRoute.path, { email, password: given });
  const ada = await cameIn('administrator', await signIn(password('admins')));
  await wrong(signIn(password('wrong')));

  const join = async (name: string, roles: Role[], chosen: string) => {
    const person = { name, email: `${name.toLowerCase()}@example.org`, roles };
    const key = once();
    const { link } = await ada.browser.call(invitePersonRoute, person, key);
    await wrong(ada.browser.send('POST', invitePersonRoute.path, { groupIds: [], ...person }, key));
    canaries.set(`an invitation (${name})`, secretIn(link));
    const secret = secretIn(link);
    await anonymous.call(lookAtLinkRoute, { secret });
    await wrong(anonymous.send('POST', acceptLinkRoute.path, { secret, password: 'canary' }));
    const accepted = await anonymous.send('POST', acceptLinkRoute.path, { secret, password: password(chosen) });
    await wrong(anonymous.send('POST', acceptLinkRoute.path, { secret, password: password(chosen) }));
    return cameIn(name, accepted);
  };
  const newcomer = await join('Abe', ['approver'], 'earlier');
  const mona = await join('Mona', ['change_manager'], 'somebodys');
  const carl = await join('Carl', ['coordinator'], 'somebodys');
  const rita = await join('Rita', ['initiator'], 'somebodys');
  await joinApprovers(ada, newcomer.id);

  await newcomer.browser.call(changePasswordRoute, { current: password('earlier'), next: password('somebodys') });
  const abe = await cameIn('Abe again', await signIn(password('somebodys'), 'abe@example.org'));
  await wrong(
    mona.browser.send('POST', changePasswordRoute.path, { current: password('wrong'), next: password('somebodys') }),
  );
  await wrong(mona.browser.send('POST', changePasswordRoute.path, { current: 1, next: [password('somebodys')] }));
  const forgotten = await operator.call(operatorResetLinkRoute, { email: 'rita@example.org' }, once());
  canaries.set('a link for a new password', secretIn(forgotten.link));
  const { secret: another } = await mona.browser.call(
    createTokenRoute,
    { name: 'another', scopes: ['read'], days: 1 },
    once(),
  );
  canaries.set('a token that was made twice', another);

  const url = `${rooms.url}/services/rooms-canary-address`;
  rooms.manners.push(
    (response) => response.writeHead(500).end(url),
    (response) => response.writeHead(302, { location: url }).end(),
  );
  const chat = await mona.call(addChatRoute, { name: 'Operations', format: 'slack', url }, once());
  await mona.call(testChatRoute, { chatId: chat.id }, once());
  await vi.waitFor(() => expect(rooms.posts).toHaveLength(1), { timeout: 30_000 });
  const next = `${rooms.url}/services/rooms-next-canary-address?x=1`;
  await mona.call(editChatRoute, { chatId: chat.id, version: chat.version, url: next }, once());
  await mona.call(testChatRoute, { chatId: chat.id }, once());
  await vi.waitFor(() => expect(rooms.posts).toHaveLength(2), { timeout: 30_000 });
  await wrong(mona.send('POST', addChatRoute.path, { name: 'Operations', format: 'slack', url }));
  await wrong(mona.send('POST', addChatRoute.path, { name: '', format: 'x', url: `ftp://rooms-canary-address` }));
  await wrong(mona.send('PATCH', `/api/v1/chat-channels/${chat.id}`, { version: 1, url: next }));

  let change = await raise(rita, carl, { coordinatorId: carl.id });
  change = await move(rita, change, 'assess', {});
  await move(carl, change, 'authorize');
  const asking = () => smtp.mails.find(({ to, text }) => to === 'abe@example.org' && text.includes('/decide#'));
  await vi.waitFor(() => expect(asking()).toBeDefined(), { timeout: 120_000 });
  const token = /\/decide#(\S+)/.exec(asking()?.text ?? '')?.[1] ?? '';
  canaries.set('a link that decides', token.split('.')[1] ?? '');
  await abe.browser.call(lookAtDecisionRoute, { token });
  await wrong(mona.browser.send('POST', lookAtDecisionRoute.path, { token }));
  await wrong(abe.browser.send('POST', lookAtDecisionRoute.path, { token: `${token}x` }));
  await abe.browser.call(decideByLinkRoute, { token, decision: 'approve' }, once());
  await wrong(abe.browser.send('POST', decideByLinkRoute.path, { token, decision: 'approve' }));

  for (const secret of canaries.values()) {
    await wrong(clientOf(address, { token: `${secret}x` }).send('GET', '/api/v1/me'));
    await wrong(clientOf(address, { cookie: `interlock=${secret}x` }).send('GET', '/api/v1/me'));
    await wrong(anonymous.send('GET', `/api/v1/changes?q=${secret}&token=${secret}`));
    await wrong(anonymous.send('GET', `/api/v1/${secret}`));
    await wrong(anonymous.send('POST', lookAtLinkRoute.path, { secret: `${secret}x` }, { 'idempotency-key': secret }));
    await wrong(mona.send('POST', '/api/v1/changes', { modelId: secret, title: { secret } }));
    const broken = await fetch(`${address}${signInRoute.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: `{"password": "${secret}" ${secret}`,
    });
    errors.push({ status: broken.status, headers: broken.headers, body: { text: await broken.text() } });
  }

  const pages = [
    '/audit?limit=200',
    '/audit.ndjson',
    '/deliveries?limit=200',
    '/operations',
    '/people',
    '/me/tokens',
    '/me/sessions',
  ];
  const shown = [
    ...pages.map((page) => ada.browser.send('GET', `/api/v1${page}`)),
    mona.send('GET', '/api/v1/chat-channels'),
  ];
  for (const answer of await Promise.all(shown)) if (answer.status !== 404) errors.push(answer);
}

const file = (path: string) => readFileSync(path);

describe('of the secrets of a server that works, a trace is', () => {
  test('in no line of its log, nor in anything else that it says, down to the least important', () => {
    const log = file(logFile).toString();
    expect(log.split('\n').filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(100);
    expect(log).toContain('[secret]');
    expect(foundIn(log, canaries)).toEqual([]);
    expect(foundIn(said.join('\n'), canaries)).toEqual([]);
  });

  test('in no answer that refuses, nor in what lists, audit and the log that is taken along show', () => {
    expect(errors.length).toBeGreaterThan(100);
    for (const { status, headers, body } of errors) {
      expect([status, foundIn(JSON.stringify([[...headers], body]), canaries)]).toEqual([status, []]);
    }
    expect(errors.some(({ body }) => String(body['text']).includes('chat.added'))).toBe(true);
  });

  test('in no table of the database, as it is copied into a backup', async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`,
      );
      expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['session', 'pgboss.job_common']));
      const found: unknown[] = [];
      for (const { name } of rows) {
        const copied = await buffer(client.query(copyTo(`copy ${name} to stdout`)));
        found.push(...foundIn(copied, canaries).map((secret) => [name, secret]));
      }
      expect(found).toEqual([]);
    } finally {
      await client.end();
    }
  });

  test('in no backup, packed or not', async () => {
    expect(foundIn(file(backup), canaries)).toEqual([]);
    const parts: Buffer[] = [];
    for await (const frame of readBackup(backup)) {
      parts.push('note' in frame ? Buffer.from(JSON.stringify(frame.note)) : frame.data);
    }
    const whole = Buffer.concat(parts);
    expect(whole.includes('ada@example.org')).toBe(true);
    expect(foundIn(whole, canaries)).toEqual([]);
  });

  test('in no file of its folder but the one that holds the key, which nobody else may read', () => {
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const found = files.flatMap(({ parentPath, name }) =>
      foundIn(file(join(parentPath, name)), canaries).map((secret) => [
        name,
        secret,
        statSync(join(parentPath, name)).mode & 0o077,
      ]),
    );
    expect(found).toEqual([['secrets.key', 'the key that seals', 0]]);
  });

  test('found where it is: the test of the test', () => {
    for (const [name, secret] of canaries) {
      for (const form of [
        secret,
        JSON.stringify({ in: [JSON.stringify(secret)] }),
        encodeURIComponent(`x ${secret}`),
        ...['', 'a', 'ab'].flatMap((before) => [
          Buffer.from(`${before}${secret}b`).toString('base64'),
          Buffer.from(`${before}${secret}b`).toString('base64url'),
        ]),
        Buffer.from(secret).toString('hex'),
      ]) {
        expect(foundIn(`<${form}>`, canaries)).toContain(name);
      }
    }
  });
});

test('a start that fails tells no password, however much is asked to be told', async () => {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const wrong = new URL(database.appUrl);
  wrong.password = 'wrong-canary-password';
  for (const databaseUrl of [wrong.href, `mysql://a:wrong-canary-password@x/y`]) {
    const child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        PORT: '0',
        LOG_LEVEL: 'debug',
        INTERLOCK_DATA: join(folder, 'another'),
        DATABASE_URL: databaseUrl,
      },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(text.length).toBeGreaterThan(20);
    expect(foundIn(text, canaries)).toEqual([]);
  }
});
