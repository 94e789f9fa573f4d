import { editChangeRoute, listRevisionsRoute } from '@interlock/contract/changes.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { addTaskRoute, cancelTaskRoute, editTaskRoute } from '@interlock/contract/task-planning.ts';
import {
  failTaskRoute,
  finishTaskRoute,
  handOverTaskRoute,
  skipTaskRoute,
  startTaskRoute,
  tickStepRoute,
} from '@interlock/contract/task-work.ts';
import {
  type ChangeTasks,
  listChangeTasksRoute,
  listTasksRoute,
  showTaskRoute,
  type Task,
} from '@interlock/contract/tasks.ts';
import { describe, expect, test } from 'vitest';
import { cancel, inInbox, show } from '../testing/journey.ts';
import { approve, type Client, move, raise, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const sue = await bank.person('Sue Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });

const add = async (by: Client, changeId: string, task: Record<string, unknown>): Promise<ChangeTasks> => {
  const { version } = await show(by, { id: changeId });
  return by.call(addTaskRoute, { changeId, version, kind: 'implementation', title: 'Switch', ...task });
};
const called = ({ tasks }: ChangeTasks, title: string): Task => {
  const task = tasks.find((one) => one.title === title);
  if (!task) throw new Error(`no task is called ${title}`);
  return task;
};
const tasksOn = (by: Client, changeId: string) => by.call(listChangeTasksRoute, { changeId });
const read = ({ id, version }: Task) => ({ taskId: id, version });
const told = async (by: Client) => (await by.call(listNotificationsRoute, {})).items.map(({ kind }) => kind);

/** Approved, and now being built. */
async function inBuild(over: Record<string, unknown> = {}, plan?: (id: string) => Promise<unknown>) {
  let change = await raise(rita, sam, over);
  if (plan) await plan(change.id);
  change = await move(rita, await show(rita, change), 'assess');
  change = await move(carl, change, 'authorize');
  return approve(abe, change);
}

describe('the lines of a plan', () => {
  test('are the steps of its tasks, and writing them before the work is a material edit', async () => {
    const change = await raise(rita, sam);
    const steps = [
      { text: 'Promote the replica', minutes: 25 },
      { text: 'Switch the application', minutes: 10 },
    ];
    const planned = await add(rita, change.id, { ownerId: sam.id, steps });
    expect(called(planned, 'Switch')).toMatchObject({
      number: 'TSK-1',
      state: 'pending',
      minutes: 35,
      owner: { name: 'Sam Specialist' },
    });
    expect(planned).toMatchObject({ planIs: 'material', minutes: { implementation: 35, total: 35, window: null } });
    const { items } = await rita.call(listRevisionsRoute, { changeId: change.id });
    expect(items[0]).toMatchObject({
      revision: 2,
      fields: [{ field: 'steps', before: '', after: expect.stringContaining('1. Promote the replica (25 min)') }],
    });
  });

  test('void an approval when they are edited after it, and bring the change back to where it is asked', async () => {
    let change = await inBuild({}, (id) => add(rita, id, { steps: [{ text: 'One' }] }));
    expect(change.state.key).toBe('build');
    const task = called(await tasksOn(rita, change.id), 'Switch');
    const [step] = task.steps;
    await rita.call(editTaskRoute, { ...read(task), steps: [{ id: step?.id, text: 'Another' }] });
    change = await show(rita, change);
    expect(change).toMatchObject({ state: { key: 'authorize' }, rounds: [{ status: 'open' }, { status: 'voided' }] });
  });

  test('satisfy what a state demands of a plan, beside Markdown', async () => {
    const change = await raise(rita, sam, { implementationPlan: '' });
    await add(rita, change.id, { steps: [{ text: 'One' }] });
    const asked = await move(carl, await move(rita, await show(rita, change), 'assess'), 'authorize');
    expect(asked.state.key).toBe('authorize');
  });
});

/** One task builds it, the next level tries it. */
const built = () =>
  inBuild({}, async (id) => {
    await add(carl, id, { kind: 'build', title: 'Build it', ownerId: sam.id });
    await add(carl, id, { kind: 'test', title: 'Try it', level: 2, ownerId: sue.id });
  });

describe('the work on a change', () => {
  test('goes level by level: whoever is next is told, and who is not has to wait', async () => {
    const change = await built();
    let all = await tasksOn(sue, change.id);
    expect(called(all, 'Try it')).toMatchObject({
      state: 'pending',
      waitsBecause: expect.stringContaining('Sam Specialist'),
    });
    expect(await sue.refused(startTaskRoute, read(called(all, 'Try it')))).toMatchObject({
      status: 409,
      code: 'task_waits',
    });
    expect(await sue.refused(startTaskRoute, read(called(all, 'Build it')))).toMatchObject({
      status: 403,
      code: 'not_your_task',
    });
    all = await sam.call(startTaskRoute, read(called(all, 'Build it')));
    all = await sam.call(finishTaskRoute, read(called(all, 'Build it')));
    expect(called(all, 'Try it').state).toBe('open');
    expect(await told(sue)).toContain('work_handed_over');
    const { number } = called(all, 'Try it');
    expect(await inInbox(sue, change)).toMatchObject([{ kind: 'task', why: `Yours to do: ${number} Try it` }]);
    expect(await inInbox(sam, change)).toEqual([]);
    expect(await told(mona)).not.toContain('build_and_test_done');
    all = await sue.call(finishTaskRoute, { ...read(called(all, 'Try it')), evidence: 'All 142 passed.' });
    expect(called(all, 'Try it')).toMatchObject({ state: 'done', evidence: 'All 142 passed.' });
    expect(await inInbox(sue, change)).toEqual([]);
    expect((await told(mona)).filter((kind) => kind === 'build_and_test_done')).toHaveLength(1);
  });

  test('stops at a failure, until it is tried again, skipped or cancelled', async () => {
    const change = await built();
    let all = await tasksOn(sam, change.id);
    all = await sam.call(failTaskRoute, { ...read(called(all, 'Build it')), words: 'The disk is full.' });
    expect(called(all, 'Build it')).toMatchObject({ state: 'failed', words: 'The disk is full.' });
    expect(called(all, 'Try it')).toMatchObject({ state: 'pending', waitsBecause: expect.stringContaining('failed') });
    all = await sam.call(startTaskRoute, read(called(all, 'Build it')));
    expect(called(all, 'Build it')).toMatchObject({ state: 'in_progress', words: '', endedAt: null });
    all = await sam.call(failTaskRoute, { ...read(called(all, 'Build it')), words: 'Again.' });
    all = await carl.call(skipTaskRoute, { ...read(called(all, 'Build it')), words: 'It is built elsewhere.' });
    expect(called(all, 'Try it').state).toBe('open');
  });

  test('is handed over to somebody who can do it, and who is told', async () => {
    const change = await built();
    let all = await tasksOn(sam, change.id);
    const task = called(all, 'Build it');
    expect(await sam.refused(handOverTaskRoute, { ...read(task), ownerId: abe.id })).toMatchObject({
      errors: [{ path: 'ownerId', message: 'this person has no role that lets them carry out work' }],
    });
    all = await sam.call(handOverTaskRoute, { ...read(task), ownerId: sue.id, words: 'I am ill.' });
    expect(called(all, 'Build it').owner?.name).toBe('Sue Specialist');
    expect(await sam.refused(startTaskRoute, read(called(all, 'Build it')))).toMatchObject({ code: 'not_your_task' });
    const mine = await sue.call(listTasksRoute, { mine: 'true' });
    expect(mine.items.map(({ change: { id }, title }) => [id, title])).toContainEqual([change.id, 'Build it']);
  });

  test('is ticked step by step, and finished with nothing left open', async () => {
    const change = await inBuild({}, (id) =>
      add(carl, id, { kind: 'build', title: 'Build it', ownerId: sam.id, steps: [{ text: 'One' }, { text: 'Two' }] }),
    );
    let task = called(await tasksOn(sam, change.id), 'Build it');
    const [one] = task.steps;
    task = called(await sam.call(tickStepRoute, { ...read(task), stepId: one?.id ?? '', state: 'done' }), 'Build it');
    expect(task).toMatchObject({
      state: 'in_progress',
      steps: [{ state: 'done', by: { name: 'Sam Specialist' } }, {}],
    });
    expect(await sam.refused(finishTaskRoute, read(task))).toMatchObject({ code: 'steps_open' });
    expect(await sam.refused(editTaskRoute, { ...read(task), steps: [] })).toMatchObject({ code: 'invalid' });
    task = called(await sam.call(finishTaskRoute, { ...read(task), rest: true }), 'Build it');
    expect(task).toMatchObject({
      state: 'done',
      steps: [{ state: 'done' }, { state: 'done' }],
      closedBy: { name: 'Sam Specialist' },
    });
    expect((await sam.call(showTaskRoute, { taskId: task.number })).task).toEqual(task);
  });

  test('moves with the change: another window shifts what is planned by the same time', async () => {
    const window = { start: '2026-03-07T22:00', end: '2026-03-08T02:00', zone: 'UTC' };
    const change = await raise(rita, sam, { window });
    await add(rita, change.id, {
      title: 'First',
      plannedStart: '2026-03-07T22:00:00Z',
      plannedEnd: '2026-03-07T23:00:00Z',
    });
    await add(rita, change.id, { title: 'Later', level: 2, plannedStart: '2026-03-08T00:30:00Z' });
    const { version } = await show(rita, change);
    const moved = { ...window, start: '2026-03-14T23:30', end: '2026-03-15T03:30' };
    await rita.call(editChangeRoute, { changeId: change.id, version, window: moved });
    const all = await tasksOn(rita, change.id);
    expect(called(all, 'First')).toMatchObject({
      plannedStart: '2026-03-14T23:30:00.000Z',
      plannedEnd: '2026-03-15T00:30:00.000Z',
    });
    expect(called(all, 'Later')).toMatchObject({ plannedStart: '2026-03-15T02:00:00.000Z', plannedEnd: null });
    expect(all.minutes.window).toBe(240);
  });

  test('ends with the change: cancelling it cancels what is not over', async () => {
    const change = await built();
    await carl.call(cancelTaskRoute, {
      ...read(called(await tasksOn(carl, change.id), 'Build it')),
      words: 'Not needed.',
    });
    const now = await show(rita, change);
    await cancel(rita, now);
    const all = await tasksOn(rita, change.id);
    expect(all.tasks.map(({ state, words }) => [state, words])).toEqual([
      ['cancelled', 'Not needed.'],
      ['cancelled', 'The change was cancelled'],
    ]);
    expect(all.mayAdd).toEqual([]);
    expect(await sue.refused(skipTaskRoute, { ...read(called(all, 'Try it')), words: 'x' })).toMatchObject({
      code: 'task_over',
    });
  });
});
