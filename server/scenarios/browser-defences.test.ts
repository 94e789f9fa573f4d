import { existsSync, readdirSync } from 'node:fs';
import { editChangeRoute, raiseChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servedRoutes, startApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { addressOf } from '../testing/addresses.ts';
import { footprint } from '../testing/footprint.ts';
import { harmIn } from '../testing/harmful-html.ts';
import { clientOf, PASSWORD, raise, type Somebody, type World, world } from '../testing/world.ts';

let bank: World;
let rita: Somebody;
/** The same database, behind an https address. */
let secure: string;
beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita Requester', [
    'initiator',
    'coordinator',
    'change_manager',
    'auditor',
    'administrator',
  ]);
  const app = await startApp({
    config: readConfig({
      PORT: '0',
      LOG_LEVEL: 'silent',
      INTERLOCK_DATA: '/nonexistent',
      INTERLOCK_URL: 'https://changes.example.org',
    }),
    databaseUrl: bank.database.appUrl,
    operatorKey: 'another',
    now: () => bank.clock.now,
  });
  afterAll(app.close);
  secure = app.address;
});

const routes = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
const unsafe = routes.filter(({ method }) => method !== 'GET');

describe('an unsafe request that rests on a cookie', () => {
  const foreign: [string, Record<string, string>][] = [
    ['no origin at all', { origin: '' }],
    ['the origin of another site', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['our name on another port', { origin: 'http://127.0.0.1:1' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ];

  test.each(foreign)('is refused with %s, on every route', async (_what, headers) => {
    const before = await footprint(bank.database.ownerUrl);
    for (const { method, path } of unsafe) {
      const { origin = bank.address, ...rest } = headers;
      const response = await fetch(`${bank.address}${addressOf(path)}`, {
        method,
        headers: { ...(origin && { origin }), ...rest, cookie: rita.cookie, 'content-type': 'text/plain' },
        ...(method !== 'DELETE' && { body: '{}' }),
      });
      const { code } = (await response.json()) as { code: string };
      const operators = path.includes('/operator/');
      expect([method, path, response.status, code]).toEqual([
        method,
        path,
        403,
        operators ? 'forbidden' : 'cross_site',
      ]);
    }
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });

  test('is not sheltered by an Authorization header: with one, the cookie counts for nothing', async () => {
    for (const authorization of ['Basic eDp5', 'Bearer', 'Bearer x', '']) {
      const answer = await rita.browser.send('GET', '/api/v1/me', undefined, { authorization });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
    }
  });

  test('is not taken as a form, or as text', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await fetch(`${bank.address}/api/v1/changes`, {
        method: 'POST',
        headers: { origin: bank.address, cookie: rita.cookie, 'content-type': type },
        body: '{"title":"x","modelId":"mdl_normal"}',
      });
      expect(answer.status).toBe(415);
    }
  });

  test('cannot hide its method behind another', async () => {
    const before = await footprint(bank.database.ownerUrl);
    await rita.browser.send('GET', '/api/v1/session?_method=DELETE', undefined, { 'x-http-method-override': 'DELETE' });
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });
});

/** What leaves the system in bulk is on record with who took it. */
const recorded = [
  '/api/v1/audit',
  '/api/v1/audit.csv',
  '/api/v1/audit.ndjson',
  '/api/v1/audit/votes',
  '/api/v1/audit/votes.csv',
  '/api/v1/changes.csv',
];

test('no GET changes anything, but that reading the audit log and taking lists along are recorded', async () => {
  const change = await raise(rita, bank.admin);
  const ids: Record<string, string> = { changeId: change.id, personId: rita.id, groupId: 'grp_approvers' };
  const before = await footprint(bank.database.ownerUrl);
  for (const { method, path } of routes) {
    if (method !== 'GET' || recorded.includes(path)) continue;
    const answer = await rita.browser.send('GET', addressOf(path, ids));
    expect([path, [200, 400, 404].includes(answer.status)]).toEqual([path, true]);
  }
  for (const path of [
    '/',
    '/sign-in',
    '/set-up',
    '/invitation',
    '/api/openapi.json',
    '/api/docs',
    '/healthz',
    '/readyz',
  ])
    await rita.browser.send('GET', path);
  expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  await rita.browser.send('GET', '/api/v1/audit');
  const { audit_event, audit_part, ...rest } = await footprint(bank.database.ownerUrl);
  expect(rest).toEqual(Object.fromEntries(Object.entries(before).filter(([name]) => name in rest)));
  expect([audit_event, audit_part]).not.toEqual([before['audit_event'], before['audit_part']]);
});

describe('every answer tells the browser what it may not do', () => {
  const web = new URL('../../web/dist/', import.meta.url);
  const built = existsSync(new URL('index.html', web));
  const assets = built ? readdirSync(new URL('assets/', web)).slice(0, 2) : [];
  const paths = [
    ...['/', '/changes/CHG-1', '/healthz', '/readyz', '/api/openapi.json', '/api/docs', '/api/v1/setup', '/api/v1/me'],
    ...['/api/v1/changes?nonsense=1', '/api/nothing', '/nothing.js', '/%zz', `/api/v1/changes/${'x'.repeat(5_000)}`],
    ...assets.map((name) => `/assets/${name}`),
  ];

  test.each(paths.map((path) => [path.slice(0, 40), path]))('%s', async (_shown, path) => {
    for (const [address, https] of [
      [bank.address, false],
      [secure, true],
    ] as const) {
      const { headers } = await fetch(`${address}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/unsafe|\*|http:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBe(https ? 'max-age=31536000' : null);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      if (path.startsWith('/api/v1/')) expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('also where the name of the host is not ours', async () => {
    const app = new URL(bank.address);
    const { request } = await import('node:http');
    const { status, headers } = await new Promise<{ status: number | undefined; headers: Record<string, unknown> }>(
      (resolve, reject) => {
        request({ host: app.hostname, port: app.port, path: '/', headers: { host: 'evil.example' } }, (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode, headers: answer.headers });
        })
          .on('error', reject)
          .end();
      },
    );
    expect(status).toBe(400);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });

  test('every problem is JSON of one shape and repeats nothing of the address', async () => {
    for (const path of ['/%zz<script>', '/api/<script>', '/api/v1/changes/%3Cscript%3E']) {
      const response = await fetch(`${bank.address}${path}`, { headers: { authorization: `Bearer ${rita.token}` } });
      expect([path, response.headers.get('content-type')]).toEqual([path, 'application/problem+json']);
      expect(await response.text()).not.toContain('<script>');
    }
  });
});

test('behind an https address every cookie that is set belongs to this host alone', async () => {
  const browser = clientOf(secure, {});
  const origin = 'https://changes.example.org';
  const credentials = { email: rita.email, password: PASSWORD };
  const signedIn = await browser.send('POST', '/api/v1/session', credentials, { origin });
  const [set, ...more] = signedIn.headers.getSetCookie();
  expect(more).toEqual([]);
  const [pair = '', ...attributes] = (set ?? '').split('; ');
  expect(pair).toMatch(/^__Host-interlock=ilk_ses_[\w-]{43}$/);
  const kinds = attributes.map((attribute) => attribute.replace(/^Expires=.*/, 'Expires')).toSorted();
  expect(kinds).toEqual(['Expires', 'HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
  const plain = pair.replace('__Host-interlock', 'interlock');
  expect((await browser.send('GET', '/api/v1/me', undefined, { cookie: plain })).status).toBe(401);
  expect((await browser.send('GET', '/api/v1/me', undefined, { cookie: pair })).status).toBe(200);
});

describe('Markdown from people', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![x](https://evil.example/pixel.png)',
    '[x](javascript:alert(1))',
    '<svg/onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<style>@import "https://evil.example"</style>',
  ].join('\n\n');

  test('reaches no page as anything but text and safe links, whichever field it stands in', async () => {
    const prose = { description: attacks, implementationPlan: attacks, testPlan: attacks, backoutPlan: attacks };
    const change = await rita.call(raiseChangeRoute, { modelId: 'mdl_normal', title: attacks.slice(0, 25), ...prose });
    await rita.send('POST', `/api/v1/changes/${change.id}/comments`, { text: attacks });
    await rita.call(editChangeRoute, { changeId: change.id, version: change.version, summary: attacks });
    const shown = await rita.call(showChangeRoute, { changeId: change.id });
    const activity = await rita.send('GET', `/api/v1/changes/${change.id}/activity`);
    const preview = await rita.send('POST', '/api/v1/markdown', { text: attacks });
    const html = [...htmlIn(shown), ...htmlIn(activity.body), ...htmlIn(preview.body)];
    expect(html).toHaveLength(6);
    expect(html.flatMap(harmIn)).toEqual([]);
  });
});

/** Everything that an answer hands over as HTML. */
function htmlIn(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    name === 'html' && typeof value === 'string' && value !== '' ? [value] : htmlIn(value),
  );
}
