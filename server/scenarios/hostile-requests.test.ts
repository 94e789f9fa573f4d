import { connect } from 'node:net';
import { listAuditRoute } from '@interlock/contract/audit.ts';
import { listChangesRoute, raiseChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';

import * as groups from '@interlock/contract/groups.ts';
import { isInQuery, type Route } from '@interlock/contract/route.ts';
import * as sessions from '@interlock/contract/sessions.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { servedRoutes } from '../app.ts';
import { addressOf } from '../testing/addresses.ts';
import { footprint } from '../testing/footprint.ts';
import { runSql } from '../testing/run-sql.ts';
import { clientOf, PASSWORD, raise, type Somebody, type World, world } from '../testing/world.ts';

let bank: World;
let rita: Somebody;

beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita', ['initiator', 'coordinator', 'change_manager', 'administrator']);
});

const routes = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
const withBody = routes.filter((route) => !isInQuery(route));
const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const callerOf = (route: Route) => (route.permission === 'operator.links' ? bank.operator : rita.browser);

describe('fields that a call does not offer', () => {
  const wanted = [
    'state',
    'stateKind',
    'raisedBy',
    'approvedBy',
    'createdAt',
    'tenantId',
    'imported',
    'number',
    'actor',
    'id',
  ];

  let before: Record<string, string>;

  beforeAll(async () => {
    before = await footprint(bank.database.ownerUrl);
  });

  test.each(withBody.map((route) => [nameOf(route), route] as const))(
    '%s names each of them in its refusal',
    async (_name, route) => {
      const extra = wanted.filter((field) => !(field in route.input.shape));
      const body = Object.fromEntries(extra.map((field) => [field, 'x']));
      const answer = await callerOf(route).send(route.method, addressOf(route.path), body);
      expect([answer.status, answer.body['code']]).toEqual([400, 'invalid']);
      const named = (answer.body['errors'] as { path: string }[]).map(({ path }) => path);
      expect(named).toEqual(expect.arrayContaining(extra));
    },
  );

  test('and nothing of all this was written', async () => {
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });

  test('are refused in a query too, and inside of nested things', async () => {
    const query = await rita.send('GET', '/api/v1/changes?raisedBy=usr_x');
    expect(query.body).toMatchObject({ status: 400, errors: [{ path: 'raisedBy' }] });
    const window = { start: '2026-03-07T22:00', end: '2026-03-08T02:00', zone: 'UTC', plannedStart: 'x' };
    const nested = await rita.send('POST', '/api/v1/changes', { title: 'x', modelId: 'mdl_normal', window });
    expect(nested.body).toMatchObject({ status: 400, errors: [{ path: 'window.plannedStart' }] });
  });
});

describe('a body that is not what it seems', () => {
  const send = (path: string, body: string, type = 'application/json') =>
    fetch(`${bank.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, origin: bank.address, cookie: rita.cookie },
      body,
    });

  test.each([
    '{"title":"x","modelId":"mdl_normal","__proto__":{"state":"closed"}}',
    '{"title":"x","modelId":"mdl_normal","constructor":{"prototype":{"state":"closed"}}}',
    '{"title":"x","modelId":"mdl_normal","\\u005f_proto__":{"state":"closed"}}',
    '{"title":"x","modelId":"mdl_normal","window":{"__proto__":{"zone":"UTC"}}}',
    '{"title":"x","modelId":"mdl_normal","priorityOverride":{"constructor":{"prototype":{"x":1}}}}',
    '{"title":"x","modelId":"mdl_normal","prototype":{}}',
  ])('cannot reach what every object inherits: %s', async (body) => {
    const before = await footprint(bank.database.ownerUrl);
    const answer = await send('/api/v1/changes', body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid', errors: [{ path: expect.stringMatching(/./) }] });
    expect(({} as Record<string, unknown>)['state']).toBeUndefined();
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });

  test.each([
    ['/api/v1/session', `{"email":"rita@example.org","email":"ada@example.org","password":"${PASSWORD}"}`],
    ['/api/v1/session', `{"email":"rita@example.org","\\u0065mail":"ada@example.org","password":"${PASSWORD}"}`],
    ['/api/v1/session', `{"email":"rita@example.org","password":"x","password":"${PASSWORD}"}`],
    ['/api/v1/links/accept', `{"secret":"a","secret":"b","password":"${PASSWORD}"}`],
    ['/api/v1/changes', '{"title":"x","modelId":"mdl_normal","window":{"zone":"UTC","start":"x","zone":"UTC"}}'],
  ])('cannot say one thing twice: %s %s', async (path, body) => {
    const answer = await send(path, body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain(PASSWORD);
  });

  test('may say the same in two places', async () => {
    const links = [{ url: 'https://example.org/{"url":1,"url":2}' }, { url: 'https://example.org/2', label: '"url"' }];
    const body = JSON.stringify({ title: 'Two links', modelId: 'mdl_normal', links });
    expect((await send('/api/v1/changes', body)).status).toBe(200);
  });

  test.each([
    ['no JSON', '{"title":', 400],
    ['a list', '[]', 400],
    ['a word', '"x"', 400],
    ['nothing', '', 400],
    ['very deep', `{"title":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400],
    ['very large', `{"title":"${'x'.repeat(300_000)}"}`, 413],
  ])('is refused when it is %s', async (_what, body, status) => {
    expect((await send('/api/v1/changes', body)).status).toBe(status);
  });

  test.each(['{"title":', '', '{"__proto__":{}}', '"\\ud800"'])(
    'is named where nothing else can be: %j',
    async (body) => {
      const answer = await send('/api/v1/changes', body);
      expect(await answer.json()).toMatchObject({ status: 400, code: 'invalid', errors: [{ path: 'body' }] });
    },
  );

  test('is refused when an address says one thing twice', async () => {
    for (const query of ['limit=1&limit=2', 'q=a&q=b', 'cursor=a&cursor=b', 'requester=usr_a&requester=usr_b'])
      expect([query, (await rita.send('GET', `/api/v1/changes?${query}`)).status]).toEqual([query, 400]);
  });

  test('of an import cannot name what every object inherits', async () => {
    const text = (values: string, column = 's') =>
      `{"fileName":"x.csv","csv":"n,t,s\\n1,One,constructor\\n2,Two,__proto__\\n3,Three,toString","dryRun":true,"map":{"source":"E","fields":{
        "number":{"column":"n"},"title":{"column":"t"},"state":{"column":"${column}","values":${values}}}}}`;
    const inherited = await send('/api/v1/imports/changes', text('{"open":{"state":"draft"}}'));
    expect(await inherited.json()).toMatchObject({ created: 0, refused: 3 });
    expect((await send('/api/v1/imports/changes', text('{"__proto__":{"state":"draft"}}'))).status).toBe(400);
    expect((await send('/api/v1/imports/changes', text('{}', '__proto__'))).status).toBe(400);
  });
});

test.each([
  [['Host: HERE'], 200],
  [['Host: HERE', 'Host: evil.example.org'], 400],
  [['host: HERE', 'HOST: HERE'], 400],
])('a request that says %j to whom it goes is answered %i', async (lines, status) => {
  const { host, hostname, port } = new URL(bank.address);
  const socket = connect(Number(port), hostname);
  const hosts = lines.map((line) => `${line.replace('HERE', host)}\r\n`).join('');
  socket.end(`GET /healthz HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
  let answer = '';
  for await (const piece of socket) answer += String(piece);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
});

describe('an import makes history and nothing else', () => {
  const from = { number: { column: 'n' }, title: { column: 't' }, state: { value: { state: 'draft' } } };
  const send = (fields: object, over: object = {}) =>
    rita.send('POST', '/api/v1/imports/changes', {
      ...{ fileName: 'x.csv', csv: 'n,t\n1,One', map: { source: 'E', fields, ...over }, dryRun: true },
    });

  test.each([
    'requesterId',
    'assignee',
    'raisedBy',
    'votes',
    'rounds',
    'approvedBy',
    'version',
    'createdAt',
    'id',
    'teamId',
  ])('a map has no place for %s', async (field) => {
    const answer = await send({ ...from, [field]: { column: 't' } });
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid']);
    expect(JSON.stringify(answer.body['errors'])).toContain(field);
  });

  test.each(['assess', 'authorize', 'build', 'scheduled', 'implement', 'review', 'approved'])(
    'nor for the state %s',
    async (state) => {
      expect((await send({ ...from, state: { value: { state } } })).status).toBe(400);
    },
  );
});

describe('a repeated request', () => {
  const key = { 'idempotency-key': 'once-and-once-only' };
  const asked = { modelId: 'mdl_normal', title: 'Raised once' };

  test('with the same key is carried out once, by whatever server it comes to', async () => {
    const second = clientOf(await bank.secondServer(), { token: rita.token });
    const clients = [rita, second, rita, second];
    const answers = await Promise.all(clients.map((client) => client.send('POST', raiseChangeRoute.path, asked, key)));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect((await rita.call(listChangesRoute, { q: 'raised once' })).items).toHaveLength(1);
  });

  test('with the same key and another body, or another call, is refused', async () => {
    const before = await footprint(bank.database.ownerUrl);
    const other = await rita.refused(raiseChangeRoute, { ...asked, title: 'Another' }, key);
    expect(other).toMatchObject({ status: 422, code: 'key_reused' });
    const call = await rita.refused(groups.createGroupRoute, { name: 'Another' }, key);
    expect(call).toMatchObject({ status: 422, code: 'key_reused' });
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });

  test('of somebody else with that key is theirs', async () => {
    const answer = await bank.admin.send('POST', raiseChangeRoute.path, asked, key);
    expect(answer.body['id']).not.toBe((await rita.call(raiseChangeRoute, asked, key)).id);
  });

  test('is known by a hash from which neither the key nor a password can be told', async () => {
    const cookie = rita.cookie;
    const browser = clientOf(bank.address, { cookie });
    const body = { name: 'Hashed', scopes: ['read'], days: 1 };
    const sent = { 'idempotency-key': 'a-key-of-mine' };
    expect((await browser.send('POST', sessions.createTokenRoute.path, body, sent)).status).toBe(200);
    const repeat = await browser.send('POST', sessions.createTokenRoute.path, body, sent);
    expect([repeat.status, repeat.body['secret']]).toEqual([409, undefined]);
    const rows = await runSql(bank.database.ownerUrl, `select key, result::text as result from idempotency_key`);
    expect(JSON.stringify(rows)).not.toMatch(/a-key-of-mine|once-and-once|ilk_tok_/);
  });
});

test('a page of the audit log shows what was typed as it was typed, and as nothing else', async () => {
  const title = '<script>alert(1)</script>';
  const { id } = await raise(rita, rita, { title });
  const { items } = await bank.admin.call(listAuditRoute, { object: id });
  expect(items[0]?.parts['title']).toBe(title);
  expect((await rita.call(showChangeRoute, { changeId: id })).title).toBe(title);
});
