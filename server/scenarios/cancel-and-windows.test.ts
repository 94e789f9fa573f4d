import { listAuditRoute } from '@interlock/contract/audit.ts';
import { cancelChangeRoute } from '@interlock/contract/change-flow.ts';
import {
  type ChangeDetail,
  type cancelReasons,
  listActivityRoute,
  raiseChangeRoute,
} from '@interlock/contract/changes.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import { describe, expect, test, vi } from 'vitest';
import { cancel, edit, explained, heldBack, inInbox, logged, show } from '../testing/journey.ts';
import { approve, move, raise, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const window = { start: '2026-03-07T22:00', end: '2026-03-08T02:00', zone: 'Europe/Amsterdam' };

const steps: Record<string, (change: ChangeDetail) => Promise<ChangeDetail>> = {
  draft: () => raise(rita, sam),
  assess: (change) => move(rita, change, 'assess'),
  authorize: (change) => move(carl, change, 'authorize'),
  build: (change) => approve(abe, change),
  scheduled: (change) => move(mona, change, 'scheduled', { window }),
  implement: (change) => move(mona, change, 'implement', { reason: 'The shop is closed' }),
  review: (change) => move(sam, change, 'review'),
  closed: (change) => move(mona, change, 'closed', { closureCode: 'with_issues', closureNotes: 'It started late.' }),
};

/** A normal change that has come as far as this state. */
async function comeTo(state: string): Promise<ChangeDetail> {
  let change = await raise(rita, sam);
  for (const next of Object.keys(steps).slice(1, Object.keys(steps).indexOf(state) + 1)) {
    change = (await steps[next]?.(change)) ?? change;
  }
  expect(change.state.key).toBe(state);
  return change;
}

describe('a change is cancelled', () => {
  test.each<[string, (typeof cancelReasons)[number]]>([
    ['draft', 'withdrawn'],
    ['assess', 'rejected'],
    ['authorize', 'superseded'],
    ['build', 'duplicate'],
    ['scheduled', 'withdrawn'],
  ])('from %s, with a reason and words', async (state, reason) => {
    const change = await comeTo(state);
    expect(await explained(rita, change, 'cancelled')).toMatchObject({
      kind: 'cancel',
      possible: true,
      asks: ['cancel'],
    });
    const cancelled = await cancel(rita, change, { reason, words: 'The vendor does it.' });
    expect(cancelled).toMatchObject({
      state: { key: 'cancelled', kind: 'cancelled' },
      cancelled: { reason, words: 'The vendor does it.' },
      editable: [],
    });
    expect(cancelled.rounds.every(({ status }) => status === 'voided')).toBe(true);
    for (const person of [rita, carl, mona, sam, abe]) expect(await inInbox(person, cancelled)).toEqual([]);
    await expect(edit(carl, cancelled, { title: 'Another' })).rejects.toThrow('change_fixed');
    await expect(cancel(rita, cancelled)).rejects.toThrow('no_such_move');
  });

  test.each(['implement', 'review', 'closed'])(
    'never from %s: work that has begun ends through review',
    async (state) => {
      const { id, version } = await comeTo(state);
      const asked = { changeId: id, version, reason: 'withdrawn', words: 'Never mind' } as const;
      const refused = await carl.refused(cancelChangeRoute, asked);
      expect(refused).toMatchObject({
        status: 409,
        code: 'no_such_move',
        next: 'Work that has begun ends through review.',
      });
    },
  );

  test('with one of the known reasons, with words, and by those whom the model names', async () => {
    const { id, version } = await comeTo('draft');
    const asked = { changeId: id, version, reason: 'withdrawn', words: 'Not needed' } as const;
    expect(await rita.refused(cancelChangeRoute, { ...asked, words: ' ' })).toMatchObject({ status: 400 });
    const bored: string = 'bored';
    const unknown = await rita.send('POST', `/api/v1/changes/${id}/cancel`, { version, reason: bored, words: 'x' });
    expect(unknown.status).toBe(400);
    expect(await sam.refused(cancelChangeRoute, asked)).toMatchObject({ status: 409, code: 'move_refused' });
  });
});

test('the log tells that a change was cancelled before what followed from it', async () => {
  const draft = await raise(rita, sam);
  const task = { changeId: draft.id, version: draft.version, kind: 'implementation' as const, title: 'Switch' };
  await carl.call(addTaskRoute, task);
  await cancel(rita, await show(rita, draft));
  expect((await logged(bank.admin, draft.id)).slice(-2)).toEqual(['change.cancelled', 'task.cancelled']);
});

describe('a window', () => {
  test('lets work begin at its start and no longer at its end', async () => {
    const change = await comeTo('scheduled');
    bank.clock.set('2026-03-07T20:59:59Z');
    expect(await heldBack(sam, change, 'implement')).toMatchObject([{ guard: 'window_open' }]);
    bank.clock.set('2026-03-08T01:00:00Z');
    expect(await heldBack(sam, change, 'implement')).toMatchObject([
      { why: 'Its window has ended and was missed: a new one is needed.' },
    ]);
    bank.clock.set('2026-03-07T21:00:00Z');
    expect((await move(sam, change, 'implement')).state.key).toBe('implement');
    bank.clock.set('2026-03-02T09:00:00Z');
  });

  test.each([
    ['over the night that spring shortens', '2026-03-28T22:00', '2026-03-29T04:00', 5],
    ['over the night that autumn lengthens', '2026-10-24T22:00', '2026-10-25T04:00', 7],
    ['over any other night', '2026-06-06T22:00', '2026-06-07T04:00', 6],
    ['that begins in the hour that spring skips', '2026-03-29T02:30', '2026-03-29T04:00', 0.5],
  ])('%s lasts as long as the clocks there say', async (_name, start, end, hours) => {
    const change = await raise(rita, sam, { window: { start, end, zone: 'Europe/Amsterdam' } });
    const [from, to] = [Date.parse(change.plannedStart ?? ''), Date.parse(change.plannedEnd ?? '')];
    expect((to - from) / 3_600_000).toBe(hours);
    expect(change.window).toEqual({ start, end, zone: 'Europe/Amsterdam' });
  });

  test.each([
    ['that ends before it starts', { ...window, end: '2026-03-07T21:00' }, 'window.end'],
    ['on a day that no calendar has', { ...window, start: '2026-02-30T21:00' }, 'window.start'],
    ['in a zone that does not exist', { ...window, zone: 'Europe/Atlantis' }, 'window.zone'],
    [
      'swallowed whole by the skipped hour',
      { start: '2026-03-29T02:30', end: '2026-03-29T03:15', zone: window.zone },
      'window.end',
    ],
  ])('%s is refused', async (_name, bad, path) => {
    const refused = await rita.refused(raiseChangeRoute, { modelId: 'mdl_normal', title: 'Bad window', window: bad });
    expect(refused).toMatchObject({ status: 400, code: 'invalid', errors: [{ path }] });
  });

  test('comes with the first move to scheduled without voiding an approval, and as a revision; later by an edit only', async () => {
    const built = await comeTo('build');
    const scheduled = await move(mona, built, 'scheduled', { window });
    expect(scheduled).toMatchObject({ revision: built.revision + 1, rounds: [{ status: 'approved' }] });
    const draft = await comeTo('draft');
    await expect(move(rita, draft, 'assess', { window })).rejects.toThrow('asks for no window');
    const windowed = await edit(carl, scheduled, {
      window: { ...window, end: '2026-03-08T03:00' },
    });
    expect(windowed).toMatchObject({ state: { key: 'authorize' }, rounds: [{ status: 'open' }, { status: 'voided' }] });
    const again = await approve(abe, windowed);
    await expect(move(mona, again, 'scheduled', { window })).rejects.toThrow('has a window already');
  });

  test('that ended without a start is marked by the clock, told to those concerned, and replaced by one that is approved anew', async () => {
    let change = await comeTo('scheduled');
    change = await edit(mona, change, { coordinatorId: carl.id, managerId: mona.id });
    bank.clock.set('2026-03-09T09:00:00Z');
    // A server that starts catches up what fell due while none ran.
    await bank.secondServer();
    const missed = await vi.waitUntil(
      async () => {
        const { items } = await carl.call(listActivityRoute, { changeId: change.id });
        return items.find(({ verb }) => verb === 'change.window_missed');
      },
      { timeout: 25_000, interval: 100 },
    );
    expect(missed).toMatchObject({ actor: { id: 'system' }, parts: { plannedEnd: '2026-03-08T01:00:00.000Z' } });
    for (const person of [mona, sam]) {
      expect(await inInbox(person, change)).toMatchObject([{ kind: 'window_missed' }]);
    }
    for (const [person, times] of [
      [rita, 1],
      [carl, 1],
      [mona, 1],
      [sam, 1],
      [abe, 0],
    ] as const) {
      const { items } = await person.call(listNotificationsRoute, {});
      const told = items.filter(({ kind, about }) => kind === 'window_missed' && about.id === change.id);
      expect([person.name, told.length]).toEqual([person.name, times]);
    }

    expect((await show(carl, change)).version).toBe(change.version);
    const marked = await edit(carl, change, { links: [{ url: 'https://example.org/read-before-it-was-marked' }] });
    expect(await heldBack(sam, marked, 'implement')).toMatchObject([{ guard: 'window_open', fields: ['window'] }]);
    const next = { start: '2026-03-14T22:00', end: '2026-03-15T02:00', zone: 'Europe/Amsterdam' };
    change = await edit(carl, marked, { window: next });
    expect(change).toMatchObject({ state: { key: 'authorize' }, rounds: [{ status: 'open' }, { status: 'voided' }] });
    const { items: edits } = await bank.admin.call(listAuditRoute, { object: change.id, verb: 'change.edited' });
    expect(edits.map(({ leaf }) => JSON.parse(leaf).rev)).toEqual([change.revision, marked.revision, marked.revision]);
    expect(await inInbox(sam, change)).toEqual([]);
    change = await move(mona, await approve(abe, change), 'scheduled');
    bank.clock.set('2026-03-14T22:00:00Z');
    expect((await move(sam, change, 'implement')).state.key).toBe('implement');
    const { items } = await carl.call(listActivityRoute, { changeId: change.id, limit: 100 });
    expect(items.filter(({ verb }) => verb === 'change.window_missed')).toHaveLength(1);
  });
});
