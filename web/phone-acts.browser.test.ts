import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, joinApprovers, move, raise, type Somebody } from '../server/testing/world.ts';
import { desk, phone, scrollsSideways, violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let rita: Somebody;
let sam: Somebody;
let carl: Somebody;
let mia: Somebody;

beforeAll(async () => {
  house = await openHouse();
  rita = await house.person('Rita', ['initiator']);
  sam = await house.person('Sam', ['specialist']);
  carl = await house.person('Carl', ['coordinator']);
  mia = await house.person('Mia', ['change_manager']);
  await joinApprovers(house.admin, mia.id);
}, 120_000);

afterAll(() => house?.close());

const asking = async () => move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');

/** Where the bar above a page ends, from its first picture on. */
async function barEnds(page: Page): Promise<Set<number>> {
  const ends = await page.evaluate(() => (window as unknown as { ends: number[] }).ends);
  return new Set(ends);
}

/** The bar is measured in every picture that is drawn, from the change's first one on. */
const watchBar = (page: Page) =>
  page.addInitScript(() => {
    const ends: number[] = [];
    Object.assign(window, { ends });
    const look = () => {
      const bar = document.querySelector('main header');
      if (bar?.textContent?.includes('CHG-')) ends.push(Math.round(bar.getBoundingClientRect().bottom));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

const lineOf = async (page: Page, name: string) =>
  (await page.locator('main header').getByRole('button', { name, exact: true }).boundingBox())?.y;

test('on a phone the votes stand in one row, whose place is kept before they come, and the moves wait behind the dots', async () => {
  const change = await asking();
  const page = await house.sits(mia, phone);
  await watchBar(page);
  await page.goto(`/changes/${change.number}`);
  const bar = page.locator('main header');
  await bar.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await bar.getByRole('button', { name: 'More', exact: true }).waitFor();
  await bar.getByRole('button', { name: 'Notifications' }).waitFor();
  const row = await Promise.all(['Ask', 'Reject', 'Approve', 'More'].map((name) => lineOf(page, name)));
  expect(new Set(row).size).toBe(1);
  expect((await bar.boundingBox())?.height).toBeLessThan(96);
  expect((await barEnds(page)).size).toBe(1);
  expect(await scrollsSideways(page)).toBe(false);
  expect(await violations(page)).toEqual([]);
  expect(await bar.getByRole('button', { name: 'Cancel this change' }).count()).toBe(0);
  await bar.getByRole('button', { name: 'More', exact: true }).tap();
  await page.getByRole('menuitem', { name: 'Build, once approved: not possible yet, show why' }).waitFor();
  await page.getByRole('menuitem', { name: 'Cancel this change' }).tap();
  await page.getByRole('dialog', { name: 'Cancel this change' }).waitFor();
});

test('on a phone the next move stands alone in the row, and at a desk all moves do', async () => {
  const built = await approve(mia, await asking());
  const page = await house.sits(mia, phone);
  await page.goto(`/changes/${built.number}`);
  const bar = page.locator('main header');
  await bar.getByRole('button', { name: 'Schedule', exact: true }).waitFor();
  await bar.getByRole('button', { name: 'More', exact: true }).waitFor();
  expect(await lineOf(page, 'Schedule')).toBe(await lineOf(page, 'More'));
  expect(await bar.getByRole('button', { name: 'Cancel this change' }).count()).toBe(0);
  const wide = await house.sits(mia, desk);
  await wide.goto(`/changes/${built.number}`);
  await wide.locator('main header').getByRole('button', { name: 'Cancel this change' }).waitFor();
  await wide.locator('main header').getByRole('button', { name: 'Schedule', exact: true }).waitFor();
});
