import { createGroupRoute } from '@interlock/contract/identity.ts';
import { deleteViewRoute, editViewRoute, listViewsRoute, saveViewRoute } from '@interlock/contract/views.ts';
import { expect, test } from 'vitest';
import { type Client, world } from '../testing/world.ts';

const bank = await world();
const rita = await bank.person('Rita', ['initiator']);
const sam = await bank.person('Sam', ['specialist']);
const abe = await bank.person('Abe', ['approver'], { approver: true });

const namesFor = async (by: Client) => (await by.call(listViewsRoute, {})).items.map(({ name }) => name);

test('a view keeps filters and columns as the list takes them, and refuses what the list refuses', async () => {
  const kept = { name: 'Urgent drafts', filters: { state: ['draft'], priority: '1' }, columns: ['title', 'team'] };
  const view = await rita.browser.call(saveViewRoute, kept as never);
  expect(view).toMatchObject({ mine: true, filters: { state: ['draft'], priority: [1] }, columns: ['title', 'team'] });
  const odd = await rita.browser.send('POST', saveViewRoute.path, {
    ...kept,
    name: 'X',
    filters: { state: 'nowhere' },
  });
  expect([odd.status, odd.body['code']]).toEqual([400, 'invalid']);
  const unknown = await rita.browser.send('POST', saveViewRoute.path, {
    ...kept,
    name: 'X',
    filters: { raisedBy: 'x' },
  });
  expect(unknown.status).toBe(400);
  expect(await rita.browser.refused(saveViewRoute, { ...kept, name: 'URGENT drafts' } as never)).toMatchObject({
    status: 409,
    code: 'name_taken',
  });
});

test('it is found by its owner alone until it is shared, and is edited and deleted by nobody else', async () => {
  const group = await bank.admin.browser.call(createGroupRoute, { name: 'Night shift', memberIds: [rita.id, sam.id] });
  const view = await rita.browser.call(saveViewRoute, { name: 'Tonight', filters: {}, columns: [] });
  expect(await namesFor(sam)).toEqual([]);
  const asRead = { viewId: view.id, version: view.version };
  const shared = await rita.browser.call(editViewRoute, { ...asRead, sharedWith: 'group', groupId: group.id });
  expect([await namesFor(sam), await namesFor(abe)]).toEqual([['Tonight'], []]);
  const everyone = { viewId: view.id, version: shared.version, sharedWith: 'everyone' } as const;
  const open = await rita.browser.call(editViewRoute, everyone);
  expect([await namesFor(sam), await namesFor(abe), open.group]).toEqual([['Tonight'], ['Tonight'], null]);
  expect(await rita.browser.refused(editViewRoute, everyone)).toMatchObject({ code: 'changed_meanwhile' });
  const theirs = { viewId: view.id, version: open.version, name: 'Mine now' };
  expect(await sam.browser.refused(editViewRoute, theirs)).toMatchObject({ status: 404 });
  expect(await sam.browser.refused(deleteViewRoute, { viewId: view.id })).toMatchObject({ status: 404 });
  await rita.browser.call(deleteViewRoute, { viewId: view.id });
  expect(await namesFor(sam)).toEqual([]);
});

test('it is shared only with a group that its owner is in', async () => {
  const other = await bank.admin.browser.call(createGroupRoute, { name: 'Others', memberIds: [sam.id] });
  const into = { name: 'For others', filters: {}, columns: [], sharedWith: 'group' as const, groupId: other.id };
  expect(await rita.browser.refused(saveViewRoute, into)).toMatchObject({ errors: [{ path: 'groupId' }] });
});
