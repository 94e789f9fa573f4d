import { moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { editChangeRoute } from '@interlock/contract/changes.ts';
import { lookRoute } from '@interlock/contract/decisions.ts';
import { editGroupRoute, listGroupsRoute, publishGroupProposalRoute } from '@interlock/contract/groups.ts';
import { backOutRoute } from '@interlock/contract/task-work.ts';
import { describe, expect, test } from 'vitest';
import { cancel, makeGroup } from '../testing/journey.ts';
import { addModel, oneRound } from '../testing/models.ts';
import { approve, move, raise, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const { admin: ada } = bank;
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator', 'approver']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver']);
const group = await makeGroup(ada, 'Those who approve', [abe]);
await addModel(bank.database, {
  ...{ id: 'mdl_asks', key: 'asks', name: 'Asks' },
  definition: oneRound({ group: group.id, quorum: { kind: 'any' } }),
});
const asking = async () => move(rita, await raise(rita, sam, { modelId: 'mdl_asks' }), 'ask');
const working = async () => move(carl, await approve(abe, await asking()), 'work');

describe('a refusal says what to do instead:', () => {
  test('of an edit while the work goes on, and once it is over', async () => {
    const { id, version } = await working();
    expect(await carl.refused(editChangeRoute, { changeId: id, version, title: 'Another' })).toMatchObject({
      code: 'change_fixed',
      detail: 'What was approved is being carried out.',
      next: expect.stringContaining('add a task for what was not planned'),
    });
    const over = await cancel(rita, await asking());
    expect(await carl.refused(editChangeRoute, { changeId: over.id, version: over.version, title: 'X' })).toMatchObject(
      {
        detail: 'It is over.',
        next: 'Comment on it. What is left to do is a new change: copy this one.',
      },
    );
  });

  test('of a move that the model does not have, which moves it has; and of one of what is over', async () => {
    const change = await asking();
    const nowhere = { changeId: change.id, version: change.version, to: 'nowhere' };
    const refused = await carl.refused(moveChangeRoute, nowhere);
    expect(refused).toMatchObject({
      code: 'no_such_move',
      next: expect.stringMatching(/^Choose one of these: .*cancel it/),
    });
    const over = await cancel(rita, change);
    expect(await carl.refused(moveChangeRoute, { ...nowhere, version: over.version })).toMatchObject({
      next: 'It stays as it is. What is left to do is a new change: copy this one.',
    });
  });

  test('of backing out what has not begun, and what is over', async () => {
    const change = await asking();
    const early = { changeId: change.id, version: change.version, words: 'Back.' };
    expect(await sam.refused(backOutRoute, early)).toMatchObject({
      code: 'task_waits',
      next: expect.stringContaining('once its work has begun'),
    });
    const over = await cancel(rita, change);
    expect(await sam.refused(backOutRoute, { ...early, version: over.version })).toMatchObject({
      next: 'It is over: what has to be undone is a new change.',
    });
  });

  test('of a look by somebody who is not asked', async () => {
    const { id, revision } = await asking();
    expect(await carl.refused(lookRoute, { changeId: id, revision })).toMatchObject({
      code: 'not_an_approver',
      next: expect.stringContaining('Read it all the same'),
    });
  });

  test('of a proposal on which somebody has decided', async () => {
    const eve = await bank.person('Eve', ['administrator']);
    const [approvers] = (await ada.call(listGroupsRoute, { q: 'Approvers' })).items;
    const groupId = approvers?.id ?? '';
    const edit = { groupId, version: approvers?.version ?? 0, memberIds: [carl.id] };
    const { proposals } = await ada.browser.call(editGroupRoute, edit);
    const decided = { groupId, proposalId: proposals[0]?.id ?? '' };
    await eve.browser.call(publishGroupProposalRoute, decided);
    expect(await eve.browser.refused(publishGroupProposalRoute, decided)).toMatchObject({
      code: 'changed_meanwhile',
      next: expect.stringContaining('Load the group again'),
    });
  });
});
