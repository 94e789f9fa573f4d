import { createTokenRoute } from '@interlock/contract/sessions.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { move, raise, type Somebody } from '../server/testing/world.ts';
import { desk, scrollsSideways, violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let rita: Somebody;
let sam: Somebody;
let ada: Page;
const small = { ...desk, viewport: { width: 1280, height: 860 } };

beforeAll(async () => {
  house = await openHouse();
  rita = await house.person('Rita', ['initiator']);
  sam = await house.person('Sam', ['specialist']);
  ada = await house.sits(house.admin, small);
}, 120_000);

afterAll(() => house?.close());

const isCut = (page: Page, words: string) =>
  page
    .getByText(words)
    .first()
    .evaluate((found) => {
      const row = found.closest('summary') ?? found;
      return [row, ...row.querySelectorAll('*')].some(
        (one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0,
      );
    });

test('the log says whole from where to where a change went', async () => {
  const change = await move(rita, await raise(rita, sam), 'assess');
  await ada.goto(`/audit?object=${change.number}`);
  await ada.getByText('from Draft to Assess').waitFor();
  expect(await isCut(ada, 'from Draft to Assess')).toBe(false);
});

test('the log names what was signed in to, made and edited by words, never by ids', async () => {
  await house.admin.browser.call(createTokenRoute, { name: 'Nightly report', scopes: ['read'], days: 7 });
  await ada.goto('/audit');
  await ada.getByText('made an API token').first().waitFor();
  await ada.getByText('Nightly report', { exact: true }).first().waitFor();
  await ada.getByText('signed in').first().waitFor();
  expect(await ada.locator('summary').allInnerTexts()).not.toContainEqual(expect.stringMatching(/(ses|tok|imp)_\w+/));
  expect(await violations(ada)).toEqual([]);
  expect(await scrollsSideways(ada)).toBe(false);
});
