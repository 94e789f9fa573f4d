import { request } from 'node:http';
import { listAuditRoute } from '@interlock/contract/audit.ts';
import { listChangesRoute, raiseChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import * as identity from '@interlock/contract/identity.ts';
import type { Route } from '@interlock/contract/route.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servedRoutes, startApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { footprint } from '../testing/footprint.ts';
import { runSql } from '../testing/run-sql.ts';
import { clientOf, PASSWORD, raise, type Somebody, type World, world } from '../testing/world.ts';

let bank: World;
let rita: Somebody;
/** What the server wrote into its log, line by line. */
const logged: string[] = [];
let talking: string;

beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita', ['initiator', 'coordinator', 'change_manager', 'administrator']);
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

const routes = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
const withBody = routes.filter(({ method }) => method === 'POST' || method === 'PATCH');
const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const ids: Record<string, string> = { changeId: 'chg_x', personId: 'usr_x', groupId: 'grp_x' };
const pathOf = (path: string) => path.replace(/:(\w+)/g, (_match, name: string) => ids[name] ?? 'x_x');
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

  test.each(withBody.map((route) => [nameOf(route), route] as const))(
    '%s names each of them in its refusal',
    async (_name, route) => {
      const before = await footprint(bank.database.ownerUrl);
      const extra = wanted.filter((field) => !(field in route.input.shape));
      const body = Object.fromEntries(extra.map((field) => [field, 'x']));
      const answer = await callerOf(route).send(route.method, pathOf(route.path), body);
      expect([answer.status, answer.body['code']]).toEqual([400, 'invalid']);
      const named = (answer.body['errors'] as { path: string }[]).map(({ path }) => path);
      expect(named).toEqual(expect.arrayContaining(extra));
      expect(await footprint(bank.database.ownerUrl)).toEqual(before);
    },
  );

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
    expect((await send('/api/v1/changes', body)).status).toBe(400);
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
    const call = await rita.refused(identity.createGroupRoute, { name: 'Another' }, key);
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
    expect((await browser.send('POST', identity.createTokenRoute.path, body, sent)).status).toBe(200);
    const repeat = await browser.send('POST', identity.createTokenRoute.path, body, sent);
    expect([repeat.status, repeat.body['secret']]).toEqual([409, undefined]);
    const rows = await runSql(bank.database.ownerUrl, `select key, result::text as result from idempotency_key`);
    expect(JSON.stringify(rows)).not.toMatch(/a-key-of-mine|once-and-once|ilk_tok_/);
  });
});

describe('secrets', () => {
  test('of every kind open their own door and no other', async () => {
    const invited = await bank.admin.call(identity.invitePersonRoute, {
      name: 'Ina',
      email: 'ina@example.org',
      roles: ['auditor'],
    });
    const reset = await bank.admin.call(identity.resetLinkRoute, { personId: rita.id });
    const secrets: Record<string, string> = {
      session: rita.cookie.split('=')[1] ?? '',
      token: rita.token,
      invitation: invited.link.split('#')[1] ?? '',
      reset: reset.link.split('#')[1] ?? '',
      person: rita.id,
    };
    const me = '/api/v1/me';
    const doors: Record<string, (secret: string) => Promise<number>> = {
      session: async (secret) =>
        (await clientOf(bank.address, { cookie: `interlock=${secret}` }).send('GET', me)).status,
      token: async (secret) => (await clientOf(bank.address, { token: secret }).send('GET', me)).status,
      link: async (secret) => (await bank.anonymous.send('POST', identity.lookAtLinkRoute.path, { secret })).status,
    };
    const opens = Object.entries(secrets).map(async ([kind, secret]) => {
      const doorsOpened = await Promise.all(
        Object.entries(doors).map(async ([door, open]) => ((await open(secret)) === 200 ? [door] : [])),
      );
      return [kind, doorsOpened.flat()];
    });
    expect(Object.fromEntries(await Promise.all(opens))).toEqual({
      session: ['session'],
      token: ['token'],
      invitation: ['link'],
      reset: ['link'],
      person: [],
    });
    for (const secret of Object.values(secrets).slice(0, 4)) {
      for (const table of ['session', 'api_token', 'one_time_link', 'audit_part', 'audit_event', 'idempotency_key']) {
        const rows = await runSql(
          bank.database.ownerUrl,
          `select 1 from "${table}" t where position('${secret}' in t::text) > 0`,
        );
        expect([table, rows]).toEqual([table, []]);
      }
    }
  });

  test('of somebody deactivated are all dead at their next request, an unused link too', async () => {
    const ida = await bank.person('Ida', ['initiator']);
    const { link } = await bank.admin.call(identity.resetLinkRoute, { personId: ida.id });
    const secret = link.split('#')[1] ?? '';
    expect((await bank.anonymous.call(identity.lookAtLinkRoute, { secret })).kind).toBe('reset');
    await bank.admin.call(identity.deactivatePersonRoute, { personId: ida.id, version: 1 });
    const statuses = [
      (await ida.send('GET', '/api/v1/me')).status,
      (await ida.browser.send('GET', '/api/v1/me')).status,
      (await bank.anonymous.send('POST', identity.lookAtLinkRoute.path, { secret })).status,
      (await bank.anonymous.send('POST', identity.acceptLinkRoute.path, { secret, password: PASSWORD })).status,
      (await bank.anonymous.send('POST', identity.signInRoute.path, { email: ida.email, password: PASSWORD })).status,
    ];
    expect(statuses).toEqual([401, 401, 410, 410, 401]);
  });

  test('a new role ends the old sessions; a token goes on with what the new role permits', async () => {
    const una = await bank.person('Una', ['administrator']);
    expect((await una.send('POST', '/api/v1/groups', {})).status).toBe(400);
    await bank.admin.call(identity.editPersonRoute, { personId: una.id, version: 1, roles: ['auditor'] });
    expect((await una.browser.send('GET', '/api/v1/me')).status).toBe(401);
    expect((await una.send('POST', '/api/v1/groups', {})).status).toBe(403);
  });
});

test('wrong guesses are counted by all servers together, and a restart forgets none', async () => {
  const eve = await bank.person('Eve', ['auditor']);
  const guess = (address: string, password: string) =>
    clientOf(address, {}).send('POST', identity.signInRoute.path, { email: eve.email, password });
  const second = await bank.secondServer();
  for (let n = 0; n < 10; n++) expect((await guess(n % 2 ? second : bank.address, 'wrong')).status).toBe(401);
  for (const address of [bank.address, second, await bank.secondServer()]) {
    const answer = await guess(address, PASSWORD);
    expect([answer.status, answer.body['code']]).toEqual([429, 'too_many_tries']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await eve.browser.send('GET', '/api/v1/me')).status).toBe(200);
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

test('a page of the audit log shows what was typed as it was typed, and as nothing else', async () => {
  const title = '<script>alert(1)</script>\u202e';
  const { id } = await raise(rita, rita, { title });
  const { items } = await bank.admin.call(listAuditRoute, { object: id });
  expect(items[0]?.parts['title']).toBe(title);
  expect((await rita.call(showChangeRoute, { changeId: id })).title).toBe(title);
});
