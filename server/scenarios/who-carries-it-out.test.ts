import { editChangeRoute } from '@interlock/contract/changes.ts';
import { signInRoute } from '@interlock/contract/identity.ts';
import { deactivatePersonRoute, reactivatePersonRoute, showPersonRoute } from '@interlock/contract/people.ts';
import { describe, expect, test } from 'vitest';
import { edit, explained, heldBack, inInbox, makeGroup, show } from '../testing/journey.ts';
import { addModel, oneRound } from '../testing/models.ts';
import { allScopes, approve, move, PASSWORD, raise, signedIn, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const window = { start: '2026-03-02T12:00', end: '2026-03-02T14:00', zone: 'Europe/Amsterdam' };

async function scheduled() {
  let change = await move(carl, await move(rita, await raise(rita, sam, { window }), 'assess'), 'authorize');
  change = await approve(abe, change);
  return move(mona, change, 'scheduled');
}

describe('what approval demanded', () => {
  test('is not taken away while the approval stands', async () => {
    const change = await scheduled();
    const taken = { changeId: change.id, version: change.version, assigneeId: null };
    expect(await carl.refused(editChangeRoute, taken)).toMatchObject({
      status: 400,
      code: 'invalid',
      errors: [{ path: 'assignee', message: 'Authorize needs it' }],
    });
    const unsafe = { changeId: change.id, version: change.version, backoutPlan: '', ifNotDone: '' };
    expect(await carl.refused(editChangeRoute, unsafe)).toMatchObject({
      detail: 'Authorize needs what happens if it is not done, backout plan.',
    });
    expect(await show(carl, change)).toMatchObject({ assignee: { id: sam.id }, rounds: [{ status: 'approved' }] });
  });

  test('can be given to somebody else, and what it never demanded can be taken away', async () => {
    let change = await edit(carl, await scheduled(), { coordinatorId: carl.id });
    change = await edit(mona, change, { coordinatorId: null });
    expect(change).toMatchObject({ coordinator: null, state: { key: 'scheduled' } });
  });
});

test('work that only its assignee ends begins with one, though the model asks for nobody', async () => {
  const group = await makeGroup(bank.admin, 'Round', [abe]);
  const definition = oneRound({ group: group.id, quorum: { kind: 'any' } });
  const transitions = definition.transitions.map((made) =>
    made.from === 'work' ? { ...made, movers: [{ is: 'assignee' as const }] } : made,
  );
  const id = 'mdl_ends_by_assignee';
  await addModel(bank.database, { id, key: 'ends_by_assignee', name: id, definition: { ...definition, transitions } });
  let change = await move(rita, await raise(rita, sam, { modelId: id, assigneeId: null }), 'ask');
  change = await approve(abe, change);
  expect(await heldBack(carl, change, 'work')).toMatchObject([
    { guard: 'required_fields', why: 'Work still needs assignee.', fields: ['assignee'] },
  ]);
  change = await edit(carl, change, { assigneeId: sam.id });
  change = await move(sam, await move(carl, change, 'work'), 'review');
  expect(change.state.key).toBe('review');
});

test('an edit of nothing makes no version and leaves nothing on record', async () => {
  const change = await raise(rita, sam, { links: [{ url: 'https://example.org/a', label: 'A' }], window });
  const links = [{ label: 'A', url: 'https://example.org/a' }];
  const after = await edit(rita, change, {
    links,
    title: change.title,
    window: { zone: window.zone, end: window.end, start: window.start },
  });
  expect(after).toEqual(change);
});

test('whoever did the work does not close it, also when somebody else has taken it over since', async () => {
  const mike = await bank.person('Mike Manager', ['change_manager', 'specialist']);
  let change = await move(carl, await move(rita, await raise(rita, mike, { window }), 'assess'), 'authorize');
  change = await move(mona, await approve(abe, change), 'scheduled');
  bank.clock.set('2026-03-02T11:00:00Z');
  change = await move(mike, await move(mike, change, 'implement'), 'review');
  const asRead = async () => ({
    personId: mike.id,
    version: (await bank.admin.call(showPersonRoute, { personId: mike.id })).version,
  });
  await bank.admin.call(deactivatePersonRoute, await asRead());
  change = await edit(mona, change, { assigneeId: sam.id });
  await bank.admin.browser.call(reactivatePersonRoute, await asRead());
  const answer = await bank.anonymous.send('POST', signInRoute.path, { email: mike.email, password: PASSWORD });
  const { browser: back } = await signedIn(bank.address, answer, allScopes);
  const duties = (await explained(back, change, 'closed')).guards.find(
    ({ guard }) => guard === 'segregation_of_duties',
  );
  expect(duties).toMatchObject({ met: false, why: 'You carried this change out: somebody else closes it.' });
  const closure = { closureCode: 'successful', closureNotes: 'All fine.' } as const;
  expect(await heldBack(back, change, 'closed', closure)).toMatchObject([{ guard: 'segregation_of_duties' }]);
  expect(await move(mona, change, 'closed', closure)).toMatchObject({ state: { key: 'closed' } });
});

test('work of somebody who is deactivated is found by change managers, who name somebody else; approvals stand', async () => {
  const gus = await bank.person('Gus Gone', ['specialist']);
  const pia = await bank.person('Pia Approver', ['specialist'], { approver: true });
  let change = await move(carl, await move(rita, await raise(rita, gus, { window }), 'assess'), 'authorize');
  change = await move(mona, await approve(pia, await approve(abe, change)), 'scheduled');
  bank.clock.set('2026-03-02T11:00:00Z');
  change = await move(gus, change, 'implement');
  expect(change).toMatchObject({ state: { key: 'implement' }, voids: [] });
  expect((await show(mona, change)).editable).not.toContain('assigneeId');
  const { version } = await bank.admin.call(showPersonRoute, { personId: gus.id });
  await bank.admin.call(deactivatePersonRoute, { personId: gus.id, version });

  expect(await inInbox(mona, change)).toMatchObject([
    { kind: 'move', why: 'Gus Gone is deactivated: name somebody else for the next step.' },
  ]);
  expect(await inInbox(carl, change)).toEqual([]);
  expect(await heldBack(mona, change, 'review')).toMatchObject([
    { guard: 'mover', why: 'Gus Gone is deactivated: a change manager names somebody else.', fields: ['assignee'] },
  ]);
  const named = (assigneeId: string | null) => ({ changeId: change.id, version: change.version, assigneeId });
  expect(await carl.refused(editChangeRoute, named(sam.id))).toMatchObject({ code: 'change_fixed' });
  expect(await mona.refused(editChangeRoute, named(null))).toMatchObject({ code: 'change_fixed' });
  for (const [who, why] of [
    [mona, 'Who names the new assignee does not become it.'],
    [pia, 'Who approved it does not carry it out.'],
  ] as const) {
    expect(await mona.refused(editChangeRoute, named(who.id))).toMatchObject({ code: 'invalid', detail: why });
  }
  expect((await show(mona, change)).editable).toContain('assigneeId');
  const { revision } = change;
  change = await edit(mona, change, { assigneeId: sam.id });
  expect(change).toMatchObject({
    assignee: { id: sam.id },
    revision: revision + 1,
    state: { key: 'implement' },
    rounds: [{ status: 'approved' }],
  });
  expect(await inInbox(mona, change)).toEqual([]);
  expect(await move(sam, change, 'review')).toMatchObject({ state: { key: 'review' } });
});
