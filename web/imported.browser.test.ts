import { importChangesRoute } from '@interlock/contract/imports.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let page: Page;
let rita: Somebody;

beforeAll(async () => {
  house = await openHouse();
  const mona: Somebody = await house.person('Mona', ['administrator', 'change_manager']);
  const values = {
    done: { state: 'closed' },
    refused: { state: 'cancelled', reason: 'rejected' },
    open: { state: 'draft' },
  } as const;
  const map = {
    source: 'Old desk',
    fields: {
      ...{ number: { column: 'id' }, title: { column: 'title' }, state: { column: 'state', values } },
      ...{ requestedAt: { column: 'asked' }, endedAt: { column: 'ended' } },
      decision: { column: 'answer', values: { yes: 'approved', no: 'rejected' } },
      decidedAt: { column: 'ended' },
    },
  } as const;
  const rows = [
    'RFC-7,Move the mail gateway,done,2025-02-01,2025-02-09,yes',
    'RFC-8,Open the firewall,refused,2025-02-02,2025-02-03,no',
    'RFC-9,Renew the badges,open,2025-02-04,,',
    'RFC-10,Swap the printers,done,2025-02-05,2025-02-06,',
  ];
  const csv = `id,title,state,asked,ended,answer\n${rows.join('\n')}\n`;
  await mona.call(importChangesRoute, { fileName: 'old.csv', map, csv });
  rita = await house.person('Rita', ['initiator']);
  page = await house.sits(mona);
});

afterAll(() => house?.close());

const open = async (title: string) => {
  await page.goto('/changes');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
};
const way = async () => (await page.getByRole('list', { name: 'The way of this change' }).textContent()) ?? '';

test('a change that was over elsewhere reads as history: no step stands ahead and nothing is still to be written', async () => {
  await open('Move the mail gateway');
  await page.getByText(/^Imported from Old desk on .+: RFC-7$/).waitFor();
  await page.getByText('This is history: it was over when it came here').waitFor();
  expect(await way()).toContain('Closed(done)');
  expect(await way()).not.toContain('Implement');
  await page.getByText('Not recorded', { exact: true }).first().waitFor();
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByRole('heading', { name: 'Authorize', exact: true }).waitFor();
  expect(await details.textContent()).toMatch(/approved9 Feb 2025 · Decided in another system/);
  expect(await details.textContent()).not.toContain('00:00');
  expect(await details.textContent()).toContain('Raised1 Feb 2025');
  expect(await page.getByText(/\byet\b/).allTextContents()).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page.getByText('Not recorded', { exact: true }).first().waitFor();
  expect(await page.getByText(/\byet\b/).allTextContents()).toEqual([]);
});

test('one that says of no decision waits for none, and a phone tells when it was raised', async () => {
  await open('Swap the printers');
  await page.getByText('No decision was recorded.').waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/changes');
  const row = page.getByRole('row').filter({ hasText: 'Swap the printers' });
  expect(await row.textContent()).toMatch(/yrs? ago$/);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('one that was refused elsewhere is history too, and a draft goes the way of its model', async () => {
  await open('Open the firewall');
  await page.getByText('This is history: it was over when it came here').waitFor();
  expect(await page.getByRole('list', { name: 'The way of this change' }).count()).toBe(0);
  await open('Renew the badges');
  expect(await way()).toContain('Implement');
  expect(await page.getByText('This is history').count()).toBe(0);
});

test('the list fits a small desk, and on a phone what is over has one row above it', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/changes');
  const table = page.getByRole('table');
  await table.getByRole('link', { name: 'Renew the badges' }).waitFor();
  const cut = await table.evaluate((one) => one.scrollWidth - (one.parentElement?.clientWidth ?? 0));
  expect(cut).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await open('Move the mail gateway');
  const bell = await page.getByRole('button', { name: /^Notifications/ }).boundingBox();
  const more = await page.getByRole('button', { name: 'More', exact: true }).boundingBox();
  expect(Math.abs((more?.y ?? 0) - (bell?.y ?? 100))).toBeLessThan(12);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('the audit log leads to the change that an act was on', async () => {
  await page.goto('/audit');
  await page.locator('summary').filter({ hasText: 'CHG-1' }).first().click();
  const link = page.getByRole('link', { name: 'Open CHG-1', exact: true });
  await link.waitFor();
  expect(await violations(page)).toEqual([]);
  await link.click();
  await page.getByRole('heading', { level: 1, name: 'Move the mail gateway' }).waitFor();
});

test('whoever may not import or operate reads who may, and nothing there can be pressed', async () => {
  const other = await house.sits(rita);
  for (const path of ['/import', '/operators']) {
    await other.goto(path);
    await other.getByText(/^This takes the role .*Administrator.*which you don't hold/i).waitFor();
    expect(await other.locator('input[type=file]').count()).toBe(0);
    expect(await other.getByRole('region').count()).toBe(0);
  }
});
