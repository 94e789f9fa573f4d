import type { Role } from '@interlock/contract/permissions.ts';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Db } from '../../platform/database/db.ts';
import { openHttp } from '../../platform/http/http.ts';
import { sessionCookie } from '../../platform/http/session-cookie.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, MORNING, PASSWORD, type Signed } from '../../testing/people.ts';
import { actorOf } from '../sessions/index.ts';
import { sessionRoutes } from '../sessions/sessions.routes.ts';
import { identityRoutes } from './identity.routes.ts';

let db: Db;
let ada: Signed;
beforeAll(async () => {
  db = await testDb();
  ada = await found(db);
});

/** The calls of this feature behind the real HTTP server, at an https or an http address. */
async function open({ secure }: { secure: boolean }): Promise<FastifyInstance> {
  const cookie = sessionCookie(secure);
  const app = await openHttp({
    log: pino({ level: 'silent' }),
    version: '0',
    trustProxy: false,
    secure,
    ownHosts: () => new Set(['changes.example.org']),
    ownOrigins: () => new Set([origin(secure)]),
    webFolder: '/nonexistent',
    served: [...sessionRoutes({ secure }), ...identityRoutes({ secure, dataInsideClone: false, tell: async () => {} })],
    now: () => MORNING,
    authenticate: (request) => {
      const bearer = request.headers.authorization?.replace('Bearer ', '');
      return actorOf(db, { cookie: cookie.read(request), bearer }, request.now);
    },
    ctxOf: (request) =>
      testCtx(db, { actor: request.actor, now: request.now, address: request.ip, device: 'a browser' }),
    uploads: { uploads: '/nonexistent', mostBytes: 1 },
    ready: async () => ({ ok: true, parts: {} }),
  });
  onTestFinished(() => app.close());
  return app;
}

const origin = (secure: boolean) => `${secure ? 'https' : 'http'}://changes.example.org`;

type Call = { secure?: boolean; cookie?: string; body?: InjectOptions['payload']; remoteAddress?: string };
function send(app: FastifyInstance, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, call: Call = {}) {
  const { secure = false, cookie, body, remoteAddress = '198.51.100.1' } = call;
  return app.inject({
    method,
    url: `/api/v1${url}`,
    remoteAddress,
    headers: {
      host: 'changes.example.org',
      origin: origin(secure),
      ...(cookie !== undefined && { cookie: `${secure ? '__Host-interlock' : 'interlock'}=${cookie}` }),
    },
    ...(body !== undefined && { payload: body }),
  });
}

describe.each([
  ['https', true, '__Host-interlock'],
  ['http', false, 'interlock'],
])('at an %s address', (_scheme, secure, name) => {
  test('every answer that signs in sets the one guarded cookie, and signing out takes it away', async () => {
    const app = await open({ secure });
    const body = { email: ada.email, password: PASSWORD };
    const signedIn = await send(app, 'POST', '/session', { secure, body });
    expect(signedIn.statusCode).toBe(200);
    const guards = { name, path: '/', httpOnly: true, sameSite: 'Lax', ...(secure && { secure: true }) };
    expect(signedIn.cookies).toEqual([
      { ...guards, value: expect.stringMatching(/^ilk_ses_[\w-]{43}$/), expires: expect.any(Date) },
    ]);
    expect(signedIn.body).not.toContain('ilk_ses_');
    const cookie = signedIn.cookies[0]?.value ?? '';
    const changed = await send(app, 'POST', '/me/password', {
      secure,
      cookie,
      body: { current: PASSWORD, next: PASSWORD },
    });
    expect(changed.cookies).toMatchObject([guards]);
    const renewed = changed.cookies[0]?.value ?? '';
    expect(renewed).not.toBe(cookie);
    expect((await send(app, 'GET', '/me', { secure, cookie })).statusCode).toBe(401);
    const out = await send(app, 'DELETE', '/session', { secure, cookie: renewed });
    expect(out.cookies).toMatchObject([{ ...guards, value: '', expires: new Date(0) }]);
    expect((await send(app, 'GET', '/me', { secure, cookie: renewed })).statusCode).toBe(401);
  });
});

test('a whole way in: invited, looked at, accepted, and at home', async () => {
  const app = await open({ secure: false });
  const admin = await send(app, 'POST', '/session', { body: { email: ada.email, password: PASSWORD } });
  const cookie = admin.cookies[0]?.value ?? '';
  const roles: Role[] = ['change_manager'];
  const invited = await send(app, 'POST', '/people', {
    cookie,
    body: { name: 'Zoe', email: 'Zoe@Example.org ', roles, groupIds: ['grp_approvers'] },
  });
  expect(invited.json()).toMatchObject({ person: { email: 'zoe@example.org', invited: true, version: 1 } });
  const secret = new URL(invited.json().link).hash.slice(1);
  const look = await send(app, 'POST', '/links/look', { body: { secret } });
  expect(look.json()).toMatchObject({ kind: 'invitation', name: 'Zoe' });
  const accepted = await send(app, 'POST', '/links/accept', { body: { secret, password: 'a long password' } });
  expect(accepted.json()).toMatchObject({ person: { name: 'Zoe', roles, theme: 'system' }, notices: [] });
  const own = await send(app, 'GET', '/me/sessions', { cookie: accepted.cookies[0]?.value ?? '' });
  expect(own.json().items).toMatchObject([{ current: true, device: 'a browser' }]);
  const again = await send(app, 'POST', '/links/accept', { body: { secret, password: 'a long password' } });
  expect(again.statusCode).toBe(410);
});

test.each([
  ['a list of e-mails', '/session', { email: ['ada@example.org', 'eve@example.org'], password: PASSWORD }],
  ['an object for an e-mail', '/session', { email: { $ne: null }, password: PASSWORD }],
  ['an object for a password', '/session', { email: 'ada@example.org', password: { length: 20 } }],
  ['a second e-mail in other letters', '/session', { email: 'ada@example.org', Email: 'x@x.nl', password: PASSWORD }],
  [
    'a field that nobody asked for',
    '/session',
    { email: 'ada@example.org', password: PASSWORD, roles: ['administrator'] },
  ],
  ['a list of secrets', '/links/accept', { secret: ['a', 'b'], password: PASSWORD }],
  ['a person beside the secret', '/links/accept', { secret: 'a', password: PASSWORD, personId: 'usr_1' }],
  ['a password of 11 characters', '/links/accept', { secret: 'a', password: '12345678901' }],
])('%s is refused before anything is looked at', async (_what, url, body) => {
  const app = await open({ secure: false });
  const tries = await db.selectFrom('sign_in_failure').select('id').execute();
  const answer = await send(app, 'POST', url, { body });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid']);
  expect(await db.selectFrom('sign_in_failure').select('id').execute()).toEqual(tries);
});

test.each(['id', 'active', 'passwordHash', 'createdAt', 'email', '__proto__'])(
  'an edit of a person cannot carry %s along',
  async (field) => {
    const app = await open({ secure: false });
    const body = `{"version":1,"name":"X","${field}":"x"}`;
    const answer = await app.inject({
      method: 'PATCH',
      url: `/api/v1/people/${ada.id}`,
      headers: {
        host: 'changes.example.org',
        origin: origin(false),
        cookie: `interlock=${(await join(db, ada, { name: `Adm ${field}`, roles: ['administrator'] })).secret}`,
        'content-type': 'application/json',
      },
      payload: body,
    });
    expect(answer.statusCode).toBe(400);
  },
);

test('too many wrong tries answer 429, with the seconds to wait', async () => {
  const app = await open({ secure: false });
  const guess = () =>
    send(app, 'POST', '/session', {
      body: { email: 'guess@example.org', password: 'wrong' },
      remoteAddress: '203.0.113.9',
    });
  for (let n = 0; n < 10; n++) expect((await guess()).statusCode).toBe(401);
  const answer = await guess();
  expect([answer.statusCode, answer.headers['retry-after'], answer.json().code]).toEqual([
    429,
    '900',
    'too_many_tries',
  ]);
});
