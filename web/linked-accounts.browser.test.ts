import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, violations, visit } from './testing/browser.ts';
import { invite, setUp } from './testing/organisation.ts';
import { type Running, startInterlock } from './testing/server.ts';

let interlock: Running;
let browser: Browser;
let ada: Page;

beforeAll(async () => {
  interlock = await startInterlock();
  browser = await openBrowser();
  ada = await visit(browser, interlock.address);
  await setUp(ada, interlock);
  for (const name of ['Ann', 'Ann Two']) {
    const email = `${name.replace(' ', '').toLowerCase()}@example.org`;
    await invite(ada, { name, email, roles: ['Approver'], approves: false });
    await ada.getByRole('button', { name: `Manage ${name}`, exact: true }).waitFor();
  }
});

afterAll(async () => {
  await browser?.close();
  await interlock?.stop();
});

test('an administrator links two accounts with a reason, and both say that they are one person', async () => {
  await ada.getByRole('button', { name: 'Manage Ann', exact: true }).click();
  await ada.getByRole('button', { name: 'Other accounts' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Accounts of Ann' });
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await dialog.locator('[aria-invalid=true]').first().waitFor();
  await dialog.getByRole('combobox', { name: 'Other account' }).fill('Ann Two');
  await ada.getByRole('option', { name: 'Ann Two' }).click();
  await dialog.getByLabel('How do you know?').fill('HR has one record of her.');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  const accounts = dialog.getByRole('list', { name: 'One person' }).getByRole('listitem');
  await accounts.filter({ hasText: 'Ann Two' }).waitFor();
  expect(await accounts.filter({ hasText: 'HR has one record of her.' }).count()).toBe(2);
  expect(await violations(ada, { inBothThemes: true })).toEqual([]);
  await ada.keyboard.press('Escape');
  await ada.getByText('One person with Ann Two').waitFor();
  await ada.getByText('One person with Ann', { exact: true }).waitFor();
  expect(await violations(ada, { inBothThemes: true })).toEqual([]);
});

test('unlinks one, with the reason, at once where there is no other administrator', async () => {
  await ada.getByRole('button', { name: 'Manage Ann Two' }).click();
  await ada.getByRole('button', { name: 'Other accounts' }).click();
  await ada.getByRole('button', { name: 'Unlink Ann Two' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Unlink Ann Two?' });
  await dialog.getByLabel('Why are these two people after all?').fill('They are mother and daughter.');
  expect(await violations(ada, { inBothThemes: true })).toEqual([]);
  await dialog.getByRole('button', { name: 'Unlink' }).click();
  await ada.getByText('They are two people again.').waitFor();
  await ada.keyboard.press('Escape');
  await ada.getByText('One person with').waitFor({ state: 'detached' });
});
