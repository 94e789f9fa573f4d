import * as identity from '@interlock/contract/identity.ts';
import * as people from '@interlock/contract/people.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { runSql } from '../testing/run-sql.ts';
import { clientOf, PASSWORD, type Somebody, type World, world } from '../testing/world.ts';

let bank: World;
let rita: Somebody;

beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita', ['initiator']);
});

describe('secrets', () => {
  test('of every kind open their own door and no other', async () => {
    const invited = await bank.admin.browser.call(people.invitePersonRoute, {
      name: 'Ina',
      email: 'ina@example.org',
      roles: ['auditor'],
    });
    const reset = await bank.admin.browser.call(people.resetLinkRoute, { personId: rita.id });
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
    const { link } = await bank.admin.browser.call(people.resetLinkRoute, { personId: ida.id });
    const secret = link.split('#')[1] ?? '';
    expect((await bank.anonymous.call(identity.lookAtLinkRoute, { secret })).kind).toBe('reset');
    await bank.admin.call(people.deactivatePersonRoute, { personId: ida.id, version: 1 });
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
    await bank.admin.browser.call(people.editPersonRoute, { personId: una.id, version: 1, roles: ['auditor'] });
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
