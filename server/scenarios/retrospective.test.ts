import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { expect, test } from 'vitest';
import { cancel, edit, explained, heldBack, reject, show } from '../testing/journey.ts';
import { approve, move, readyToAuthorize, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });

const lastNight = { start: '2026-03-01T23:00', end: '2026-03-02T01:30', zone: 'Europe/Amsterdam' };
const done = {
  ...{ ...readyToAuthorize, modelId: 'mdl_retrospective', title: 'Restarted the ledger' },
  ...{ cannotWait: 'It hung at night.', systemsAffected: 'Ledger', assigneeId: sam.id },
};
const recorded = (over = {}): Promise<ChangeDetail> =>
  carl.call(raiseChangeRoute, { ...done, window: lastNight, ...over });

test('work that was done already is recorded by those who may, and never as if it were still to come', async () => {
  expect(await rita.refused(raiseChangeRoute, done)).toMatchObject({ code: 'forbidden' });
  let change = await recorded({ window: null });
  expect(change).toMatchObject({
    model: { retrospective: true },
    steps: [{}, {}, { kind: 'review' }, { kind: 'closed' }],
  });
  expect(await heldBack(carl, change, 'authorize', { window: lastNight })).toMatchObject([
    { why: 'Authorize still needs when it was done.', withMove: false },
  ]);
  change = await edit(carl, change, { window: { ...lastNight, end: '2026-03-02T23:00' } });
  expect(await heldBack(carl, change, 'authorize')).toMatchObject([
    { why: 'The work lies ahead: what is recorded here is done already.', fields: ['window'] },
  ]);
  change = await move(carl, await edit(carl, change, { window: lastNight }), 'authorize');
  expect(change).toMatchObject({ actualStart: '2026-03-01T22:00:00.000Z', actualEnd: '2026-03-02T00:30:00.000Z' });
});

test('a yes authorises it after the fact, and a review follows', async () => {
  const change = await approve(abe, await move(carl, await recorded(), 'authorize'));
  expect(change).toMatchObject({ state: { key: 'review' }, censured: false, actualEnd: '2026-03-02T00:30:00.000Z' });
});

test('a no is a censure: it stays on record, goes on to the review, and cannot be called off', async () => {
  const draft = await recorded();
  expect(await cancel(carl, await recorded())).toMatchObject({ state: { kind: 'cancelled' } });
  const asked = await move(carl, draft, 'authorize');
  await expect(cancel(carl, asked)).rejects.toThrow('no_such_move');
  await reject(abe, asked, 'This could have waited until the morning.');
  const censured = await show(carl, asked);
  expect(censured).toMatchObject({
    state: { key: 'review' },
    censured: true,
    rounds: [{ status: 'rejected', asked: [{ vote: { comment: 'This could have waited until the morning.' } }] }],
  });
  await expect(cancel(carl, censured)).rejects.toThrow('no_such_move');
  const closing = await explained(carl, censured, 'closed');
  expect(closing).toMatchObject({ possible: false });
});
