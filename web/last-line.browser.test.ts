import { raiseChangeRoute } from '@interlock/contract/changes.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import { startTaskRoute } from '@interlock/contract/task-work.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show, taskOf } from '../server/testing/journey.ts';
import { addNightModel } from '../server/testing/night.ts';
import { move, type Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let carl: Somebody;
let sam: Somebody;

beforeAll(async () => {
  house = await openHouse();
  await addNightModel(house.database, 'mdl_night');
  carl = await house.person('Carl', ['coordinator']);
  sam = await house.person('Sam', ['specialist']);
}, 120_000);

afterAll(() => house?.close());

const minute = (from: number) => new Date(Date.now() + from * 60_000).toISOString().slice(0, 16);

/** A task of these lines, begun within its window. */
async function begun(steps: { text: string; minutes: number }[]) {
  const { id } = await carl.call(raiseChangeRoute, {
    ...{ modelId: 'mdl_night', title: 'Move the ledger', assigneeId: sam.id, coordinatorId: carl.id },
  });
  const { version } = await show(carl, { id });
  const planned = { kind: 'implementation' as const, title: 'Switch', ownerId: sam.id, steps };
  await carl.call(addTaskRoute, { changeId: id, version, ...planned });
  const window = { start: minute(-2), end: minute(60), zone: 'UTC' };
  const change = await move(sam, await move(carl, await show(carl, { id }), 'scheduled', { window }), 'implement');
  const task = await taskOf(sam, change, 'implementation');
  await sam.call(startTaskRoute, { taskId: task.id, version: task.version });
  return { change, task };
}

test('whoever ticks the last line of a task ends it there with Enter, and is asked nothing more', async () => {
  const { change, task } = await begun([{ text: 'Switch', minutes: 5 }]);
  const page = await house.sits(sam);
  await page.goto(`/changes/${change.number}?tab=plan`);
  const finish = page.getByRole('button', { name: `Finish ${task.number}` });
  expect(await finish.getAttribute('class')).not.toContain('bg-solid');
  await page.getByRole('checkbox', { name: 'Line 1: Switch' }).press('Space');
  await expect
    .poll(() => finish.evaluate((button) => button === document.activeElement), { timeout: 10_000 })
    .toBe(true);
  expect(await finish.getAttribute('class')).toContain('bg-solid');
  expect(await finish.count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText(`${task.number} is done.`).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('a line that is ticked while the tick before it is on its way is ticked too', async () => {
  const { change } = await begun([
    { text: 'Switch', minutes: 5 },
    { text: 'Look', minutes: 5 },
  ]);
  const page = await house.sits(sam);
  await page.goto(`/changes/${change.number}?tab=plan`);
  await page.route('**/api/v1/tasks/*/steps/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  const [first, second] = [/^Line 1/, /^Line 2/].map((name) => page.getByRole('checkbox', { name }));
  await first?.click();
  await second?.click();
  await expect.poll(() => second?.isChecked(), { timeout: 10_000 }).toBe(true);
  expect(await first?.isChecked()).toBe(true);
  expect(await page.getByRole('alert').count()).toBe(0);
});
