import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show } from '../server/testing/journey.ts';
import { addNightModel } from '../server/testing/night.ts';
import { move, type Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let carl: Somebody;
let sam: Somebody;
let page: Page;

beforeAll(async () => {
  house = await openHouse();
  await addNightModel(house.database, 'mdl_night');
  carl = await house.person('Carl', ['coordinator']);
  sam = await house.person('Sam', ['specialist']);
  page = await house.sits(sam);
}, 120_000);

afterAll(() => house?.close());

const minute = (from: number) => new Date(Date.now() + from * 60_000).toISOString().slice(0, 16);

type Written = { implementationPlan: string; backoutPlan: string };

/** Work of so many minutes, and of so many back, in a window that is open for so many more. */
async function begun(minutes: {
  work?: number;
  back?: number;
  open: number;
  written?: Written;
}): Promise<ChangeDetail> {
  const { id: changeId } = await carl.call(raiseChangeRoute, {
    ...{
      modelId: 'mdl_night',
      title: 'Move the ledger',
      assigneeId: sam.id,
      coordinatorId: carl.id,
      ...minutes.written,
    },
  });
  const plan = [['implementation', 'Switch', minutes.work] as const, ['backout', 'Back', minutes.back] as const];
  for (const [kind, title, takes] of plan) {
    if (takes === undefined) continue;
    const { version } = await show(carl, { id: changeId });
    const steps = [{ text: title, minutes: takes }];
    await carl.call(addTaskRoute, { changeId, version, ownerId: sam.id, kind, title, steps });
  }
  const window = { start: minute(-2), end: minute(minutes.open), zone: 'UTC' };
  const scheduled = await move(carl, await show(carl, { id: changeId }), 'scheduled', { window });
  return move(sam, scheduled, 'implement');
}

const says = (words: RegExp) => page.getByText(words).waitFor();

test('before anything is begun the point of no return is the end of the window, and the view says why and when it will be', async () => {
  const { number } = await begun({ work: 20, back: 15, open: 60 });
  await page.goto(`/changes/${number}/run`);
  await says(/nothing is begun, so there is nothing to go back from; once begun it is \d\d:\d\d$/);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /^Start TSK-/ }).click();
  await says(/· going back takes 15 min$/);
  await says(/^: .*Scheduled → Implement$/);
  await page.getByRole('listitem').filter({ hasText: 'opened the next tasks: TSK-1 Switch' }).waitFor();
});

test('where going back would fit no more, or the plan names no minutes for it, the view says so', async () => {
  const late = await begun({ work: 20, back: 15, open: 10 });
  await page.goto(`/changes/${late.number}/run`);
  await says(/nothing is begun; if it begins now, going back takes 15 min and fits no more$/);
  await says(/Begun now, going back takes 15 min and fits into the window no more: ask for more time first/);
  const { number } = await begun({ work: 20, open: 60 });
  await page.goto(`/changes/${number}/run`);
  await says(/· the plan names no minutes for going back$/);
});

test('a plan that is written and has no tasks stands in the run view, which foretells nothing of it', async () => {
  const written = { implementationPlan: '1. Copy the **ledger**', backoutPlan: '1. Keep the old one' };
  const { number } = await begun({ open: 60, written });
  await page.goto(`/changes/${number}/run`);
  const plan = page.getByRole('region', { name: 'Implementation plan' });
  await plan.getByText('Copy the ledger').waitFor();
  await page.getByRole('region', { name: 'Backout plan' }).getByText('Keep the old one').waitFor();
  const clock = page.getByRole('region', { name: 'The clock' });
  await expect.poll(() => clock.getByText('the plan names no minutes', { exact: true }).count()).toBe(2);
  expect(await clock.textContent()).not.toContain('forecast');
  await says(/^It has no tasks to tick off/);
  expect(await page.getByText('0 of 0 done').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});
