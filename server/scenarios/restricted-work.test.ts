import { editChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { addTaskRoute, editTaskRoute } from '@interlock/contract/task-planning.ts';
import { handOverTaskRoute } from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute } from '@interlock/contract/tasks.ts';
import { expect, test } from 'vitest';
import { raise, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const carl = await bank.person('Carl', ['coordinator']);
const sam = await bank.person('Sam', ['specialist']);
const tess = await bank.person('Tess', ['specialist']);
const mona = await bank.person('Mona', ['change_manager']);

const change = await raise(carl, sam, { restricted: true, readerIds: [] });
const read = async (by: Somebody) => ({
  changeId: change.id,
  version: (await by.call(showChangeRoute, { changeId: change.id })).version,
});
const plan = async (by: Somebody, over: object) => ({
  ...(await read(by)),
  kind: 'build' as const,
  title: 'Build',
  steps: [],
  ...over,
});
const refusal = (path: string, name: string) => ({
  status: 403,
  code: 'forbidden',
  detail: `The change is restricted, and named here ${name} would see it.`,
  next: expect.stringContaining('a coordinator or a change manager says who sees it'),
  errors: [{ path, message: 'does not see this change' }],
});

test('whoever may not say who sees a restricted change names nobody on it who does not see it', async () => {
  const own = await sam.call(addTaskRoute, await plan(sam, { ownerId: sam.id }));
  expect(own.tasks).toHaveLength(1);
  const [task] = own.tasks;
  const { id: taskId = '', version = 0 } = task ?? {};
  const step = { text: 'Look', minutes: 5, automatic: false, ownerId: tess.id };
  expect(await sam.refused(addTaskRoute, await plan(sam, { ownerId: tess.id }))).toMatchObject(
    refusal('ownerId', 'Tess'),
  );
  expect(await sam.refused(editTaskRoute, { taskId, version, ownerId: tess.id })).toMatchObject(
    refusal('ownerId', 'Tess'),
  );
  expect(await sam.refused(editTaskRoute, { taskId, version, steps: [step] })).toMatchObject(
    refusal('steps.0.ownerId', 'Tess'),
  );
  const given = { taskId, version, ownerId: tess.id, groupId: null, words: 'Yours.' };
  expect(await sam.refused(handOverTaskRoute, given)).toMatchObject(refusal('ownerId', 'Tess'));
  expect(await sam.refused(editChangeRoute, { ...(await read(sam)), managerId: mona.id })).toMatchObject(
    refusal('managerId', 'Mona'),
  );
  expect(await tess.refused(listChangeTasksRoute, { changeId: change.id })).toMatchObject({ status: 404 });
});

test('a coordinator gives work on it to whom they want, who is then given more of it by its assignee', async () => {
  await carl.call(addTaskRoute, await plan(carl, { ownerId: tess.id }));
  expect((await tess.call(listChangeTasksRoute, { changeId: change.id })).tasks).toHaveLength(2);
  await sam.call(addTaskRoute, await plan(sam, { ownerId: tess.id }));
  expect(await sam.call(editChangeRoute, { ...(await read(sam)), managerId: null })).toMatchObject({ id: change.id });
});
