import { importChangesRoute } from '@interlock/contract/imports.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let page: Page;

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
  ];
  const csv = `id,title,state,asked,ended,answer\n${rows.join('\n')}\n`;
  await mona.call(importChangesRoute, { fileName: 'old.csv', map, csv });
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
  expect(await page.getByText(/\byet\b/).allTextContents()).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page.getByText('Not recorded', { exact: true }).first().waitFor();
  expect(await page.getByText(/\byet\b/).allTextContents()).toEqual([]);
});

test('one that was refused elsewhere is history too, and a draft goes the way of its model', async () => {
  await open('Open the firewall');
  await page.getByText('This is history: it was over when it came here').waitFor();
  expect(await page.getByRole('list', { name: 'The way of this change' }).count()).toBe(0);
  await open('Renew the badges');
  expect(await way()).toContain('Implement');
  expect(await page.getByText('This is history').count()).toBe(0);
});
