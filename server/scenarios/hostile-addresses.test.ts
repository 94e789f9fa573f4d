import { connect } from 'node:net';
import { beginDraftRoute, listDraftsRoute, showDraftRoute } from '@interlock/contract/model-drafts.ts';
import type { Route } from '@interlock/contract/route.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { servedRoutes } from '../app.ts';
import { addressOf } from '../testing/addresses.ts';
import { footprint } from '../testing/footprint.ts';
import { clientOf, raise, type Somebody, type World, world } from '../testing/world.ts';

let bank: World;
let rita: Somebody;
let changeId: string;

beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita', ['initiator', 'coordinator', 'change_manager', 'administrator', 'auditor']);
  ({ id: changeId } = await raise(rita, rita));
});

const routes: readonly Route[] = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
const encoded = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

/** What is sent is sent as it stands here; the answer as it came. */
async function said(lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(bank.address);
  const socket = connect(Number(port), hostname);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  let answer = '';
  for await (const piece of socket) answer += String(piece);
  return answer;
}

describe('a cursor that nobody was given', () => {
  const day = '2027-02-30T10:00:00.000Z';
  const forged = [
    ['999999999999999'],
    ['999999999999999', '999999999999999'],
    ['2147483648'],
    [day, '1'],
    [day, 'x', 'y', 'z'],
    ['2027-01-01T24:00:00.000Z', '1'],
    ['x', 'y'],
    [],
  ];
  const known: Record<string, string> = { modelId: 'mdl_normal' };
  const lists = routes.filter(({ method, input }) => method === 'GET' && 'cursor' in input.shape);

  test('is looked for on every list', () => expect(lists.length).toBeGreaterThan(20));

  test.each(lists.map(({ path }) => path))('is a bad request on %s, and never a fault of ours', async (path) => {
    for (const key of forged) {
      const answer = await rita.browser.send(
        'GET',
        `${addressOf(path, { ...known, changeId })}?cursor=${encoded(key)}`,
      );
      expect([key, answer.status < 500]).toEqual([key, true]);
      if (answer.status === 400) expect(answer.body['errors']).toEqual(expect.arrayContaining([expect.anything()]));
    }
  });

  test.each(['2027-02-30T10:00:00.000Z', '2027-04-31T10:00:00.000Z'])(
    'with the day %s names the cursor',
    async (at) => {
      const answer = await rita.send('GET', `/api/v1/changes?sort=start&cursor=${encoded([at, '1'])}`);
      expect(answer.body).toMatchObject({ status: 400, errors: [{ path: 'cursor' }] });
    },
  );
});

describe('a page or a file of the screens', () => {
  test.each([
    { 'if-match': '"x"' },
    { range: 'bytes=99999999-' },
    { range: 'bytes=5-1' },
    { 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
  ])('asked for with %j is answered without a fault', async (headers) => {
    for (const path of ['/', '/changes', '/api/docs']) {
      const { status } = await fetch(`${bank.address}${path}`, { headers });
      expect([path, status < 500]).toEqual([path, true]);
    }
  });

  test.each([
    [{ 'if-match': '"x"' }, 412, 'other_version'],
    [{ range: 'bytes=99999999-' }, 416, 'no_such_range'],
  ])('asked for with %j, which it is not, says so', async (headers, status, code) => {
    const answer = await fetch(`${bank.address}/`, { headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({ status, code });
    if (status === 416) expect(answer.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/);
  });

  test.each(['/metrics', '//api/v1/me', '/API/V1/ME', '/api', '/%61pi/nothing', '/Healthz'])(
    'is not what is answered to a program at %s',
    async (path) => {
      const answer = await said([`GET ${path} HTTP/1.1`, `Host: ${new URL(bank.address).host}`, 'Connection: close']);
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
    },
  );

  test.each([
    '/assets/',
    '/assets/.',
    '/assets/%00',
    '/assets/..%5cx',
    `/assets/${'a'.repeat(300)}`,
    '/assets/../../package.json',
  ])('that is not there, such as %s, is not there', async (path) => {
    const answer = await said([`GET ${path} HTTP/1.1`, `Host: ${new URL(bank.address).host}`, 'Connection: close']);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain('"workspaces"');
  });

  test('is there for those who ask for its head alone', async () => {
    for (const path of ['/', '/changes'])
      expect((await fetch(`${bank.address}${path}`, { method: 'HEAD' })).status).toBe(200);
  });
});

test('an address with a stroke too many is no address, whatever it is asked', async () => {
  expect((await rita.send('GET', '/api/v1/audit/')).body).toMatchObject({ status: 404, code: 'not_found' });
});

test('an idempotency key has at most 200 characters: a longer one is refused by its name, and nothing is done', async () => {
  const path = `/api/v1/changes/${changeId}/comments`;
  const send = (key: string) => rita.send('POST', path, { text: 'Twice?' }, { 'idempotency-key': key });
  expect((await send('k'.repeat(200))).status).toBe(200);
  const before = await footprint(bank.database.ownerUrl);
  for (const key of ['k'.repeat(201), 'k'.repeat(5000)]) {
    expect((await send(key)).body).toMatchObject({
      ...{ status: 400, code: 'invalid', detail: 'The Idempotency-Key is longer than 200 characters.' },
      errors: [{ path: 'Idempotency-Key', message: 'at most 200 characters' }],
    });
  }
  expect(await footprint(bank.database.ownerUrl)).toEqual(before);
});

test.each(['', '  '])('a blank idempotency key (%j) is refused, and nothing is done', async (key) => {
  const path = `/api/v1/changes/${changeId}/comments`;
  const refused = await rita.send('POST', path, { text: 'Twice?' }, { 'idempotency-key': key });
  expect(refused.body).toMatchObject({ status: 400, errors: [{ path: 'Idempotency-Key' }], next: expect.any(String) });
});

describe('a request that leaves out or asks for something else', () => {
  const host = () => `Host: ${new URL(bank.address).host}`;

  test.each([
    ['names no host', () => ['GET / HTTP/1.1', 'Connection: close'], 400],
    ['expects what is not done here', () => ['POST /api/v1/session HTTP/1.1', host(), 'Expect: foo'], 417],
  ])('%s: is told so with every header that our answers have', async (_what, lines, status) => {
    const answer = await said(lines());
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer.toLowerCase()).toContain('content-security-policy:');
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
  });

  test('may write the name of the host as it likes', async () => {
    const shouted = host().replace('127.0.0.1', 'LOCALHOST');
    expect(await said(['GET /healthz HTTP/1.1', shouted, 'Connection: close'])).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test.each(['https://changes.example.org', 'http://changes.example.org'])(
  'the public address %s is ours with its usual port too, and with no other',
  async (url) => {
    const proxied = await world(undefined, { INTERLOCK_URL: url });
    const port = url.startsWith('https') ? 443 : 80;
    const { hostname, port: at } = new URL(proxied.address);
    const ask = async (name: string) => {
      const socket = connect(Number(at), hostname);
      socket.write(`GET /healthz HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
      let answer = '';
      for await (const piece of socket) answer += String(piece);
      return Number(answer.slice(9, 12));
    };
    const asked = ['changes.example.org', `changes.example.org:${port}`, 'changes.example.org:8080'];
    expect(await Promise.all(asked.map(ask))).toEqual([200, 200, 400]);
  },
);

const odd = [{ states: 'x' }, { states: {} }, { states: 1 }, { states: true }, { states: [null] }, {}];
test.each(odd)('a draft of a model that says %j is kept as it is, and can be opened', async (definition) => {
  const ada = clientOf(bank.address, { cookie: bank.admin.cookie });
  const key = `odd_${'x'.repeat(1 + odd.indexOf(definition))}`;
  const made = await ada.send('POST', beginDraftRoute.path, { key, name: key, definition });
  expect([made.status, made.body['errors']]).toEqual([200, undefined]);
  const { items } = await ada.call(listDraftsRoute, {});
  const modelId = items.find((draft) => draft.key === key)?.modelId ?? '';
  expect((await ada.call(showDraftRoute, { modelId })).faults).not.toEqual([]);
});
