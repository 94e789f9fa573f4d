import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, openBrowser, violations, visit } from './testing/browser.ts';
import { setUp } from './testing/organisation.ts';
import { type Running, startInterlock } from './testing/server.ts';

let interlock: Running;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  interlock = await startInterlock();
  browser = await openBrowser();
  page = await visit(browser, interlock.address, desk, complaints);
  await setUp(page, interlock);
});

afterAll(async () => {
  await browser?.close();
  await interlock?.stop();
});

test('an administrator copies a model, is told what is wrong while writing, mends it, and publishes it', async () => {
  await page.goto('/models');
  await page.getByRole('button', { name: 'New model' }).click();
  await page.getByLabel('Name').fill('Small changes');
  await page.getByLabel('Begin with').selectOption({ label: 'A copy of Emergency' });
  await page.getByRole('button', { name: 'Begin the draft' }).click();
  await page.waitForURL('**/draft');
  await page.getByText('Nobody in Approvers').or(page.getByText('Nobody is in Approvers')).first().waitFor();
  await page.getByRole('button', { name: 'Authorize authorize' }).click();
  await page.getByRole('button', { name: 'Take this round out' }).click();
  await page.getByRole('tab', { name: 'The whole' }).click();
  await page.getByLabel('Raising one takes').selectOption('change.raise');
  const warned = page.getByRole('listitem').filter({ hasText: 'could make Ask for approval' });
  await warned.getByRole('button', { name: 'Go there' }).click();
  await page.getByRole('group', { name: 'Made by' }).getByLabel('Coordinators').uncheck();
  await warned.waitFor({ state: 'detached' });
  await page.getByText('Implement can be reached without anybody’s approval.').waitFor();
  await page.getByText('Saved as you write.').waitFor();
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('Start work, to Implement: by the assignee').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Publish it' }).click();
  await page.getByText('version 1 in force').waitFor();
  await page.getByText('Nobody else could look at it.').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
