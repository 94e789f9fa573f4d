import { beforeAll, expect, test } from 'vitest';
import type { Db } from '../../platform/database/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found } from '../../testing/people.ts';
import { invitePerson } from './invite-person.ts';
import { listPeople } from './people.view.ts';

let own: Db;
beforeAll(async () => {
  own = await testDb();
  const admin = await found(own);
  const names = ['Émile', 'zoe', 'Bo', 'bo', 'Ärne', 'Per%cent', 'under_score'];
  for (const [n, name] of names.entries()) {
    await invitePerson(testCtx(own, { actor: admin }), {
      name,
      email: `p${n}@mail.example`,
      roles: n % 2 === 0 ? ['approver'] : ['auditor', 'specialist'],
      groupIds: n === 0 ? ['grp_approvers'] : [],
    });
  }
});
const names = async (query: Partial<Parameters<typeof listPeople>[1]>) =>
  (await listPeople(own, { limit: 50, ...query })).items.map(({ name }) => name);

test('the list of people goes through all of them in the order of a dictionary, page by page, each once', async () => {
  const whole = await names({});
  expect(whole).toEqual(['ada', 'Ärne', 'Bo', 'bo', 'Émile', 'Per%cent', 'under_score', 'zoe']);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPeople(own, { limit: 3, cursor });
    seen.push(...page.items.map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(seen).toEqual(whole);
});

test.each([
  ['a part of a name, in any case', { q: 'ÉMI' }, ['Émile']],
  ['a part of an e-mail', { q: 'p1@MAIL' }, ['zoe']],
  ['a per cent sign as itself', { q: '%' }, ['Per%cent']],
  ['an underscore as itself', { q: '_' }, ['under_score']],
  ['what would end a text in SQL', { q: "' or true --" }, []],
  ['a role', { role: ['administrator' as const] }, ['ada']],
  ['one of two roles', { role: ['administrator' as const, 'auditor' as const] }, ['ada', 'bo', 'Per%cent', 'zoe']],
  ['a group', { group: 'grp_approvers' }, ['Émile']],
  ['deactivated ones', { active: false }, []],
])('people are found by %s', async (_what, query, found) => {
  expect(await names(query)).toEqual(found);
});

test.each(['junk', 'WyJhIl0', 'WzEsbnVsbF0', '\u0000'])('the cursor %j is refused', async (cursor) => {
  await expect(names({ cursor })).rejects.toMatchObject({ no: { code: 'invalid', errors: [{ path: 'cursor' }] } });
});
