import { cancelChangeRoute, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { showReviewRoute } from '@interlock/contract/change-reviews.ts';
import { editChangeRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { finishTaskRoute } from '@interlock/contract/task-work.ts';
import { describe, expect, test } from 'vitest';
import { edit, heldBack, inInbox, lookBack, openRound, taskOf } from '../testing/journey.ts';
import { approve, move, raise, readyToAuthorize, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const mark = await bank.person('Mark Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
await bank.person('Ann Approver', ['approver'], { approver: true });

const urgent = { modelId: 'mdl_emergency', cannotWait: 'Payments fail until it is done.' };
const plannedEnd = { end: '2026-03-02T12:00', zone: 'Europe/Amsterdam' };

describe('raising an emergency change', () => {
  test('is a permission that an initiator lacks, and the list of models says so', async () => {
    const { items } = await rita.call(listModelsRoute, {});
    const mayRaise = new Map(items.map((model) => [model.key, model.mayRaise]));
    expect([mayRaise.get('normal'), mayRaise.get('emergency')]).toEqual([true, false]);
    const refused = await rita.refused(raiseChangeRoute, { ...readyToAuthorize, ...urgent });
    expect(refused).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await raise(carl, sam, urgent)).toMatchObject({ model: { name: 'Emergency' }, state: { kind: 'draft' } });
  });

  test('is not got around by making an emergency of a normal draft', async () => {
    const draft = await raise(rita, sam);
    const around = { changeId: draft.id, version: draft.version, modelId: 'mdl_emergency' };
    expect(await rita.refused(editChangeRoute, around)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await carl.call(editChangeRoute, around)).toMatchObject({ model: { name: 'Emergency' } });
  });
});

describe('an emergency change', () => {
  test('says why it cannot wait, is let through by any one approver, and ends through review', async () => {
    let change = await raise(carl, sam, { ...urgent, cannotWait: '' });
    expect(await heldBack(carl, change, 'authorize')).toMatchObject([
      { guard: 'required_fields', why: 'Authorize still needs why it cannot wait.', fields: ['cannotWait'] },
    ]);
    change = await edit(carl, change, { cannotWait: urgent.cannotWait });
    change = await move(carl, change, 'authorize');
    expect(openRound(change)).toMatchObject({ rule: 'Any one of 2', needed: 1 });
    expect((await heldBack(sam, change, 'implement', { plannedEnd })).map(({ guard }) => guard)).toEqual(['approvals']);

    change = await approve(abe, change);
    expect(change).toMatchObject({ state: { key: 'authorize' }, rounds: [{ status: 'approved' }], window: null });
    expect(await inInbox(sam, change)).toMatchObject([{ kind: 'move' }]);
    const told = await sam.call(listNotificationsRoute, { unread: 'true' });
    expect(told.items[0]).toMatchObject({ kind: 'work_handed_over', parts: { round: 'Authorize' } });
    expect(await heldBack(carl, change, 'implement', { plannedEnd })).toMatchObject([
      { guard: 'mover', why: 'This move belongs to Sam Specialist.' },
    ]);
    expect(await heldBack(sam, change, 'implement')).toMatchObject([
      { guard: 'planned_end', why: 'Say when it is planned to end.', withMove: true },
    ]);
    const past = { end: '2026-03-02T09:59', zone: 'Europe/Amsterdam' };
    expect(await heldBack(sam, change, 'implement', { plannedEnd: past })).toMatchObject([
      { why: 'The planned end must lie ahead.' },
    ]);

    change = await move(sam, change, 'implement', { plannedEnd });
    expect(change).toMatchObject({
      state: { key: 'implement' },
      actualStart: '2026-03-02T09:00:00.000Z',
      plannedStart: '2026-03-02T09:00:00.000Z',
      plannedEnd: '2026-03-02T11:00:00.000Z',
      rounds: [{ status: 'approved' }],
    });
    const called = { changeId: change.id, version: change.version, reason: 'withdrawn', words: 'Never mind' } as const;
    expect(await carl.refused(cancelChangeRoute, called)).toMatchObject({ code: 'no_such_move' });
    change = await move(sam, change, 'review');
    const closure = { closureCode: 'backed_out', closureNotes: 'It made things worse.' } as const;
    expect(await heldBack(mona, change, 'closed', closure)).toMatchObject([
      {
        guard: 'review_done',
        enforcement: 'block',
        why: 'It was an emergency: its review TSK-1 Post-implementation review (nobody yet) is not over.',
      },
    ]);
    await lookBack(mona, change, 'The fault was in the image.');
    change = await move(mona, change, 'closed', closure);
    expect(change).toMatchObject({ state: { kind: 'closed' }, outcome: 'backed_out' });
  });

  test('that begins on the spot, whatever the second, is not late', async () => {
    const change = await approve(abe, await move(carl, await raise(carl, sam, urgent), 'authorize'));
    bank.clock.set('2026-03-02T09:00:42Z');
    const { id: changeId } = await move(sam, change, 'implement', { plannedEnd });
    expect(await mona.call(showReviewRoute, { changeId })).toMatchObject({
      window: { start: '2026-03-02T09:00:00.000Z' },
      actualStart: '2026-03-02T09:00:42.000Z',
      startedLate: 0,
    });
    bank.clock.set('2026-03-02T09:00:00Z');
  });

  test('whose approved window is over does not begin in another one that nobody decided on', async () => {
    bank.clock.set('2026-03-02T09:00:00Z');
    const window = { start: '2026-03-02T10:00', end: '2026-03-02T11:00', zone: 'UTC' };
    const change = await approve(abe, await move(carl, await raise(carl, sam, { ...urgent, window }), 'authorize'));
    bank.clock.set('2026-03-02T11:00:00Z');
    const plannedEnd = { end: '2026-03-09T17:00', zone: 'UTC' };
    expect(await heldBack(sam, change, 'implement', { plannedEnd })).toMatchObject([
      { guard: 'planned_end', why: expect.stringContaining('a new one is needed'), fields: ['window'] },
    ]);
    bank.clock.set('2026-03-02T09:00:00Z');
  });

  test('that begins in the hour that autumn repeats ends in that hour, in the one that is still to come', async () => {
    let change = await approve(abe, await move(carl, await raise(carl, sam, urgent), 'authorize'));
    bank.clock.set('2026-10-25T01:30:00Z');
    const end = (time: string) => ({ plannedEnd: { end: `2026-10-25T${time}`, zone: 'Europe/Berlin' } });
    expect(await heldBack(sam, change, 'implement', end('02:20'))).toMatchObject([
      { why: 'The planned end must lie ahead.' },
    ]);
    change = await move(sam, change, 'implement', end('02:50'));
    expect(change).toMatchObject({
      window: { start: '2026-10-25T01:30', end: '2026-10-25T01:50', zone: 'UTC' },
      plannedStart: '2026-10-25T01:30:00.000Z',
      plannedEnd: '2026-10-25T01:50:00.000Z',
    });
    bank.clock.set('2026-03-02T09:00:00Z');
  });

  test('is not closed by whoever carried it out, change manager or not', async () => {
    let change = await move(carl, await raise(carl, mona, urgent), 'authorize');
    change = await approve(abe, change);
    change = await move(mona, change, 'implement', { plannedEnd });
    change = await move(mona, change, 'review');
    const closure = { closureCode: 'successful', closureNotes: 'Done' };
    const { id: taskId, version } = await taskOf(mona, change, 'review');
    expect(await mona.refused(finishTaskRoute, { taskId, version, findings: 'All fine.' })).toMatchObject({
      code: 'own_change',
    });
    await lookBack(mark, change);
    expect(await heldBack(mona, change, 'closed', closure)).toMatchObject([
      { guard: 'segregation_of_duties', clearedBy: [{ is: 'role', id: 'change_manager' }] },
    ]);
    expect(await inInbox(mona, change)).toEqual([]);
    expect(await inInbox(mark, change)).toMatchObject([{ kind: 'move' }]);
    expect(await move(mark, change, 'closed', closure)).toMatchObject({ state: { kind: 'closed' } });
  });
});

describe('what comes with a move that does not ask for it', () => {
  test('is refused by name, and nothing of it is kept', async () => {
    let change = await move(carl, await raise(carl, sam, urgent), 'authorize');
    change = await approve(abe, change);
    const begin = { changeId: change.id, version: change.version, to: 'implement', plannedEnd };
    for (const [path, given] of [
      ['closureCode', { closureCode: 'successful' as const }],
      ['closureNotes', { closureNotes: 'Done' }],
    ] as const) {
      const refused = await sam.refused(moveChangeRoute, { ...begin, ...given });
      expect(refused).toMatchObject({ status: 400, code: 'invalid', errors: [{ path }] });
    }
    change = await move(sam, change, 'implement', { plannedEnd });
    const end = { changeId: change.id, version: change.version, to: 'review', plannedEnd };
    expect(await sam.refused(moveChangeRoute, end)).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'plannedEnd' }],
    });
    expect(await move(sam, change, 'review')).toMatchObject({ outcome: null, closure: null });
  });

  test('is a planned end too, where a window that lies ahead says it already', async () => {
    const window = { start: '2026-03-02T10:00', end: '2026-03-02T13:00', zone: 'Europe/Amsterdam' };
    let change = await move(carl, await raise(carl, sam, { ...urgent, window }), 'authorize');
    change = await approve(abe, change);
    const begin = { changeId: change.id, version: change.version, to: 'implement', plannedEnd };
    expect(await sam.refused(moveChangeRoute, begin)).toMatchObject({ errors: [{ path: 'plannedEnd' }] });
    expect(await move(sam, change, 'implement')).toMatchObject({ window, plannedEnd: '2026-03-02T12:00:00.000Z' });
  });
});
