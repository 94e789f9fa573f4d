import { listAuditRoute } from '@interlock/contract/audit.ts';
import { moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { copyChangeRoute } from '@interlock/contract/change-forms.ts';
import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import {
  type ChangeDetail,
  commentOnChangeRoute,
  listChangesRoute,
  raiseChangeRoute,
  showChangeRoute,
} from '@interlock/contract/changes.ts';
import { editGroupRoute, listGroupsRoute } from '@interlock/contract/groups.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import type { Role } from '@interlock/contract/permissions.ts';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import { handOverTaskRoute } from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute } from '@interlock/contract/tasks.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { servedRoutes } from '../app.ts';
import { whoSees } from '../features/changes/visible.view.ts';
import { connect } from '../platform/database/db.ts';
import { edit, inInbox, show } from '../testing/journey.ts';
import { approve, move, readyToAuthorize, type Somebody, world } from '../testing/world.ts';

const SECRET = 'Xyzzy';

const bank = await world();
const rita = await bank.person('Rita Requester', ['initiator']);
const nora = await bank.person('Nora Named', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const olga = await bank.person('Olga Auditor', ['auditor']);
const outsiders: Somebody[] = [];
for (const role of ['initiator', 'change_manager', 'approver'] as Role[])
  outsiders.push(await bank.person(`Other ${role}`, [role]));
outsiders.push(bank.admin);

const secret = (over: Record<string, unknown> = {}): Promise<ChangeDetail> =>
  rita.call(raiseChangeRoute, {
    modelId: 'mdl_normal',
    ...readyToAuthorize,
    title: `Mend the hole ${SECRET}`,
    summary: SECRET,
    assigneeId: sam.id,
    coordinatorId: carl.id,
    restricted: true,
    readerIds: [nora.id],
    ...over,
  });

const restrict = (by: Somebody, { id, version }: ChangeDetail, over: Record<string, unknown> = {}) =>
  by.call(restrictChangeRoute, { changeId: id, version, restricted: true, ...over });

describe('a restricted change', () => {
  let change: ChangeDetail;
  beforeAll(async () => {
    change = await move(carl, await move(rita, await secret(), 'assess'), 'authorize');
    await carl.call(commentOnChangeRoute, { changeId: change.id, text: SECRET });
  });

  test('is seen by those whom it names, whom it asks, and by auditors', async () => {
    for (const who of [rita, nora, carl, sam, abe, olga]) {
      expect(await show(who, change)).toMatchObject({ restricted: true, readers: [{ name: 'Nora Named' }] });
      const { items } = await who.call(listChangesRoute, { q: SECRET });
      expect(items.map(({ id, restricted }) => [id, restricted])).toEqual([[change.id, true]]);
    }
    expect((await inInbox(abe, change)).map(({ kind }) => kind)).toEqual(['decide']);
  });

  test('is seen by an auditor’s token only with the scope of the audit', async () => {
    const reading = await bank.person('Opal Auditor', ['auditor'], { scopes: ['read'] });
    expect(await reading.refused(showChangeRoute, { changeId: change.id })).toMatchObject({ status: 404 });
  });

  test.each(outsiders.map((who) => [who.name, who] as const))('does not exist for %s', async (_name, who) => {
    const stranger = 'chg_00000000000000000000000000';
    const routes = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
    for (const route of routes.filter((one) => 'changeId' in one.input.shape && one.permission !== 'anyone')) {
      const [hidden, absent] = await Promise.all([knock(who, route, change.id), knock(who, route, stranger)]);
      expect([route.path, hidden]).toEqual([route.path, absent]);
      expect([route.path, hidden.status]).toEqual([route.path, expect.toBeOneOf([400, 403, 404])]);
    }
    const byNumber = await who.refused(showChangeRoute, { changeId: change.number });
    expect(byNumber).toMatchObject({ status: 404, code: 'not_found' });
    expect(JSON.stringify(byNumber)).not.toContain(SECRET);
  });

  test.each(outsiders.map((who) => [who.name, who] as const))(
    'is in no list, count or search of %s',
    async (_n, who) => {
      const lists = servedRoutes({ secure: false, dataInsideClone: false })
        .map(({ route }) => route)
        .filter(({ method, path }) => method === 'GET' && !path.includes(':'));
      for (const { path } of lists) {
        for (const query of ['', ...narrowed(path)]) {
          const said = JSON.stringify((await who.send('GET', `${path}${query}`)).body);
          expect([path, query, said.includes(SECRET), said.includes(change.id)]).toEqual([path, query, false, false]);
        }
      }
    },
  );

  const narrowed = (path: string): string[] =>
    path === '/api/v1/changes'
      ? [`?q=${SECRET}`, `?number=${change.number}`, `?requester=${rita.id}`, '?restricted=true', '?state=authorize']
      : path === '/api/v1/audit'
        ? [`?object=${change.number}`, `?object=${change.id}`, '?verb=change.commented', `?actor=${carl.id}&limit=200`]
        : [];

  test('is read about in the audit log by auditors alone', async () => {
    expect((await olga.call(listAuditRoute, { object: change.number })).items.length).toBeGreaterThan(3);
    expect((await bank.admin.call(listAuditRoute, { object: change.number })).items).toEqual([]);
  });

  test('is found out by nobody from a page that it would stand on', async () => {
    const other = outsiders[0] ?? fail();
    const page = await other.call(listChangesRoute, { limit: 1 });
    const open = await other.call(raiseChangeRoute, { modelId: 'mdl_normal', title: 'In the open' });
    const after = await other.call(listChangesRoute, { limit: 1 });
    expect([page.items, after.items.map(({ id }) => id), after.next]).toEqual([[], [open.id], null]);
  });

  test('whoever may see it by the one way may see it by the other', async () => {
    const everybody = [rita, nora, carl, mona, sam, abe, olga, ...outsiders];
    const db = connect(bank.database.appUrl, { max: 1, onIdleError: () => {} });
    const open = await rita.call(raiseChangeRoute, {
      modelId: 'mdl_normal',
      title: 'Open to all',
      requesterId: nora.id,
    });
    for (const { id } of [change, open]) {
      const seen = await whoSees(
        db,
        id,
        everybody.map((who) => who.id),
        new Date(),
      );
      for (const who of everybody) {
        const { status } = await who.send('GET', `/api/v1/changes/${id}`);
        expect([who.name, status]).toEqual([who.name, seen.has(who.id) ? 200 : 404]);
      }
    }
    await db.destroy();
  });

  test('is named in the audit log of what was made of it to those alone who may see it', async () => {
    const { change: copy } = await nora.call(copyChangeRoute, { changeId: change.id });
    await restrict(nora, copy, { restricted: false });
    const namesFor = async (who: Somebody) => {
      const { items } = await who.call(listAuditRoute, { object: copy.number, verb: 'change.raised' });
      return items.map(({ names }) => names[change.id]);
    };
    expect(await namesFor(olga)).toEqual([change.number]);
    expect(await namesFor(bank.admin)).toEqual([undefined]);
  });
});

/** Everything that an answer tells but the number of its request. */
async function knock(who: Somebody, route: Route, changeId: string) {
  const samples: Record<string, unknown> = { version: 1, to: 'assess', reason: 'withdrawn', words: 'x', text: 'x' };
  const more = { roundId: 'rnd_none', questionId: 'qst_none', restricted: false, taskId: 'tsk_none', comment: 'x' };
  const known = Object.entries({ ...samples, ...more }).filter(([name]) => name in route.input.shape);
  const { path, body } = requestOf(route, { ...Object.fromEntries(known), changeId });
  const answer = await who.send(route.method, path, body);
  const { requestId: _id, ...said } = answer.body;
  return { status: answer.status, said };
}

function fail(): never {
  throw new Error('nobody is outside');
}

describe('who sees it', () => {
  test('comes and goes with a place on it, and with being named', async () => {
    let change = await secret({ coordinatorId: null, readerIds: [] });
    expect(await carl.refused(showChangeRoute, { changeId: change.id })).toMatchObject({ status: 404 });
    change = await edit(rita, change, { coordinatorId: carl.id });
    change = await show(carl, change);
    change = await restrict(carl, change, { readerIds: [nora.id] });
    expect((await show(nora, change)).readers.map(({ name }) => name)).toEqual(['Nora Named']);
    change = await restrict(carl, change, { readerIds: [] });
    expect(await nora.refused(showChangeRoute, { changeId: change.id })).toMatchObject({ status: 404 });
    change = await restrict(rita, change, { restricted: false });
    expect(change).toMatchObject({ restricted: false, readers: [] });
    expect((await show(nora, change)).restricted).toBe(false);
  });

  test('is said by whoever wants the change or keeps changes going, not by whoever only sees it', async () => {
    const change = await secret();
    for (const who of [nora, sam]) {
      expect((await show(who, change)).mayRestrict).toBe(false);
      const asked = { changeId: change.id, version: change.version, restricted: false };
      expect(await who.refused(restrictChangeRoute, asked)).toMatchObject({ status: 403, code: 'forbidden' });
    }
    expect((await show(carl, change)).mayRestrict).toBe(true);
  });

  test('includes whoever last said so: nobody shuts themself out', async () => {
    const open = await rita.call(raiseChangeRoute, { modelId: 'mdl_normal', title: 'Soon restricted' });
    const asked = { changeId: open.id, version: open.version, restricted: true };
    expect(await mona.refused(restrictChangeRoute, asked)).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'readerIds' }],
    });
    expect(await show(nora, open)).toMatchObject({ restricted: false, version: open.version });
    const change = await restrict(mona, open, { readerIds: [mona.id] });
    expect(change.restricted).toBe(true);
    const theirs = await secret({ coordinatorId: null });
    await expect(edit(rita, theirs, { requesterId: nora.id })).resolves.toBeDefined();
    const carls = await secret({ requesterId: nora.id });
    await expect(edit(carl, await show(carl, carls), { coordinatorId: null })).rejects.toThrow('no longer see');
    expect((await show(carl, carls)).coordinator?.name).toBe('Carl Coordinator');
  });

  test('does not come with keeping groups: whoever puts themself among the approvers sees nothing by that', async () => {
    const change = await move(rita, await secret(), 'assess');
    const group = (await bank.admin.call(listGroupsRoute, { q: 'Approvers' })).items[0];
    const memberIds = [...(group?.members.map(({ id }) => id) ?? []), bank.admin.id];
    const asRead = { groupId: group?.id ?? '', version: group?.version ?? 0 };
    await bank.admin.browser.call(editGroupRoute, { ...asRead, memberIds });
    expect(await bank.admin.refused(showChangeRoute, { changeId: change.id })).toMatchObject({ status: 404 });
    await bank.admin.browser.call(editGroupRoute, {
      ...asRead,
      version: asRead.version + 1,
      memberIds: memberIds.filter((id) => id !== bank.admin.id),
    });
  });

  test('names people who are here', async () => {
    const refused = await rita.refused(raiseChangeRoute, {
      modelId: 'mdl_normal',
      title: 'X',
      restricted: true,
      readerIds: [nora.id, 'usr_nobody'],
    });
    expect(refused.errors).toEqual([{ path: 'readerIds.1', message: 'no such person' }]);
  });
});

test('what a restricted change waits for is said in the list to those who see it, and to nobody else', async () => {
  const change = await move(rita, await secret({ managerId: mona.id }), 'assess');
  const waitOf = async (of: Somebody) =>
    (await of.call(listChangesRoute, { number: change.number, wait: 'true' })).items.map(({ wait }) => wait?.kind);
  const other = await bank.person('Otis Outsider', ['coordinator']);
  expect([await waitOf(carl), await waitOf(other)]).toEqual([['ready'], []]);
});

test('what waits for an office waits for those of it who may see the change, and hides nothing else from their page', async () => {
  const other = await bank.person('Cora Coordinator', ['coordinator']);
  const hidden: ChangeDetail[] = [];
  for (let n = 0; n < 3; n++) hidden.push(await move(rita, await secret({ coordinatorId: null }), 'assess'));
  const open = await move(
    rita,
    await rita.call(raiseChangeRoute, { modelId: 'mdl_normal', ...readyToAuthorize }),
    'assess',
  );
  const { items } = await other.call(inboxRoute, { limit: 1 });
  expect(items.map(({ about }) => about.id)).toEqual([open.id]);
  const change = hidden[0] ?? fail();
  const refused = await other.refused(moveChangeRoute, {
    changeId: change.id,
    version: change.version,
    to: 'authorize',
  });
  expect(refused).toMatchObject({ status: 404, code: 'not_found' });
});

test('a restricted change goes its whole way among those who see it', async () => {
  let change = await move(carl, await move(rita, await secret({ managerId: mona.id }), 'assess'), 'authorize');
  change = await approve(abe, change);
  const window = { start: '2026-03-02T08:00', end: '2026-03-02T20:00', zone: 'UTC' };
  change = await move(mona, await show(mona, change), 'scheduled', { window });
  change = await move(sam, await move(sam, change, 'implement'), 'review');
  change = await move(mona, change, 'closed', { closureCode: 'successful', closureNotes: 'Mended' });
  expect(change).toMatchObject({ state: { key: 'closed' }, restricted: true });
});

test('whoever hands over the task that alone let them see it is told that it is done, and sees it no more', async () => {
  const sue = await bank.person('Sue Specialist', ['specialist']);
  const { id: changeId, version } = await secret();
  const task = { kind: 'build', title: 'Build the mend', ownerId: sue.id } as const;
  const { tasks } = await rita.call(addTaskRoute, { changeId, version, ...task });
  const own = tasks.find(({ title }) => title === task.title) ?? fail();
  expect((await show(sue, { id: changeId })).id).toBe(changeId);
  const given = { taskId: own.id, version: own.version, ownerId: sam.id };
  expect(await sue.call(handOverTaskRoute, given)).toMatchObject({ tasks: [], mayAdd: [] });
  expect(await sue.refused(showChangeRoute, { changeId })).toMatchObject({ status: 404 });
  const { tasks: after } = await sam.call(listChangeTasksRoute, { changeId });
  expect(after.map(({ owner }) => owner?.name)).toEqual(['Sam Specialist']);
});

test('a task of a restricted change is to everybody else as one that was never there', async () => {
  const { id: changeId, version } = await secret();
  const { tasks } = await rita.call(addTaskRoute, { changeId, version, kind: 'build', title: 'Build the mend' });
  const manager = outsiders[1] ?? fail();
  const asked = { version: 1, ownerId: sam.id };
  const there = await manager.refused(handOverTaskRoute, { ...asked, taskId: tasks[0]?.id ?? fail() });
  const never = await manager.refused(handOverTaskRoute, { ...asked, taskId: 'tsk_none' });
  expect([there.status, there.code, there.detail]).toEqual([404, 'not_found', never.detail]);
});
