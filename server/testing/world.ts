import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { approveChangeRoute, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { editGroupRoute, listGroupsRoute } from '@interlock/contract/groups.ts';
import { acceptLinkRoute, type Me, setUpRoute } from '@interlock/contract/identity.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import { type Role, type Scope, scopes } from '@interlock/contract/permissions.ts';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import { createTokenRoute } from '@interlock/contract/sessions.ts';
import { afterAll, onTestFinished, TestRunner } from 'vitest';
import type { z } from 'zod';
import { type App, startApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { cheapPasswords } from './ctx.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { sent } from './sent.ts';

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** A refusal as a client sees it. */
export type Refused = {
  status: number;
  code: string;
  detail: string;
  errors?: { path: string; message: string }[];
  guards?: { guard: string; met: boolean; why: string }[];
};

export type Credentials = { token?: string; cookie?: string };

/** Somebody at the other end of the wire. `call` expects a yes and `refused` a no. */
export type Client = {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  call<I extends z.ZodObject, O extends z.ZodType>(
    route: Route<I, O>,
    input: z.input<I>,
    headers?: Record<string, string>,
  ): Promise<z.output<O>>;
  /** As `call` and `refused`, for calls that take a file. */
  upload<I extends z.ZodObject, O extends z.ZodType>(
    route: Route<I, O>,
    input: z.input<I>,
    file: string | Uint8Array,
    headers?: Record<string, string>,
  ): Promise<z.output<O>>;
  refusedUpload<I extends z.ZodObject, O extends z.ZodType>(
    route: Route<I, O>,
    input: z.input<I>,
    file: string | Uint8Array,
  ): Promise<Refused>;
  refused<I extends z.ZodObject, O extends z.ZodType>(
    route: Route<I, O>,
    input: z.input<I>,
    headers?: Record<string, string>,
  ): Promise<Refused>;
};

export type Somebody = Client & {
  id: string;
  name: string;
  email: string;
  cookie: string;
  token: string;
  browser: Client;
};

export const PASSWORD = 'a long enough password';

const FILE = 'application/octet-stream';
const isBytes = (body: unknown): body is Uint8Array => body instanceof Uint8Array;

export function clientOf(address: string, credentials: Credentials): Client {
  const send: Client['send'] = async (method, path, body, headers = {}) => {
    const answer = await sent(
      `${address}${path}`,
      method,
      {
        ...(credentials.token && { authorization: `Bearer ${credentials.token}` }),
        ...(!credentials.token && { origin: address }),
        ...(credentials.cookie && { cookie: credentials.cookie }),
        ...(body !== undefined && { 'content-type': isBytes(body) ? FILE : 'application/json' }),
        ...headers,
      },
      isBytes(body) ? body : JSON.stringify(body),
    );
    const { text } = answer;
    const json = /^application\/(problem\+)?json/.test(answer.headers.get('content-type') ?? '') && text !== '';
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : { text } };
  };
  const asked = async (route: Route, input: Record<string, unknown>, headers?: Record<string, string>) => {
    const { path, body } = requestOf(route, input);
    return send(route.method, path, body, headers);
  };
  const uploaded = (
    route: Route,
    input: Record<string, unknown>,
    file: string | Uint8Array,
    headers?: Record<string, string>,
  ) => send(route.method, requestOf(route, input).path, Buffer.from(file), headers);
  return {
    send,
    upload: async (route, input, file, headers) => {
      const answer = await uploaded(route as unknown as Route, input as Record<string, unknown>, file, headers);
      if (answer.status !== 200)
        throw new Error(`${route.method} ${route.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return route.output.parse(answer.body);
    },
    refusedUpload: async (route, input, file) => {
      const answer = await uploaded(route as unknown as Route, input as Record<string, unknown>, file);
      if (answer.status < 400) throw new Error(`${route.method} ${route.path} was not refused`);
      return { ...(answer.body as Refused), status: answer.status };
    },
    call: async (route, input, headers) => {
      const answer = await asked(route as unknown as Route, input as Record<string, unknown>, headers);
      if (answer.status !== 200)
        throw new Error(`${route.method} ${route.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return route.output.parse(answer.body);
    },
    refused: async (route, input, headers) => {
      const answer = await asked(route as unknown as Route, input as Record<string, unknown>, headers);
      if (answer.status < 400) throw new Error(`${route.method} ${route.path} was not refused`);
      return { ...(answer.body as Refused), status: answer.status };
    },
  };
}

export const cookieOf = (answer: Answer): string => (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

/** The hands of a clock that a test moves. */
export type Clock = { now: Date; set(iso: string): void; pass(minutes: number): void };

export function clockAt(iso: string): Clock {
  const clock: Clock = {
    now: new Date(iso),
    set: (to) => {
      clock.now = new Date(to);
    },
    pass: (minutes) => {
      clock.now = new Date(clock.now.getTime() + minutes * 60_000);
    },
  };
  return clock;
}

export type World = {
  address: string;
  clock: Clock;
  database: TestDatabase;
  /** Where the server keeps what it keeps outside the database. */
  folder: string;
  anonymous: Client;
  operator: Client;
  /** The first administrator. */
  admin: Somebody;
  person(name: string, roles: Role[], options?: { approver?: boolean; scopes?: Scope[] }): Promise<Somebody>;
  /** A second server on the same database. */
  secondServer(): Promise<string>;
  /** Ends its servers before the test file does. */
  close(): Promise<void>;
};

export const OPERATOR_KEY = 'ilk_op_for-tests-only';
/** What worlds seal and sign with. */
export const SECRETS_KEY = Buffer.alloc(32, 3);
export const allScopes: Scope[] = [...scopes];

/**
 * An organisation on a real server and a database of its own, with an administrator and nobody else; for this test file, or the test
 * that asks.
 */
export async function world(
  start = '2026-03-02T09:00:00Z',
  settings: Readonly<Record<string, string>> = {},
): Promise<World> {
  const database = await testDatabase();
  const atEnd = TestRunner.getCurrentTest() ? onTestFinished : afterAll;
  const folder = mkdtempSync(join(tmpdir(), 'interlock-world-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const clock = clockAt(start);
  const apps: App[] = [];
  let isClosed = false;
  const close = async () => {
    isClosed = true;
    for (const app of apps.splice(0)) await app.close();
  };
  atEnd(close);
  const serve = async (): Promise<App> => {
    const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', INTERLOCK_DATA: folder, ...settings });
    const app = await startApp({
      config,
      databaseUrl: database.appUrl,
      operatorKey: OPERATOR_KEY,
      secretsKey: SECRETS_KEY,
      now: () => clock.now,
      passwordCost: cheapPasswords,
    });
    apps.push(app);
    // Whoever waited for it gave up meanwhile, as Vitest does when the time is over: nobody else would end it.
    if (isClosed) {
      await close();
      throw new Error('The test that this server is for has ended.');
    }
    return app;
  };
  const app = await serve();
  const anonymous = clientOf(app.address, {});
  const secret = app.setUpLink?.split('#')[1] ?? '';
  const setUp = await anonymous.send('POST', setUpRoute.path, {
    secret,
    organisation: 'Example Bank',
    zone: 'Europe/Amsterdam',
    name: 'Ada Admin',
    email: 'ada@example.org',
    password: PASSWORD,
  });
  const admin = await signedIn(app.address, setUp, allScopes);
  return {
    address: app.address,
    clock,
    database,
    folder,
    anonymous,
    operator: clientOf(app.address, { token: OPERATOR_KEY }),
    admin,
    person: (name, roles, options) => invite(app.address, admin, name, roles, options),
    secondServer: async () => (await serve()).address,
    close,
  };
}

/** Somebody who has just come in, with a token of these scopes. */
export async function signedIn(address: string, answer: Answer, scopes: Scope[]): Promise<Somebody> {
  const me = answer.body as unknown as Me;
  const cookie = cookieOf(answer);
  const browser = clientOf(address, { cookie });
  const { secret: token } = await browser.call(createTokenRoute, { name: 'a test', scopes, days: 365 });
  return {
    id: me.person.id,
    name: me.person.name,
    email: me.person.email,
    cookie,
    token,
    browser,
    ...clientOf(address, { token }),
  };
}

async function invite(
  address: string,
  admin: Somebody,
  name: string,
  roles: Role[],
  { approver = false, scopes = allScopes }: { approver?: boolean; scopes?: Scope[] } = {},
): Promise<Somebody> {
  const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.org`;
  const { link } = await admin.browser.call(invitePersonRoute, { name, email, roles });
  const secret = link.split('#')[1] ?? '';
  const accepted = await clientOf(address, {}).send('POST', acceptLinkRoute.path, { secret, password: PASSWORD });
  const somebody = await signedIn(address, accepted, scopes);
  if (approver) await joinApprovers(admin, somebody.id);
  return somebody;
}

export async function joinApprovers({ browser: admin }: Somebody, personId: string): Promise<void> {
  const { items } = await admin.call(listGroupsRoute, { q: 'Approvers' });
  const group = items.find(({ id }) => id === 'grp_approvers');
  if (!group) throw new Error('there is no group Approvers');
  const memberIds = [...group.members.map(({ id }) => id), personId];
  await admin.call(editGroupRoute, { groupId: group.id, version: group.version, memberIds });
}

/** Everything that approvers must be shown, filled in. */
export const readyToAuthorize = {
  title: 'Upgrade the ledger database',
  summary: 'The ledger moves to a supported release.',
  reason: 'Support for the present release ends.',
  ifNotDone: 'No fixes for faults that are found from then on.',
  implementationPlan: '1. Promote the replica\n2. Switch the application',
  backoutPlan: '1. Switch back to the old primary',
  riskLevel: 'low',
} as const;

/** Raises a normal change with all that approval demands, carried out by `assignee`. */
export const raise = (
  by: Client,
  assignee: { id: string },
  over: Record<string, unknown> = {},
): Promise<ChangeDetail> =>
  by.call(raiseChangeRoute, { modelId: 'mdl_normal', ...readyToAuthorize, assigneeId: assignee.id, ...over });

export const move = (
  by: Client,
  change: ChangeDetail,
  to: string,
  given: Record<string, unknown> = {},
): Promise<ChangeDetail> => by.call(moveChangeRoute, { changeId: change.id, version: change.version, to, ...given });

/** Says yes on the round that is open. */
export function approve(by: Client, change: ChangeDetail, comment = ''): Promise<ChangeDetail> {
  const round = change.rounds.find(({ status }) => status === 'open' || status === 'stuck');
  return by.call(approveChangeRoute, {
    changeId: change.id,
    version: change.version,
    roundId: round?.id ?? '',
    comment,
  });
}
