import { expect, test } from 'vitest';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join } from '../../testing/people.ts';
import { deactivatePerson } from '../identity/edit-person.ts';
import { managersOf } from './managers.view.ts';

const db = await testDb();
const ada = await found(db);
const mona = await join(db, ada, { name: 'Mona', roles: ['change_manager'] });
const max = await join(db, ada, { name: 'Max', roles: ['change_manager'] });
const carl = await join(db, ada, { name: 'Carl', roles: ['coordinator'] });

test('a change is managed by whom it names, and by everybody in the office where that person cannot', async () => {
  const all = [ada.id, mona.id, max.id].sort();
  const of = async (managerId: string | null) => (await managersOf(db, { managerId })).sort();
  expect(await of(mona.id)).toEqual([mona.id]);
  expect(await of(null)).toEqual(all);
  expect(await of(carl.id)).toEqual(all);
  const { version } = await db
    .selectFrom('person')
    .select('version')
    .where('id', '=', mona.id)
    .executeTakeFirstOrThrow();
  await deactivatePerson(testCtx(db, { actor: ada }), { personId: mona.id, version });
  expect(await of(mona.id)).toEqual([ada.id, max.id].sort());
});
