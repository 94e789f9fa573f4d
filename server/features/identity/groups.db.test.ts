import { beforeAll, expect, test } from 'vitest';
import type { Db } from '../../platform/database/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, partsOf, type Signed } from '../../testing/people.ts';
import { createGroup, editGroup } from './edit-group.ts';
import { deactivatePerson } from './edit-person.ts';
import { activeMembersOf, groupById, groupsOf } from './group.store.ts';
import { listGroups, showGroup } from './people.view.ts';
import { peopleByIds } from './person.store.ts';

const refused = (code: string) => ({ no: { code } });

let db: Db;
let ada: Signed;
let ben: Signed;
let cem: Signed;
beforeAll(async () => {
  db = await testDb();
  ada = await found(db);
  ben = await join(db, ada, { name: 'Ben', roles: ['specialist'] });
  cem = await join(db, ada, { name: 'Cem', roles: ['specialist'] });
});

const create = (name: string, memberIds: string[] = [], managerId: string | null = null) =>
  createGroup(testCtx(db, { actor: ada }), { name, memberIds, managerId });
const edit = (groupId: string, version: number, wanted: Partial<Parameters<typeof editGroup>[1]>) =>
  editGroup(testCtx(db, { actor: ada }), { groupId, version, ...wanted });

test('a group has members and a manager, and is on record by their names', async () => {
  const groupId = await create('Network', [cem.id, ben.id, ben.id], ada.id);
  expect(await showGroup(db, groupId)).toEqual({
    id: groupId,
    name: 'Network',
    manager: { id: ada.id, name: 'ada', active: true },
    members: [
      { id: ben.id, name: 'Ben', active: true },
      { id: cem.id, name: 'Cem', active: true },
    ],
    approves: false,
    proposals: [],
    version: 1,
  });
  expect(await partsOf(db, 'group.created')).toMatchObject({ name: 'Network', manager: 'ada', added: ['Cem', 'Ben'] });
});

test('an edit of the members says who came and who went', async () => {
  const groupId = await create('Storage', [ben.id]);
  await edit(groupId, 1, { memberIds: [cem.id], managerId: cem.id, name: 'Storage and backup' });
  expect(await showGroup(db, groupId)).toMatchObject({
    version: 2,
    members: [{ id: cem.id }],
    manager: { id: cem.id },
  });
  const { address: _, ...parts } = await partsOf(db, 'group.edited');
  expect(parts).toEqual({
    before: { name: 'Storage', manager: null },
    after: { name: 'Storage and backup', manager: 'Cem' },
    added: ['Cem'],
    removed: ['Ben'],
  });
  await expect(edit(groupId, 1, { memberIds: [] })).rejects.toMatchObject(refused('changed_meanwhile'));
  await edit(groupId, 2, { managerId: null });
  expect((await showGroup(db, groupId)).manager).toBeNull();
});

test('of two edits of one reading at the same moment one counts', async () => {
  const groupId = await create('Raced');
  const runs = await Promise.allSettled([
    edit(groupId, 1, { memberIds: [ben.id] }),
    edit(groupId, 1, { memberIds: [cem.id] }),
  ]);
  expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await showGroup(db, groupId)).members).toHaveLength(1);
});

test('an invitation into a group is an edit of it, so nobody who read it before puts the newcomer out', async () => {
  const groupId = await create('Invited', [ben.id]);
  const otherId = await create('Invited too');
  const eve = await join(db, ada, { name: 'Eve', roles: ['specialist'], groupIds: [otherId, groupId] });
  await expect(edit(groupId, 1, { memberIds: [cem.id] })).rejects.toMatchObject(refused('changed_meanwhile'));
  expect(await showGroup(db, groupId)).toMatchObject({ version: 2, members: [{ id: ben.id }, { id: eve.id }] });
  const events = await db
    .selectFrom('audit_event')
    .select(['object', 'leaf'])
    .where('verb', '=', 'group.edited')
    .where('object', 'in', [groupId, otherId])
    .execute();
  expect(events.map(({ leaf }) => JSON.parse(leaf.toString()).rev)).toEqual([2, 2]);
});

test('two invitations into the same groups at the same moment both count', async () => {
  const ids = [await create('Both'), await create('Both too')];
  await Promise.all([
    join(db, ada, { name: 'Fay', roles: ['specialist'], groupIds: ids }),
    join(db, ada, { name: 'Gus', roles: ['specialist'], groupIds: ids.toReversed() }),
  ]);
  expect(await showGroup(db, ids[0] ?? '')).toMatchObject({ version: 3, members: [{ name: 'Fay' }, { name: 'Gus' }] });
});

test('names are taken whatever their case', async () => {
  await create('Database');
  const other = await create('Middleware');
  await expect(create('DATABASE')).rejects.toMatchObject(refused('name_taken'));
  await expect(edit(other, 1, { name: 'database' })).rejects.toMatchObject(refused('name_taken'));
});

test('a deactivated member stays, stands for nothing, and is not added anew', async () => {
  const dia = await join(db, ada, { name: 'Dia', roles: ['approver'] });
  const groupId = await create('Desk', [ben.id, dia.id]);
  await deactivatePerson(testCtx(db, { actor: ada }), { personId: dia.id, version: 1 });
  expect(await activeMembersOf(db, groupId)).toMatchObject([{ id: ben.id, name: 'Ben' }]);
  expect((await showGroup(db, groupId)).members).toContainEqual({ id: dia.id, name: 'Dia', active: false });
  await edit(groupId, 1, { memberIds: [ben.id, dia.id, cem.id] });
  await expect(create('Other desk', [dia.id])).rejects.toMatchObject(refused('person_inactive'));
  await expect(create('Other desk', [], dia.id)).rejects.toMatchObject(refused('person_inactive'));
  await expect(edit(groupId, 2, { managerId: dia.id })).rejects.toMatchObject(refused('person_inactive'));
});

test('people and groups that do not exist are named in the refusal, and nothing is made', async () => {
  await expect(create('Ghosts', ['usr_ghost'])).rejects.toMatchObject({
    no: { code: 'invalid', errors: [{ path: 'memberIds', message: 'there is no person usr_ghost' }] },
  });
  expect((await listGroups(db, { limit: 10, q: 'ghost' })).items).toEqual([]);
  await expect(edit('grp_none', 1, { name: 'X' })).rejects.toMatchObject(refused('not_found'));
});

test('only an administrator makes and edits groups', async () => {
  const ctx = testCtx(db, { actor: ben });
  await expect(createGroup(ctx, { name: 'Mine', memberIds: [ben.id], managerId: null })).rejects.toMatchObject(
    refused('forbidden'),
  );
  await expect(editGroup(ctx, { groupId: 'grp_approvers', version: 1, memberIds: [ben.id] })).rejects.toMatchObject(
    refused('forbidden'),
  );
});

test('a group without members is told from one that does not exist', async () => {
  expect(await activeMembersOf(db, 'grp_approvers')).toEqual([]);
  expect(await activeMembersOf(db, 'grp_none')).toBeUndefined();
  expect(await groupById(db, 'grp_none')).toBeUndefined();
  expect(await peopleByIds(db, [])).toEqual(new Map());
  expect([...(await peopleByIds(db, [ben.id, 'usr_none'])).keys()]).toEqual([ben.id]);
  expect((await groupsOf(db, cem.id)).map(({ name }) => name)).toContain('Network');
});

test('the list goes by name, page by page', async () => {
  const first = await listGroups(db, { limit: 2 });
  const rest = await listGroups(db, { limit: 200, cursor: first.next ?? undefined });
  const names = [...first.items, ...rest.items].map(({ name }) => name);
  expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')));
  expect(new Set(names).size).toBe(names.length);
  expect(rest.next).toBeNull();
});
