import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { cancel, edit, explained, heldBack, inInbox, makeGroup, openRound, reject } from '../testing/journey.ts';
import { addModel, type ModelRows } from '../testing/models.ts';
import { approve, move, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const dora = await bank.person('Dora Designer', ['specialist']);
const [sid, sue] = [await bank.person('Sid Security', ['approver']), await bank.person('Sue Security', ['approver'])];
const bea = await bank.person('Bea Board', ['approver']);
const ben = await bank.person('Ben Board', ['approver']);
const bob = await bank.person('Bob Board', ['approver']);
const design = await makeGroup(bank.admin, 'Design', [dora]);
const security = await makeGroup(bank.admin, 'Security', [sid, sue]);
const board = await makeGroup(bank.admin, 'Board', [bea, ben, bob]);
const window = { start: '2026-03-07T22:00', end: '2026-03-08T02:00', zone: 'Europe/Amsterdam' };

/** A model as an organisation might write it: its own words, two rounds, movers out of groups. */
const rollout: ModelRows['definition'] = {
  raise: 'change.raise',
  states: [
    { key: 'idea', name: 'Idea', kind: 'draft' },
    { key: 'sketch', name: 'Sketch', kind: 'assess', requires: ['summary', 'reason'] },
    {
      key: 'security',
      name: 'Security check',
      kind: 'authorize',
      requires: ['implementationPlan', 'assignee'],
      approvals: [{ key: 'security', name: 'Security check', group: security.id, quorum: { kind: 'all' } }],
      rejectedTo: 'idea',
    },
    { key: 'prepare', name: 'Prepare', kind: 'build' },
    {
      key: 'board',
      name: 'Board',
      kind: 'authorize',
      requires: ['backoutPlan'],
      approvals: [
        {
          key: 'board',
          name: 'Board',
          group: board.id,
          quorum: { kind: 'percent', percent: 50 },
          oneRejectionEnds: false,
        },
      ],
      rejectedTo: 'prepare',
    },
    { key: 'ready', name: 'Ready', kind: 'scheduled', requires: ['window'] },
    { key: 'doing', name: 'Doing', kind: 'implement' },
    { key: 'looked_over', name: 'Looked over', kind: 'review' },
    { key: 'done', name: 'Done', kind: 'closed' },
  ],
  transitions: [
    { from: 'idea', to: 'sketch', label: 'Sketch it', movers: [{ is: 'requester' }] },
    { from: 'sketch', to: 'security', label: 'Have it checked', movers: [{ group: design.id }] },
    { from: 'security', to: 'prepare', label: 'Checked', movers: [{ is: 'round' }] },
    { from: 'prepare', to: 'board', label: 'Bring before the board', movers: [{ is: 'coordinator' }] },
    { from: 'board', to: 'ready', label: 'Plan it', movers: [{ is: 'change_manager' }] },
    {
      from: 'ready',
      to: 'doing',
      label: 'Begin',
      movers: [{ is: 'assignee' }],
      guards: ['window_open'],
      earlyMovers: [{ group: design.id }],
    },
    { from: 'doing', to: 'looked_over', label: 'Hand over', movers: [{ is: 'assignee' }] },
    { from: 'looked_over', to: 'done', label: 'Done', movers: [{ group: design.id }], guards: ['closure'] },
  ],
  cancel: {
    from: ['idea', 'sketch', 'security', 'prepare', 'board', 'ready'],
    movers: [{ is: 'requester' }, { group: design.id }],
  },
};

await addModel(bank.database, { id: 'mdl_rollout', key: 'rollout', name: 'Rollout', definition: rollout });

const raise = (over: Record<string, unknown> = {}): Promise<ChangeDetail> =>
  rita.call(raiseChangeRoute, {
    modelId: 'mdl_rollout',
    title: 'Roll out the new badge readers',
    summary: 'Every door gets one.',
    reason: 'The old ones can be copied.',
    implementationPlan: 'Door by door',
    backoutPlan: 'Put the old ones back',
    riskLevel: 'low',
    assigneeId: sam.id,
    ...over,
  });

async function toPrepare(): Promise<ChangeDetail> {
  let change = await move(dora, await move(rita, await raise(), 'sketch'), 'security');
  change = await approve(sid, change);
  return approve(sue, change);
}

async function toBoardApproved(): Promise<ChangeDetail> {
  let change = await move(carl, await toPrepare(), 'board');
  change = await approve(bea, change);
  return approve(ben, change);
}

test('a model of rows alone is offered with the others', async () => {
  const { items } = await rita.call(listModelsRoute, {});
  expect(items.find(({ key }) => key === 'rollout')).toMatchObject({ name: 'Rollout', version: 1, mayRaise: true });
});

describe('a change of a model of rows alone', () => {
  test('goes from its first state to its last, and every refusal on the way is explained', async () => {
    let change = await raise({ summary: '', implementationPlan: '', assigneeId: null, backoutPlan: '' });
    expect(change.state).toEqual({ key: 'idea', name: 'Idea', kind: 'draft' });
    expect(change.steps.map(({ name }) => name)).toEqual(rollout.states.map(({ name }) => name));
    expect(await heldBack(rita, change, 'sketch')).toMatchObject([
      { guard: 'required_fields', why: 'Sketch still needs summary.', fields: ['summary'] },
    ]);
    change = await edit(rita, change, { summary: 'Every door gets one.' });
    expect(await heldBack(carl, change, 'sketch')).toMatchObject([
      { guard: 'mover', why: 'This move belongs to Rita Requester.', clearedBy: [{ is: 'person', id: rita.id }] },
    ]);
    change = await move(rita, change, 'sketch');

    expect((await heldBack(carl, change, 'security')).map(({ guard, why }) => [guard, why])).toEqual([
      ['mover', 'This move belongs to Design.'],
      ['required_fields', 'Security check still needs implementation plan, assignee.'],
    ]);
    expect(await inInbox(dora, change)).toMatchObject([{ kind: 'move' }]);
    change = await edit(rita, change, { implementationPlan: 'Door by door', assigneeId: sam.id });
    change = await move(dora, change, 'security');
    expect(openRound(change)).toMatchObject({ stateName: 'Security check', rule: 'All 2', needed: 2 });

    change = await approve(sid, change);
    expect(await explained(carl, change, 'prepare')).toMatchObject({ kind: 'by_round', possible: false });
    expect(await heldBack(carl, change, 'prepare')).toMatchObject([
      { guard: 'mover', why: 'The approval round makes this move when it passes.' },
      { guard: 'approvals', why: '1 of 2 approvals are given; 1 more is needed from Sue Security.' },
    ]);
    change = await approve(sue, change);
    expect(change.state.key).toBe('prepare');

    expect(await heldBack(mona, change, 'board')).toMatchObject([
      { guard: 'mover', why: 'This move belongs to a coordinator (Carl Coordinator).' },
      { guard: 'required_fields', why: 'Board still needs backout plan.' },
    ]);
    change = await edit(rita, change, { backoutPlan: 'Put the old ones back' });
    expect(change.state.key).toBe('security');
    change = await approve(sue, await approve(sid, change));
    change = await move(carl, change, 'board');
    expect(openRound(change)).toMatchObject({ stateName: 'Board', rule: '2 of 3 (50 %)' });

    change = await reject(bob, change);
    expect(change.state.key).toBe('board');
    change = await approve(bea, change);
    expect((await heldBack(mona, change, 'ready', { window })).map(({ why }) => why)).toEqual([
      '1 of 2 approvals are given; 1 more is needed from Ben Board.',
    ]);
    change = await approve(ben, change);
    expect(change).toMatchObject({ state: { key: 'board' }, rounds: [{ status: 'approved' }, {}, {}] });
    expect(await inInbox(mona, change)).toMatchObject([{ kind: 'move' }]);
    expect(await heldBack(mona, change, 'ready')).toMatchObject([{ why: 'Ready still needs planned window.' }]);
    change = await move(mona, change, 'ready', { window });

    expect(await heldBack(sam, change, 'doing')).toMatchObject([
      {
        guard: 'window_open',
        earliest: '2026-03-07T21:00:00.000Z',
        clearedBy: [{ is: 'time' }, { is: 'group', name: 'Design' }],
      },
    ]);
    expect(await heldBack(mona, change, 'doing')).toMatchObject([
      { guard: 'mover', why: 'This move belongs to Sam Specialist.' },
      { guard: 'window_open' },
    ]);
    expect(await heldBack(dora, change, 'doing')).toMatchObject([{ withMove: true }]);
    change = await move(dora, change, 'doing', { reason: 'The building is empty today.' });
    expect(await heldBack(dora, change, 'looked_over')).toMatchObject([{ guard: 'mover' }]);
    change = await move(sam, change, 'looked_over');
    expect(await heldBack(dora, change, 'done')).toMatchObject([{ guard: 'closure', withMove: true }]);
    expect((await heldBack(sam, change, 'done')).map(({ guard }) => guard)).toEqual([
      'mover',
      'segregation_of_duties',
      'closure',
    ]);
    change = await move(dora, change, 'done', { closureCode: 'with_issues', closureNotes: 'Two doors stuck.' });
    expect(change).toMatchObject({ state: { key: 'done', kind: 'closed' }, outcome: 'with_issues' });
  });

  test('that is edited after the first approval goes back to the state that gave it', async () => {
    const change = await edit(rita, await toPrepare(), { testPlan: 'Try every badge' });
    expect(change.state.key).toBe('security');
    expect(change.rounds.map(({ state, status }) => [state, status])).toEqual([
      ['security', 'open'],
      ['security', 'voided'],
    ]);
  });

  test('that is edited after both approvals goes back to the first, and passes both again', async () => {
    let change = await edit(rita, await toBoardApproved(), { testPlan: 'Try every badge' });
    expect(change.state.key).toBe('security');
    expect(change.rounds.map(({ state, status }) => [state, status])).toEqual([
      ['security', 'open'],
      ['board', 'voided'],
      ['security', 'voided'],
    ]);
    change = await approve(sue, await approve(sid, change));
    change = await approve(bob, await approve(ben, await move(carl, change, 'board')));
    change = await move(mona, change, 'ready', { window });
    expect(change.state.key).toBe('ready');
    change = await edit(rita, change, { window: { ...window, end: '2026-03-08T03:00' } });
    expect(change.state.key).toBe('security');
  });

  test('that the second round turns down returns to where the model says, and keeps the first approval', async () => {
    let change = await move(carl, await toPrepare(), 'board');
    change = await reject(bob, await reject(bea, change));
    expect(change.state.key).toBe('prepare');
    expect(change.rounds.map(({ status }) => status)).toEqual(['rejected', 'approved']);
    change = await move(carl, change, 'board');
    expect(openRound(change).asked.every(({ vote }) => vote === null)).toBe(true);
  });

  test('is cancelled by the group that the model names, and by nobody else', async () => {
    const change = await toPrepare();
    expect(await explained(carl, change, 'cancelled')).toMatchObject({
      possible: false,
      guards: [{ why: 'This move belongs to Rita Requester or Design.' }],
    });
    await expect(cancel(carl, change)).rejects.toThrow('move_refused');
    expect(await cancel(dora, change)).toMatchObject({ state: { key: 'cancelled', kind: 'cancelled' } });
  });
});
