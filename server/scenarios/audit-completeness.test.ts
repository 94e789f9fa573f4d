import { listAuditRoute } from '@interlock/contract/audit.ts';
import * as changes from '@interlock/contract/changes.ts';
import * as identity from '@interlock/contract/identity.ts';
import * as accounts from '@interlock/contract/people.ts';
import type { Route } from '@interlock/contract/route.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { startApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { footprint } from '../testing/footprint.ts';
import { runSql } from '../testing/run-sql.ts';
import { tables, untold, watch, written } from '../testing/watched.ts';
import { type Client, clientOf, PASSWORD, type Somebody, type World, world } from '../testing/world.ts';
import {
  askingOnly,
  bankOfTheYear,
  nameOf,
  type People,
  peopleOfTheYear,
  sendAs,
  unsafeCalls,
} from '../testing/year.ts';
import { yearOfWork } from '../testing/year-of-work.ts';

/** A demo is filled where nothing else is: its own story watches the same tables. */
const watchedElsewhere = ['POST /api/v1/demo', 'DELETE /api/v1/demo'];

/** Calls that succeeded, with the id of their request, which stands in the log as `corr`. */
const done: { name: string; requestId: string }[] = [];

async function act<I extends z.ZodObject, O extends z.ZodType>(
  client: Client,
  route: Route<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  const answer = await sendAs(client, route as unknown as Route, input as Record<string, unknown>);
  expect([nameOf(route), answer.status, answer.body['code']]).toEqual([nameOf(route), 200, undefined]);
  done.push({ name: nameOf(route), requestId: answer.headers.get('x-request-id') ?? '' });
  return route.output.parse(answer.body);
}

const secretOf = ({ link }: { link: string }) => link.split('#')[1] ?? '';

describe('an organisation that is watched from before its set-up', () => {
  let fresh: TestDatabase;
  test('has every row of it on record', async () => {
    fresh = await testDatabase();
    await watch(fresh);
    const app = await startApp({
      config: readConfig({ PORT: '0', LOG_LEVEL: 'silent', INTERLOCK_DATA: '/nonexistent' }),
      databaseUrl: fresh.appUrl,
      operatorKey: 'ilk_op_x',
    });
    try {
      const operator = clientOf(app.address, { token: 'ilk_op_x' });
      const secret = secretOf(await act(operator, identity.operatorSetUpLinkRoute, {}));
      const who = { name: 'Ada', email: 'ada@example.org', password: PASSWORD };
      await act(clientOf(app.address, {}), identity.setUpRoute, { secret, organisation: 'Bank', zone: 'UTC', ...who });
    } finally {
      await app.close();
    }
    expect(await untold(fresh)).toEqual([]);
    const expected = ['one_time_link', 'organisation', 'person', 'person_group', 'session'];
    expect((await written(fresh)).toSorted()).toEqual(expected);
    await expectOnRecord(fresh);
  });
});

async function expectOnRecord({ ownerUrl }: TestDatabase): Promise<void> {
  const rows = await runSql(
    ownerUrl,
    `select distinct convert_from(leaf, 'UTF8')::jsonb ->> 'corr' as corr from audit_event`,
  );
  const told = new Set(rows.map(({ corr }) => corr));
  const secret = done.splice(0).filter(({ name, requestId }) => !askingOnly.includes(name) && !told.has(requestId));
  expect(secret).toEqual([]);
}

describe('a year of work, with every table watched', () => {
  let bank: World;
  let people: People;
  const covered = new Set(['POST /api/v1/setup', 'POST /api/v1/operator/set-up-link', ...watchedElsewhere]);

  beforeAll(async () => {
    bank = await bankOfTheYear();
    await watch(bank.database);
    people = await peopleOfTheYear(bank);
  });

  afterAll(async () => {
    expect(await untold(bank.database)).toEqual([]);
  });

  const settle = async () => {
    for (const { name } of done) covered.add(name);
    await expectOnRecord(bank.database);
    expect(await untold(bank.database)).toEqual([]);
  };

  test.each(Object.entries(yearOfWork))('%s, each step on record', async (_title, play) => {
    await play({ bank, people, act });
    await settle();
  });

  test('which are all calls that can change anything, and all tables that they write', async () => {
    expect(unsafeCalls.filter((name) => !covered.has(name) && !askingOnly.includes(name))).toEqual([]);
    // What is searched is written by the clock alone, or was there before its migration.
    const never = ['organisation', 'change_words', 'change_words_left'];
    expect((await written(bank.database)).toSorted()).toEqual(
      tables.filter((name) => !never.includes(name)).toSorted(),
    );
  });

  test('a refused sign-in is on record too, without the password', async () => {
    const wrong = 'never written down';
    await bank.anonymous.send('POST', identity.signInRoute.path, { email: 'rita@example.org', password: wrong });
    const { items } = await bank.admin.call(listAuditRoute, { verb: 'session.refused' });
    expect(items[0]).toMatchObject({ verb: 'session.refused', parts: { email: 'rita@example.org' } });
    const kept = await runSql(
      bank.database.ownerUrl,
      `select 1 from audit_part where position('${wrong}' in convert_from(body, 'UTF8')) > 0`,
    );
    expect(kept).toEqual([]);
  });

  test('reading the log takes its permission and scope, and is on record by who reads and what they asked', async () => {
    const olga = await bank.person('Olga', ['auditor'], { scopes: ['audit'] });
    const blind = await bank.person('Bo', ['auditor'], { scopes: ['read'] });
    await olga.call(listAuditRoute, { object: 'CHG-1' });
    expect(await blind.refused(listAuditRoute, {})).toMatchObject({ status: 403 });
    expect(await people.mona.refused(listAuditRoute, {})).toMatchObject({ status: 403 });
    const { items } = await bank.admin.call(listAuditRoute, { verb: 'audit.read' });
    const readers = items.map(({ actor, parts }) => [actor.name, parts['asked']]);
    expect(readers).toContainEqual(['Olga', expect.objectContaining({ object: 'CHG-1' })]);
    expect(readers.map(([name]) => name)).not.toContain('Bo');
    const { version } = await bank.admin.call(accounts.showPersonRoute, { personId: olga.id });
    await bank.admin.call(accounts.deactivatePersonRoute, { personId: olga.id, version });
    expect(await olga.refused(listAuditRoute, {})).toMatchObject({ status: 401 });
  });
});

describe('where the audit log cannot be written', () => {
  let bank: World;
  let rita: Somebody;
  beforeAll(async () => {
    bank = await world();
    rita = await bank.person('Rita', ['initiator', 'coordinator', 'change_manager']);
  });

  test('nothing is done: each act is refused and leaves no row', async () => {
    const change = await rita.call(changes.raiseChangeRoute, {
      modelId: 'mdl_normal',
      title: 'X',
      summary: 'x',
      reason: 'x',
    });
    await runSql(bank.database.ownerUrl, `revoke insert on audit_event from ${bank.database.appRole}`);
    const before = await footprint(bank.database.ownerUrl);
    const path = `/api/v1/changes/${change.id}`;
    const acts: [Client, string, string, unknown?][] = [
      [rita, 'POST', '/api/v1/changes', { modelId: 'mdl_normal', title: 'Y' }],
      [rita, 'PATCH', path, { version: 1, title: 'Z' }],
      [rita, 'POST', `${path}/move`, { version: 1, to: 'assess' }],
      [rita, 'POST', `${path}/cancel`, { version: 1, reason: 'withdrawn', words: 'x' }],
      [rita, 'POST', `${path}/comments`, { text: 'x' }],
      [rita.browser, 'POST', '/api/v1/me/tokens', { name: 'x', scopes: ['read'], days: 1 }],
      [rita.browser, 'PATCH', '/api/v1/me', { version: 1, name: 'x' }],
      [rita.browser, 'DELETE', '/api/v1/session'],
      [bank.admin.browser, 'POST', '/api/v1/people', { name: 'x', email: 'x@example.org', roles: ['auditor'] }],
      [bank.admin.browser, 'PATCH', `/api/v1/people/${rita.id}`, { version: 1, roles: ['auditor'] }],
      [bank.admin, 'POST', `/api/v1/people/${rita.id}/deactivate`, { version: 1 }],
      [bank.admin.browser, 'POST', `/api/v1/people/${rita.id}/reset-link`],
      [bank.admin, 'POST', '/api/v1/groups', { name: 'x' }],
      [bank.admin, 'GET', '/api/v1/audit'],
    ];
    for (const [client, method, to, body] of acts) {
      const { status } = await client.send(method, to, body);
      expect([method, to, status]).toEqual([method, to, 503]);
    }
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
    await runSql(bank.database.ownerUrl, `grant insert on audit_event to ${bank.database.appRole}`);
    expect((await rita.send('POST', acts[0]?.[2] ?? '', acts[0]?.[3])).status).toBe(200);
  });
});
