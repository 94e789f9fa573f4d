import { withdrawVoteRoute } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { expect, test } from 'vitest';
import { edit, explained, makeGroup, show } from '../testing/journey.ts';
import { addModel } from '../testing/models.ts';
import { approve, move, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const { clock } = bank;
const rita = await bank.person('Rita Requester', ['initiator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const bea = await bank.person('Bea Board', ['approver']);
const board = await makeGroup(bank.admin, 'Board', [bea]);

await addModel(bank.database, {
  id: 'mdl_either',
  key: 'either',
  name: 'Either way',
  definition: {
    raise: 'change.raise',
    states: [
      { key: 'idea', name: 'Idea', kind: 'draft' },
      {
        key: 'board',
        name: 'Board',
        kind: 'authorize',
        approvals: [{ key: 'board', name: 'Board', group: board.id, quorum: { kind: 'any' } }],
        rejectedTo: 'idea',
      },
      { key: 'ready', name: 'Ready', kind: 'build' },
      { key: 'work', name: 'Work', kind: 'implement' },
      { key: 'review', name: 'Review', kind: 'review' },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      { from: 'idea', to: 'board', label: 'Ask the board', movers: [{ is: 'requester' }] },
      { from: 'idea', to: 'ready', label: 'Plan it', movers: [{ is: 'requester' }] },
      { from: 'board', to: 'idea', label: 'Take back', movers: [{ is: 'requester' }] },
      { from: 'board', to: 'ready', label: 'Approved', movers: [{ is: 'round' }] },
      { from: 'ready', to: 'idea', label: 'Think again', movers: [{ is: 'requester' }] },
      { from: 'ready', to: 'work', label: 'Begin', movers: [{ is: 'assignee' }] },
      { from: 'work', to: 'review', label: 'End', movers: [{ is: 'assignee' }] },
      { from: 'review', to: 'closed', label: 'Close', movers: [{ is: 'change_manager' }], guards: ['closure'] },
    ],
    cancel: { from: [], movers: [{ is: 'requester' }] },
  },
});

const raised = (): Promise<ChangeDetail> =>
  rita.call(raiseChangeRoute, { modelId: 'mdl_either', title: 'Swap the readers', assigneeId: sam.id });

/** As `move`, a minute later. */
function later(by: Somebody, change: ChangeDetail, to: string): Promise<ChangeDetail> {
  clock.pass(1);
  return move(by, change, to);
}

const withdraw = ({ id, version, rounds }: ChangeDetail): Promise<ChangeDetail> =>
  bea.call(withdrawVoteRoute, { changeId: id, version, roundId: rounds[0]?.id ?? '', words: 'I was wrong.' });

test('a board from which a change was taken back holds nothing once the model leads on without it', async () => {
  const asked = await later(rita, await raised(), 'board');
  const back = await later(rita, asked, 'idea');
  const ready = await later(rita, back, 'ready');
  const begin = await explained(sam, ready, 'work');
  expect(begin.guards.filter(({ met }) => !met)).toEqual([]);
  expect((await later(sam, ready, 'work')).state.key).toBe('work');
});

test('a board that its way leads through holds the start until it says yes, and again where the yes is taken back', async () => {
  const asked = await later(rita, await raised(), 'board');
  const again = await later(rita, await later(rita, asked, 'idea'), 'board');
  clock.pass(1);
  const ready = await approve(bea, again);
  expect(ready.state.key).toBe('ready');
  clock.pass(1);
  expect((await withdraw(ready)).state.key).toBe('board');
});

test('a yes from a way that was left is taken back, and falls by an edit, without the change going there again', async () => {
  for (const fall of [
    (change: ChangeDetail) => withdraw(change),
    (change: ChangeDetail) => edit(mona, change, { summary: 'Other readers.' }),
  ]) {
    const asked = await later(rita, await raised(), 'board');
    clock.pass(1);
    const back = await later(rita, await approve(bea, asked), 'idea');
    expect(back.rounds.map(({ status }) => status)).toEqual(['approved']);
    const ready = await later(rita, back, 'ready');
    clock.pass(1);
    expect((await fall(ready)).state.key).toBe('ready');
    expect((await show(rita, ready)).rounds.map(({ status }) => status)).toEqual(['voided']);
    expect((await later(sam, await show(rita, ready), 'work')).state.key).toBe('work');
  }
});
