import { raiseChangeRoute } from '@interlock/contract/changes.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show, taskOf } from '../server/testing/journey.ts';
import { approve, joinApprovers, move, readyToAuthorize, type Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let carl: Somebody;
let sam: Somebody;
let abe: Somebody;
let page: Page;
let change: { id: string; number: string };

beforeAll(async () => {
  house = await openHouse();
  carl = await house.person('Carl', ['coordinator']);
  sam = await house.person('Sam', ['specialist']);
  await house.person('Sue', ['specialist']);
  abe = await house.person('Abe', ['approver']);
  await joinApprovers(house.admin, abe.id);
  page = await house.sits(carl);
  change = await approved();
}, 120_000);

afterAll(() => house?.close());

/** A change with two tasks of its plan and one that is none of it, on which Abe has decided. */
async function approved() {
  const urgent = { ...readyToAuthorize, modelId: 'mdl_emergency', cannotWait: 'Payments fail.', assigneeId: sam.id };
  const raised = await carl.call(raiseChangeRoute, urgent);
  for (const [kind, title] of [
    ['implementation', 'Switch'],
    ['verification', 'Look'],
    ['review', 'Look back'],
  ] as const) {
    const { version } = await show(carl, raised);
    const steps = [{ text: title, minutes: 5 }];
    await carl.call(addTaskRoute, { changeId: raised.id, version, ownerId: sam.id, kind, title, steps });
  }
  return approve(abe, await move(carl, await show(carl, raised), 'authorize'));
}

const decided = /^Abe decided on it .* and would be asked again\.$/;

async function open(kind: 'implementation' | 'verification' | 'review', act: string): Promise<Locator> {
  const { number } = await taskOf(carl, change, kind);
  await page.goto(`/tasks?task=${number}`);
  await page.getByRole('button', { name: `More about ${number}` }).click();
  await page.getByRole('menuitem', { name: act }).click();
  return page.getByRole('dialog').last();
}

test('whoever hands a task of the plan over reads first whose yes falls with it', async () => {
  const dialog = await open('verification', 'Hand over');
  await dialog.getByLabel('To whom?').fill('Sue');
  expect(await dialog.getByText(decided).count()).toBe(0);
  await page.getByRole('option', { name: 'Sue' }).click();
  await dialog.getByText(decided).waitFor();
  await dialog.getByRole('button', { name: 'Hand over and ask again' }).waitFor();
  await dialog.getByRole('button', { name: 'Not now' }).click();
});

test('a task that nobody decides on is cancelled without a word on votes', async () => {
  const dialog = await open('review', 'Cancel the task');
  await dialog.getByRole('button', { name: 'Cancel the task', exact: true }).waitFor();
  expect(await dialog.getByText(decided).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Not now' }).click();
});

test('whoever cancels a task of the plan reads first whose yes falls with it', async () => {
  const dialog = await open('implementation', 'Cancel the task');
  await dialog.getByText(decided).waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('Why is it not wanted any more?').fill('The readers turn by themselves.');
  await dialog.getByRole('button', { name: 'Cancel the task and ask again' }).click();
  await page.getByText(/ is cancelled\.$/).waitFor();
  const { rounds } = await show(carl, change);
  expect(rounds.map(({ status }) => status)).not.toContain('approved');
});
