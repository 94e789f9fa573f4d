import { explainChangeRoute, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { expect, test } from 'vitest';
import { edit, explained, heldBack, inInbox } from '../testing/journey.ts';
import { addModel, oneRound } from '../testing/models.ts';
import { approve, type Client, move, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });

const asked = oneRound({ group: 'grp_approvers', quorum: { kind: 'any' } });
await addModel(bank.database, {
  id: 'mdl_careful',
  key: 'careful',
  name: 'Careful',
  definition: {
    ...asked,
    states: asked.states.map((state) =>
      state.key === 'ask'
        ? { ...state, requires: ['summary'], requiresWhen: [{ when: 'change.impact == "high"', fields: ['testPlan'] }] }
        : state,
    ),
    transitions: [
      ...asked.transitions.map((made) => {
        if (made.to === 'ask') return { ...made, when: 'change.impact != "low"' };
        if (made.to !== 'work') return made;
        const why = 'The night shift ends after four hours.';
        return {
          ...made,
          conditions: [{ when: 'change.windowMinutes <= 240', why, clearedBy: [{ is: 'requester' as const }] }],
        };
      }),
      {
        from: 'draft',
        to: 'work',
        label: 'Just do it',
        movers: [{ is: 'coordinator' }],
        when: 'change.impact == "low"',
      },
    ],
  },
});

const raised = (over: Record<string, unknown>): Promise<ChangeDetail> =>
  rita.call(raiseChangeRoute, { modelId: 'mdl_careful', title: 'Careful', summary: 'So', ...over });
const offered = async (by: Client, { id }: ChangeDetail) =>
  (await by.call(explainChangeRoute, { changeId: id })).moves.map(({ to }) => to);

test('a move under a condition is offered only where it holds, and the inbox tells whose it then is', async () => {
  let change = await raised({ impact: 'medium' });
  expect(await offered(rita, change)).toEqual(['ask', 'cancelled']);
  expect(await inInbox(rita, change)).toMatchObject([{ kind: 'move' }]);
  change = await edit(rita, change, { impact: 'low' });
  expect(await offered(rita, change)).toEqual(['work', 'cancelled']);
  expect([await inInbox(rita, change), await inInbox(carl, change)]).toMatchObject([[], [{ kind: 'move' }]]);
  const refused = await rita.refused(moveChangeRoute, { changeId: change.id, version: change.version, to: 'ask' });
  expect(refused).toMatchObject({
    code: 'no_such_move',
    detail: 'From draft the model leads to: work, cancelled. It leads to ask only where change.impact != "low".',
  });
  expect((await move(carl, change, 'work')).state.key).toBe('work');
});

test('a field demanded under a condition is named with it, and an edit cannot leave it out where a round is asked', async () => {
  let change = await raised({ impact: 'high' });
  expect(await heldBack(rita, change, 'ask')).toMatchObject([
    { why: 'Ask still needs test plan (where change.impact == "high").', fields: ['testPlan'] },
  ]);
  change = await move(rita, await edit(rita, change, { impact: 'medium' }), 'ask');
  await expect(edit(rita, change, { impact: 'high' })).rejects.toThrow('Ask needs test plan');
  change = await edit(rita, change, { impact: 'high', testPlan: 'Try it' });
  expect(change.state.key).toBe('ask');
});

test('a guard in the organisation’s words holds a move back until its condition holds', async () => {
  let change = await move(rita, await raised({ impact: 'medium' }), 'ask');
  const told = async () => (await explained(carl, change, 'work')).guards.find(({ guard }) => guard === 'condition_1');
  expect(await told()).toMatchObject({
    met: false,
    why: 'The night shift ends after four hours. It cannot be worked out: nothing is known of windowMinutes.',
    clearedBy: [{ name: 'Rita Requester' }],
  });
  const window = { start: '2026-03-03T22:00', end: '2026-03-04T03:00', zone: 'UTC' };
  change = await approve(abe, await edit(rita, change, { window }));
  expect(await heldBack(carl, change, 'work')).toMatchObject([{ why: 'The night shift ends after four hours.' }]);
  change = await approve(abe, await edit(rita, change, { window: { ...window, end: '2026-03-04T02:00' } }));
  expect((await move(carl, change, 'work')).state.key).toBe('work');
});
