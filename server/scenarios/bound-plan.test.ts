import { approveChangeRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { ModelDefinition, type TaskKind } from '@interlock/contract/models.ts';
import { addTaskRoute, cancelTaskRoute, editTaskRoute } from '@interlock/contract/task-planning.ts';
import { handOverTaskRoute, startTaskRoute } from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute } from '@interlock/contract/tasks.ts';
import { expect, test } from 'vitest';
import { edit, makeGroup, show } from '../testing/journey.ts';
import { addModel } from '../testing/models.ts';
import { approve, move, raise, world } from '../testing/world.ts';

const bank = await world();
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const sue = await bank.person('Sue Specialist', ['specialist']);
const tim = await bank.person('Tim Tester', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver']);
const ann = await bank.person('Ann Approver', ['approver']);
const group = await makeGroup(bank.admin, 'Board', [abe, ann]);

const given = (kind: string, title: string, level = 1) => ({
  ...{ kind, title, level, owner: { is: 'assignee' } },
  steps: [{ text: title, minutes: 5 }],
});
const board = { key: 'board', name: 'Board', group: group.id, quorum: { kind: 'any' } };
const way = (from: string, to: string, is: string, guards: string[] = []) => ({
  ...{ from, to, label: to, movers: [{ is }], guards },
});
const definition = ModelDefinition.parse({
  raise: 'change.raise',
  states: [
    {
      ...{ key: 'draft', name: 'Draft', kind: 'draft' },
      tasks: [
        given('implementation', 'Promote the replica'),
        given('verification', 'Prove the failover', 2),
        given('backout', 'Fail back'),
      ],
    },
    { key: 'ask', name: 'Ask', kind: 'authorize', approvals: [board], rejectedTo: 'draft' },
    { key: 'ready', name: 'Ready', kind: 'build' },
    { key: 'work', name: 'Work', kind: 'implement' },
    { key: 'review', name: 'Review', kind: 'review' },
    { key: 'closed', name: 'Closed', kind: 'closed' },
  ],
  transitions: [
    way('draft', 'ask', 'requester'),
    way('ask', 'ready', 'round'),
    way('ready', 'work', 'coordinator'),
    way('work', 'review', 'coordinator'),
    way('review', 'closed', 'coordinator', ['closure']),
  ],
  cancel: { from: ['draft', 'ask'], movers: [{ is: 'requester' }] },
});
await addModel(bank.database, { id: 'mdl_given', key: 'given', name: 'Given tasks', definition });

const raised = () => raise(rita, sam, { modelId: 'mdl_given' });
const taskOf = async ({ id: changeId }: ChangeDetail, kind: TaskKind) => {
  const { tasks } = await rita.call(listChangeTasksRoute, { changeId });
  const task = tasks.find((one) => one.kind === kind);
  if (!task) throw new Error(`no task of kind ${kind}`);
  return task;
};
const takeOut = async (change: ChangeDetail, kind: TaskKind) => {
  const { id: taskId, version } = await taskOf(change, kind);
  await rita.call(cancelTaskRoute, { taskId, version, words: 'There is no time for it.' });
};
const statusesOf = ({ rounds }: ChangeDetail) => rounds.map(({ status }) => status);

test('a task that a model gives cannot be taken out after the yes without asking anew', async () => {
  const asked = await move(rita, await raised(), 'ask');
  const ready = await approve(abe, asked);
  expect([ready.state.key, statusesOf(ready)]).toEqual(['ready', ['approved']]);
  await takeOut(ready, 'verification');
  const fallen = await show(rita, ready);
  expect([fallen.state.key, statusesOf(fallen).includes('approved')]).toEqual(['ask', false]);
});

test('whoever else gets a task that a model gives, before its turn, is decided on; during the work it is handed over freely', async () => {
  let ready = await approve(abe, await move(rita, await raised(), 'ask'));
  const passOn = async (ownerId: string) => {
    const { id: taskId, version } = await taskOf(ready, 'implementation');
    await carl.call(handOverTaskRoute, { taskId, version, ownerId, groupId: null });
    ready = await show(carl, ready);
  };
  await passOn(sue.id);
  expect([ready.state.key, statusesOf(ready).includes('approved')]).toEqual(['ask', false]);
  ready = await move(carl, await approve(ann, ready), 'work');
  await passOn(tim.id);
  expect([ready.state.key, statusesOf(ready).includes('approved')]).toEqual(['work', true]);
  expect((await taskOf(ready, 'implementation')).owner?.name).toBe('Tim Tester');
});

test('when a task of the plan is planned within the window asks nobody again, and lets nothing begin', async () => {
  const ready = await approve(abe, await move(rita, await raised(), 'ask'));
  const { id: taskId, version } = await taskOf(ready, 'implementation');
  const times = { plannedStart: '2026-01-01T00:00:00.000Z', plannedEnd: '2026-01-01T01:00:00.000Z' };
  await rita.call(editTaskRoute, { taskId, version, ...times });
  const after = await show(rita, ready);
  expect([after.state.key, statusesOf(after)]).toEqual(['ready', ['approved']]);
  const planned = await taskOf(ready, 'implementation');
  expect(planned).toMatchObject({ ...times, state: 'pending' });
  const started = await sam.refused(startTaskRoute, { taskId, version: planned.version });
  expect(started).toMatchObject({ code: 'task_waits' });
});

test('who of a group begins its task alters no decision, and whoever it is handed over to by name does', async () => {
  const testers = await makeGroup(bank.admin, 'Testers', [tim]);
  const draft = await raised();
  const check = { kind: 'test' as const, title: 'Check the failover', groupId: testers.id };
  await rita.call(addTaskRoute, { changeId: draft.id, version: draft.version, ...check });
  const ready = await approve(abe, await move(rita, await show(rita, draft), 'ask'));
  const open = await taskOf(ready, 'test');
  await tim.call(startTaskRoute, { taskId: open.id, version: open.version });
  const begun = await show(rita, ready);
  expect([begun.state.key, statusesOf(begun), begun.revision]).toEqual(['ready', ['approved'], ready.revision]);
  const { id: taskId, version, owner } = await taskOf(ready, 'test');
  expect(owner?.name).toBe('Tim Tester');
  await carl.call(handOverTaskRoute, { taskId, version, ownerId: sue.id, groupId: null });
  expect((await show(rita, ready)).state.key).toBe('ask');
});

test('a vote that was cast on a plan with a task that is gone by now is refused', async () => {
  const asked = await move(rita, await raised(), 'ask');
  await takeOut(asked, 'backout');
  const [round] = asked.rounds;
  const stale = { changeId: asked.id, version: asked.version, roundId: round?.id ?? '', comment: '' };
  expect((await abe.refused(approveChangeRoute, stale)).status).toBe(409);
});

test('a new assignee takes over what was written for whoever carries it out, and nobody’s next act brings the yes down', async () => {
  const draft = await raised();
  const { id: taskId, version } = await taskOf(draft, 'implementation');
  await rita.call(editTaskRoute, { taskId, version, title: 'Promote the replica in Utrecht' });
  const written = await show(rita, draft);
  await rita.call(addTaskRoute, {
    ...{ changeId: draft.id, version: written.version, kind: 'build', title: 'Build the image', ownerId: tim.id },
  });
  const ready = await approve(abe, await move(rita, await show(rita, draft), 'ask'));
  const passedOn = await edit(carl, ready, { assigneeId: sue.id });
  expect(statusesOf(passedOn)).toEqual(['approved']);
  expect((await taskOf(draft, 'implementation')).owner?.name).toBe('Sue Specialist');
  const build = await taskOf(draft, 'build');
  await tim.call(startTaskRoute, { taskId: build.id, version: build.version });
  const after = await show(rita, draft);
  expect([after.state.key, statusesOf(after), after.revision]).toEqual(['ready', ['approved'], passedOn.revision]);
});
