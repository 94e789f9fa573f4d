import {
  approveChangeRoute,
  askAboutChangeRoute,
  explainChangeRoute,
  moveChangeRoute,
} from '@interlock/contract/change-flow.ts';
import { holdChangeRoute, releaseChangeRoute } from '@interlock/contract/change-hold.ts';
import { type ChangeDetail, listChangesRoute } from '@interlock/contract/changes.ts';
import { describe, expect, test } from 'vitest';
import { ballot, cancel, edit, heldBack, inInbox, show } from '../testing/journey.ts';
import { runSql } from '../testing/run-sql.ts';
import { approve, type Client, move, raise, world } from '../testing/world.ts';

const bank = await world();
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const ann = await bank.person('Ann Approver', ['approver'], { approver: true });
const outsider = await bank.person('Otto Other', ['specialist']);

const asked = async () => move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');
const hold = (by: Client, { id, version }: ChangeDetail, reason = 'The vendor has not answered.') =>
  by.call(holdChangeRoute, { changeId: id, version, reason });
const release = (by: Client, { id, version }: ChangeDetail) =>
  by.call(releaseChangeRoute, { changeId: id, version, words: 'They have answered.' });

describe('a change on hold', () => {
  test('keeps its state, says why and by whom, and nothing moves it but cancelling', async () => {
    const change = await hold(mona, await move(rita, await raise(rita, sam), 'assess'));
    expect(change).toMatchObject({
      state: { key: 'assess' },
      onHold: true,
      hold: { by: { name: 'Mona Manager' }, reason: 'The vendor has not answered.', mayRelease: true },
    });
    const [guard] = await heldBack(carl, change, 'authorize');
    expect(guard).toMatchObject({ guard: 'on_hold', why: 'It is on hold: The vendor has not answered.' });
    expect(guard?.clearedBy.map(({ name }) => name)).toEqual(['Mona Manager', 'a coordinator', 'a change manager']);
    const { moves } = await carl.call(explainChangeRoute, { changeId: change.id });
    expect(moves.filter(({ possible }) => possible).map(({ to }) => to)).toEqual(['cancelled']);
  });

  test('is decided on by nobody, and asks as it did once it goes on, with the votes that were cast', async () => {
    let change = await hold(carl, await approve(abe, await asked()));
    const round = change.rounds[0];
    expect(round?.status).toBe('open');
    const suspended = { status: 409, code: 'on_hold' };
    expect(await ann.refused(approveChangeRoute, ballot(change))).toMatchObject(suspended);
    expect(await ann.refused(askAboutChangeRoute, { ...ballot(change), words: 'Why?' })).toMatchObject(suspended);
    expect((await show(ann, change)).rounds[0]).toMatchObject({ mayDecide: false, mayNotBecause: /on hold/ });
    expect(await inInbox(ann, change)).toEqual([]);
    change = await release(carl, change);
    expect(change).toMatchObject({ onHold: false, hold: null });
    expect(change.rounds.map(({ id }) => id)).toEqual([round?.id]);
    expect((await inInbox(ann, change)).map(({ kind }) => kind)).toEqual(['decide']);
    change = await approve(ann, await show(ann, change));
    expect(change.state.key).toBe('build');
  });

  test('waits in nobody’s inbox, and again for whom it waited', async () => {
    let change = await move(rita, await raise(rita, sam), 'assess');
    expect((await inInbox(carl, change)).map(({ kind }) => kind)).toEqual(['move']);
    change = await hold(rita, change);
    expect(await inInbox(carl, change)).toEqual([]);
    await release(rita, change);
    expect((await inInbox(carl, change)).map(({ kind }) => kind)).toEqual(['move']);
  });

  test('is edited all the same, and the rounds that the edit asks anew wait with it', async () => {
    let change = await hold(carl, await asked());
    change = await edit(carl, change, { testPlan: 'Count the rows' });
    expect(change).toMatchObject({ state: { key: 'authorize' }, onHold: true });
    expect(await inInbox(abe, change)).toEqual([]);
    change = await release(carl, change);
    expect((await inInbox(abe, change)).map(({ kind }) => kind)).toEqual(['decide']);
  });

  test('is cancelled, which ends the hold', async () => {
    const change = await cancel(rita, await hold(rita, await raise(rita, sam)));
    expect(change).toMatchObject({ state: { key: 'cancelled' }, onHold: false, hold: null, mayHold: false });
  });

  test('can be work that has begun, which then does not end before it goes on', async () => {
    let change = await approve(ann, await approve(abe, await asked()));
    const window = { start: '2026-03-02T08:00', end: '2026-03-02T20:00', zone: 'UTC' };
    change = await move(mona, await show(mona, change), 'scheduled', { window });
    change = await hold(sam, await move(sam, change, 'implement'));
    expect((await heldBack(sam, change, 'review'))[0]?.guard).toBe('on_hold');
    change = await move(sam, await release(sam, change), 'review');
    expect(change.state.key).toBe('review');
  });

  test('reminds nobody of the time for which it was held', async () => {
    let change = await asked();
    const since = async () => {
      const rows = await runSql(
        bank.database.ownerUrl,
        `select asking_since from approval_round where subject = '${change.id}' and status = 'open'`,
      );
      return Number(rows[0]?.['asking_since']);
    };
    const before = await since();
    bank.clock.pass(60);
    change = await hold(carl, change);
    bank.clock.pass(600);
    await release(carl, change);
    expect((await since()) - before).toBe(600 * 60_000);
    bank.clock.pass(-660);
  });

  test('misses its window like any other', async () => {
    let change = await approve(ann, await approve(abe, await asked()));
    const window = { start: '2026-03-02T10:00', end: '2026-03-02T11:00', zone: 'UTC' };
    change = await hold(mona, await move(mona, await show(mona, change), 'scheduled', { window }));
    bank.clock.pass(180);
    expect((await inInbox(mona, change)).map(({ kind }) => kind)).toEqual(['window_missed']);
    bank.clock.pass(-180);
  });
});

describe('who may', () => {
  test('hold: whoever wants it, carries it out, or keeps changes going', async () => {
    const change = await raise(rita, sam);
    for (const who of [rita, sam, carl, mona]) expect((await show(who, change)).mayHold).toBe(true);
    expect((await show(outsider, change)).mayHold).toBe(false);
    const refused = await outsider.refused(holdChangeRoute, { changeId: change.id, version: 1, reason: 'No' });
    expect(refused).toMatchObject({ status: 403, code: 'forbidden' });
  });

  test('release: whoever held it, or whoever keeps changes going, and not the one it was held from', async () => {
    const change = await hold(mona, await raise(rita, sam));
    const asRead = { changeId: change.id, version: change.version };
    expect(await rita.refused(releaseChangeRoute, asRead)).toMatchObject({ code: 'forbidden' });
    expect((await show(rita, change)).hold?.mayRelease).toBe(false);
    await release(carl, change);
    expect(await carl.refused(releaseChangeRoute, { ...asRead, version: change.version + 1 })).toMatchObject({
      code: 'not_on_hold',
    });
  });

  test('hold twice: nobody, nor with a stale version, nor what is over', async () => {
    const change = await raise(rita, sam);
    const held = await hold(rita, change);
    const asRead = { changeId: change.id, reason: 'Again' };
    expect(await rita.refused(holdChangeRoute, { ...asRead, version: 1 })).toMatchObject({ code: 'changed_meanwhile' });
    expect(await rita.refused(holdChangeRoute, { ...asRead, version: 2 })).toMatchObject({ code: 'on_hold' });
    const over = await cancel(rita, held);
    expect(await rita.refused(holdChangeRoute, { ...asRead, version: over.version })).toMatchObject({
      code: 'change_fixed',
    });
    expect(
      await rita.refused(moveChangeRoute, { changeId: over.id, version: over.version, to: 'assess' }),
    ).toMatchObject({ code: 'no_such_move' });
  });
});

test('the list finds what is on hold, and what is not', async () => {
  const [held, free] = [await hold(rita, await raise(rita, sam)), await raise(rita, sam)];
  const found = async (onHold: 'true' | 'false') =>
    (await carl.call(listChangesRoute, { onHold, limit: 200 })).items.map(({ id }) => id);
  expect(await found('true')).toContain(held.id);
  expect(await found('true')).not.toContain(free.id);
  expect(await found('false')).toContain(free.id);
  expect(await found('false')).not.toContain(held.id);
});
