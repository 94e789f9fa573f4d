import { createTokenRoute } from '@interlock/contract/sessions.ts';
import { listGroupsRoute } from '@interlock/contract/groups.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reject } from '../server/testing/journey.ts';
import { approve, move, raise, type Somebody } from '../server/testing/world.ts';
import { desk, scrollsSideways, violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let rita: Somebody;
let sam: Somebody;
let carl: Somebody;
let ann: Somebody;
let ada: Page;
const small = { ...desk, viewport: { width: 1280, height: 860 } };

beforeAll(async () => {
  house = await openHouse();
  rita = await house.person('Rita', ['initiator']);
  sam = await house.person('Sam', ['specialist']);
  carl = await house.person('Carl', ['coordinator']);
  const { items } = await house.admin.call(listGroupsRoute, { q: 'Approvers' });
  ann = await house.person('Ann', ['approver'], [items[0]?.id ?? '']);
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

const asking = async () => move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');

test('whoever asked for a change that was rejected reads who said no, and why, in the inbox, on the page and in the bell', async () => {
  const change = await reject(ann, await asking(), 'Not in the week of the audit.');
  const page = await house.sits(rita, small);
  await page.goto('/inbox');
  await page.getByText(/^Rejected by Ann: Not in the week of the audit\. The next step is yours\.$/).first().waitFor();
  await page.getByRole('button', { name: 'Notifications' }).click();
  await page.getByText('Ann rejected it and sent it back to Draft').waitFor();
  await page.goto(`/changes/${change.number}`);
  const banner = page.getByRole('region', { name: 'Rejected by Ann' });
  await banner.getByText('“Not in the week of the audit.”').waitFor();
  await banner.getByText('You can go on: Submit for assessment.').waitFor();
  expect(await violations(page)).toEqual([]);
});

test('before its window opens, whoever may start it earlier reads when it opens, and no dark button calls them to it', async () => {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
  const built = await approve(ann, await asking());
  const change = await move(carl, built, 'scheduled', { window: { start: at(2), end: at(3), zone: 'UTC' } });
  await ada.goto(`/changes/${change.number}`);
  await ada.getByRole('region', { name: /^Opens at / }).getByText('You may start it earlier, with a reason.').waitFor();
  expect(await ada.getByRole('button', { name: 'Start work' }).getAttribute('class')).not.toContain('bg-solid');
});
