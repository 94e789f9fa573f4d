import { listChangesRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { createGroupRoute } from '@interlock/contract/groups.ts';
import {
  chooseDefaultViewRoute,
  deleteViewRoute,
  editViewRoute,
  listChangeGroupsRoute,
  listViewsRoute,
  saveViewRoute,
} from '@interlock/contract/views.ts';
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

test('a list begins with a view that one finds, as a board or in groups as it was kept, until one finds it no more', async () => {
  const look = { layout: 'board', grouping: 'week' } as const;
  const kept = { name: 'My board', filters: { sort: 'start' as const }, columns: [], ...look };
  const view = await rita.browser.call(saveViewRoute, kept);
  expect(view).toMatchObject({ ...look, filters: { sort: 'start' }, isDefault: false });
  expect(await sam.browser.refused(chooseDefaultViewRoute, { viewId: view.id })).toMatchObject({ status: 404 });
  await rita.browser.call(editViewRoute, { viewId: view.id, version: view.version, sharedWith: 'everyone' });
  for (const one of [rita, sam]) await one.browser.call(chooseDefaultViewRoute, { viewId: view.id });
  const first = async (by: Client) =>
    (await by.call(listViewsRoute, {})).items.find(({ isDefault }) => isDefault)?.name;
  expect([await first(rita), await first(sam), await first(abe)]).toEqual(['My board', 'My board', undefined]);
  await rita.browser.call(chooseDefaultViewRoute, { viewId: null });
  expect([await first(rita), await first(sam)]).toEqual([undefined, 'My board']);
  await rita.browser.call(deleteViewRoute, { viewId: view.id });
  expect(await first(sam)).toBeUndefined();
});

test('a default view that is chosen many times at once, or deleted meanwhile, is chosen or not there', async () => {
  const save = (name: string) => rita.browser.call(saveViewRoute, { name, filters: {}, columns: [] });
  const choose = (viewId: string) => rita.browser.send('POST', chooseDefaultViewRoute.path, { viewId });
  const [one, other] = [await save('One'), await save('Other')];
  for (let turn = 0; turn < 3; turn++) {
    const chosen = await Promise.all(Array.from({ length: 8 }, (_, at) => choose((at % 2 ? one : other).id)));
    expect(chosen.map(({ status }) => status)).toEqual(Array(8).fill(200));
    await rita.browser.call(chooseDefaultViewRoute, { viewId: null });
    const view = await save('Short-lived');
    const [, ...late] = await Promise.all([
      rita.browser.call(deleteViewRoute, { viewId: view.id }),
      ...Array.from({ length: 4 }, () => choose(view.id)),
    ]);
    expect(late.filter(({ status }) => status !== 200 && status !== 404)).toEqual([]);
  }
});

test('a group counts what one may see, and its rows are as many as it says', async () => {
  const raise = (title: string, over: object = {}) =>
    rita.call(raiseChangeRoute, { modelId: 'mdl_normal', title, ...over });
  const night = { start: '2026-03-11T22:00', end: '2026-03-11T23:00', zone: 'Europe/Amsterdam' };
  await raise('One', { assigneeId: sam.id, window: night });
  await raise('Two', { assigneeId: sam.id, impact: 'high', urgency: 'high' });
  await raise('Nobody’s');
  await raise('Hidden', { restricted: true, assigneeId: rita.id });
  const groups = (by: Client, grouping: 'assignee' | 'priority' | 'week' | 'state', more = {}) =>
    by.call(listChangeGroupsRoute, { by: grouping, zone: 'Europe/Amsterdam', ...more });
  const counts = async (...asked: Parameters<typeof groups>) =>
    (await groups(...asked)).items.map(({ key, name, count }) => [name ?? key, count]);
  expect(await counts(rita, 'assignee')).toEqual([
    ['Rita', 1],
    ['Sam', 2],
    [null, 1],
  ]);
  expect(await counts(sam, 'assignee')).toEqual([
    ['Sam', 2],
    [null, 1],
  ]);
  expect(await counts(abe, 'assignee')).toEqual([]);
  expect(await counts(sam, 'priority', { assignee: sam.id })).toEqual([
    ['1', 1],
    ['4', 1],
  ]);
  expect(await counts(sam, 'state', { assignee: 'none' })).toEqual([['draft', 1]]);
  const [week, unplanned] = (await groups(sam, 'week')).items;
  expect([week?.key, week?.from, week?.to]).toEqual([
    '2026-03-09',
    '2026-03-08T23:00:00.000Z',
    '2026-03-15T23:00:00.000Z',
  ]);
  const within = { plannedFrom: week?.from ?? '', plannedTo: week?.to ?? '' };
  expect((await sam.call(listChangesRoute, within)).items).toHaveLength(week?.count ?? 0);
  expect((await sam.call(listChangesRoute, { planned: 'false' } as never)).items).toHaveLength(unplanned?.count ?? 0);
});

test('views are listed as people sort names, and none is lost between two pages', async () => {
  const names = ['Zebra', 'Äpfel', 'apfel 2', 'İstanbul', 'iz', 'Ölfeld', 'omega'];
  for (const name of names) await abe.browser.call(saveViewRoute, { name, filters: {}, columns: [] });
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await abe.call(listViewsRoute, { limit: 1, ...(cursor && { cursor }) });
    found.push(...page.items.filter(({ mine }) => mine).map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(found.toSorted()).toEqual(names.toSorted());
  expect([found.indexOf('Zebra'), found.indexOf('Äpfel') < found.indexOf('omega')]).toEqual([names.length - 1, true]);
});
