import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { clientOf, type Somebody, type World, world } from '../testing/world.ts';

let bank: World;
let rita: Somebody;
/** What the server wrote into its log, line by line. */
const logged: string[] = [];
let talking: string;

beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita', ['initiator']);
  const app = await startApp({
    config: readConfig({ PORT: '0', LOG_LEVEL: 'info', INTERLOCK_DATA: '/nonexistent' }),
    databaseUrl: bank.database.appUrl,
    operatorKey: 'another',
    now: () => bank.clock.now,
    logTo: { write: (line) => void logged.push(line) },
  });
  afterAll(app.close);
  talking = app.address;
});

describe('the log', () => {
  const hostile = 'x\r\n{"level":"info","msg":"forged"}\u001b[31m\u202e\u2028';

  /** As bytes, past the checks of well-behaved clients. */
  const raw = (path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(talking);
      const sent = request({ host: hostname, port, path, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode));
      });
      sent.on('error', reject).end();
    });

  test('has one line of JSON for each request, whatever it carries, and nothing of what it carries', async () => {
    const client = clientOf(talking, { token: rita.token });
    logged.length = 0;
    const encoded = encodeURIComponent(hostile);
    await raw(`/api/v1/changes?q=${encoded}&token=ilk_tok_canary`, {
      'user-agent': '\u00ff\u0080canary',
      authorization: 'Bearer canary',
    });
    await raw(`/${encoded}/canary`, {
      cookie: 'interlock=ilk_ses_canary',
      'x-request-id': 'canary',
      'x-forwarded-for': 'canary',
    });
    await raw('/%zz/canary', { 'idempotency-key': 'canary' });
    await client.send('POST', '/api/v1/changes', { title: `canary ${hostile}`, modelId: 'mdl_normal' });
    await client.send('POST', '/api/v1/markdown', { text: `canary ${hostile}` });
    await client.send('POST', '/api/v1/session', { email: 'canary@example.org', password: 'canary canary' });
    await client.send('POST', '/api/v1/changes', { title: 'x'.repeat(1_000_000), modelId: 'canary' });
    const lines = logged.filter((line) => line.includes('"msg":"request"'));
    expect(lines).toHaveLength(7);
    for (const line of logged) {
      expect(line.endsWith('\n')).toBe(true);
      expect(line.slice(0, -1)).toMatch(/^[\x20-\x7e]+$/);
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), time: expect.any(String) });
      expect(line).not.toMatch(/canary|forged/);
      expect(line.length).toBeLessThan(2_000);
    }
  });

  test('tells who was refused what, and whose session was asked for in vain', async () => {
    const olga = await bank.person('Olga', ['auditor']);
    logged.length = 0;
    await clientOf(talking, { token: olga.token }).send('POST', '/api/v1/people', {});
    await clientOf(talking, {}).send('GET', '/api/v1/changes');
    const lines = logged.map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { msg: 'request', method: 'POST', route: '/api/v1/people', status: 403, actor: olga.id },
      { msg: 'request', method: 'GET', route: '/api/v1/changes', status: 401, actor: 'nobody' },
    ]);
  });

  test('and the answers never repeat a header that was sent', async () => {
    const answer = await bank.anonymous.send('GET', '/api/v1/me', undefined, { 'x-request-id': 'canary' });
    expect(answer.headers.get('x-request-id')).toMatch(/^req_[0-9a-f-]{36}$/);
  });

  test('a header larger than any that we need is refused', async () => {
    const status = await raw('/api/v1/me', { 'x-large': 'x'.repeat(100_000) }).catch(() => 431);
    expect(status).toBe(431);
  });
});
