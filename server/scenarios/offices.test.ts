import { moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { editChangeRoute, listChangesRoute, raiseChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { importChangesRoute } from '@interlock/contract/imports.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { editPersonRoute, showPersonRoute } from '@interlock/contract/people.ts';
import { describe, expect, test } from 'vitest';
import { edit, explained, inInbox } from '../testing/journey.ts';
import { approve, move, raise, readyToAuthorize, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const ivo = await bank.person('Ivo Initiator', ['initiator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const ann = await bank.person('Ann Approver', ['approver'], { approver: true });

describe('an office on a change', () => {
  test.each([
    ['coordinatorId', 'the role coordinator'],
    ['managerId', 'the role change manager'],
  ])('as %s is given only to somebody who has %s', async (path, role) => {
    const raised = { modelId: 'mdl_normal', ...readyToAuthorize, [path]: ivo.id };
    const refused = await ivo.refused(raiseChangeRoute, raised);
    expect(refused).toMatchObject({ status: 400, errors: [{ path, message: `this person does not have ${role}` }] });
  });

  test('does no work for somebody who lost the role after they were named', async () => {
    const mia = await bank.person('Mia Manager', ['change_manager']);
    let change = await raise(ivo, sam, { managerId: mia.id });
    change = await move(ivo, change, 'assess');
    const { version } = await bank.admin.call(showPersonRoute, { personId: mia.id });
    await bank.admin.browser.call(editPersonRoute, { personId: mia.id, version, roles: ['initiator'] });
    const refused = await mia.refused(moveChangeRoute, {
      changeId: change.id,
      version: change.version,
      to: 'authorize',
    });
    expect(refused.guards?.find(({ met }) => !met)?.guard).toBe('mover');
    expect(await inInbox(mia, change)).toEqual([]);
    const why = 'Mia Manager has lost the role for the next step: name somebody else.';
    expect(await inInbox(mona, change)).toMatchObject([{ kind: 'move', why }]);
    const named = await edit(mona, change, { managerId: mona.id });
    expect(await inInbox(mona, named)).toMatchObject([{ kind: 'move', why: 'The next step is yours.' }]);
  });

  test('still waits for whoever lost the role and has another place that may go on', async () => {
    const kim = await bank.person('Kim Coordinator', ['coordinator', 'initiator']);
    const draft = await raise(kim, sam, { coordinatorId: kim.id });
    const { version } = await bank.admin.call(showPersonRoute, { personId: kim.id });
    await bank.admin.browser.call(editPersonRoute, { personId: kim.id, version, roles: ['initiator'] });
    expect(await inInbox(kim, draft)).toMatchObject([{ kind: 'move', why: 'The next step is yours.' }]);
  });

  test('as assignee is given only to somebody who may carry work out', async () => {
    const refused = await ivo.refused(raiseChangeRoute, {
      modelId: 'mdl_normal',
      ...readyToAuthorize,
      assigneeId: abe.id,
    });
    expect(refused.errors).toEqual([
      { path: 'assigneeId', message: 'this person has no role that lets them carry out work' },
    ]);
  });
});

test('a move of an office says who holds it where nobody is named to it, and who is named where somebody is', async () => {
  const change = await move(ivo, await raise(ivo, sam), 'assess');
  const whose = async () =>
    (await explained(ivo, change, 'authorize')).guards.find(({ guard }) => guard === 'mover')?.why;
  expect(await whose()).toBe(
    'This move belongs to a coordinator (Carl Coordinator) or a change manager (Ada Admin or Mona Manager).',
  );
  await edit(mona, change, { managerId: mona.id });
  expect(await whose()).toBe('This move belongs to a coordinator, Mona Manager or a change manager.');
});

test('a move of an office that nobody holds says so, and that an administrator gives it', async () => {
  const town = await world('2026-03-02T09:00:00Z');
  const ines = await town.person('Ines Initiator', ['initiator']);
  const change = await move(ines, await raise(ines, ines), 'assess');
  const { version } = await town.admin.call(showPersonRoute, { personId: town.admin.id });
  await town.admin.browser.call(editPersonRoute, { personId: town.admin.id, version, roles: ['administrator'] });
  const { guards } = await explained(ines, change, 'authorize');
  expect(guards.find(({ guard }) => guard === 'mover')).toMatchObject({
    why: 'This move belongs to a coordinator or a change manager. Nobody has either role: an administrator gives it.',
    clearedBy: [{ name: 'a coordinator' }, { name: 'a change manager' }, { name: 'an administrator' }],
  });
});

test('a window that no calendar of ours can show is refused, and nothing is kept of it', async () => {
  const before = await ivo.call(listChangesRoute, {});
  const window = { start: '9999-12-31T22:00', end: '9999-12-31T23:59', zone: 'America/Los_Angeles' };
  const refused = await ivo.refused(raiseChangeRoute, { modelId: 'mdl_normal', ...readyToAuthorize, window });
  expect(refused).toMatchObject({ status: 400, code: 'invalid' });
  expect(await ivo.call(listChangesRoute, {})).toEqual(before);
});

test('the reason of a priority that was set by hand is part of what approvers decide on', async () => {
  let change = await raise(ivo, sam, { priorityOverride: { priority: 4, reason: 'Nothing special' } });
  change = await move(ivo, change, 'assess');
  change = await move(carl, change, 'authorize');
  change = await approve(abe, change);
  const priorityOverride = { priority: 4, reason: 'The board has already agreed to this' };
  change = await carl.call(editChangeRoute, { changeId: change.id, version: change.version, priorityOverride });
  expect(change.rounds.map(({ status }) => status)).toEqual(['open', 'voided']);
  expect((await ann.call(showChangeRoute, { changeId: change.id })).revision).toBe(2);
});

test.each(['\u200b', '\u3164', 'a\u202egnp.exe'])(
  'a title that shows nothing, or something else, is refused: %j',
  async (title) => {
    const refused = await mona.refused(raiseChangeRoute, { modelId: 'mdl_normal', title });
    expect(refused.errors?.[0]?.path).toBe('title');
  },
);

test('whoever imported a draft is left out of the round that decides on it', async () => {
  // A second administrator would have to agree to who approves.
  const mix = await bank.person('Mix Importer', ['coordinator'], { approver: true });
  const { version } = await bank.admin.call(showPersonRoute, { personId: mix.id });
  await bank.admin.browser.call(editPersonRoute, {
    personId: mix.id,
    version,
    roles: ['administrator', 'coordinator'],
  });
  const fields = {
    number: { column: 'n' },
    title: { column: 't' },
    state: { column: 'n', otherwise: { state: 'draft' as const } },
    summary: { column: 't' },
    reason: { column: 't' },
    ifNotDone: { column: 't' },
    implementationPlan: { column: 't' },
    backoutPlan: { column: 't' },
  };
  await mix.call(importChangesRoute, {
    fileName: 'drafts.csv',
    csv: 'n,t\n1,Replace the core switch\n',
    map: { source: 'elsewhere', fields },
  });
  const { items } = await carl.call(listChangesRoute, { imported: 'true', q: 'switch' });
  let change = await carl.call(editChangeRoute, {
    changeId: items[0]?.id ?? '',
    version: 1,
    assigneeId: sam.id,
    riskLevel: 'low',
  });
  change = await move(carl, change, 'assess');
  change = await move(carl, change, 'authorize');
  expect(change.rounds[0]?.asked.map(({ person }) => person.name)).not.toContain('Mix Importer');
  expect(change.rounds[0]?.leftOut).toMatchObject([
    { person: { name: 'Mix Importer' }, because: 'last edited what is decided on' },
  ]);
});

test('where nobody coordinates, a change to be assessed stands in the inbox of a change manager as well', async () => {
  const town = await world('2026-03-02T09:00:00Z');
  const ines = await town.person('Ines Initiator', ['initiator']);
  const change = await move(ines, await raise(ines, ines), 'assess');
  const { items } = await town.admin.call(inboxRoute, {});
  expect(items).toMatchObject([
    { kind: 'move', change: { id: change.id }, why: 'The next step is a coordinator’s or a change manager’s.' },
  ]);
});

test('a change is found by the number that it has in the other system, and by its own', async () => {
  const fields = {
    number: { column: 'n' },
    title: { column: 't' },
    state: { column: 'n', otherwise: { state: 'draft' as const } },
  };
  await bank.admin.call(importChangesRoute, {
    fileName: 'k.csv',
    csv: 'n,t\nK8S-1.10-001,Rate limits\n',
    map: { source: 'k8s', fields },
  });
  const found = await mona.call(listChangesRoute, { q: 'K8S-1.10-001' });
  expect(found.items.map(({ title }) => title)).toEqual(['Rate limits']);
  const [one] = found.items;
  const byDigits = await mona.call(listChangesRoute, { q: one?.number.slice(4) ?? '' });
  expect(byDigits.items.map(({ id }) => id)).toContain(one?.id);
});
