import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, visit } from './testing/browser.ts';
import { setUp } from './testing/organisation.ts';
import { type Running, startInterlock } from './testing/server.ts';

let interlock: Running;
let browser: Browser;
let ada: Page;
const complaints: string[] = [];

beforeAll(async () => {
  interlock = await startInterlock();
  browser = await openBrowser();
  ada = await visit(browser, interlock.address, undefined, complaints);
  await setUp(ada, interlock);
  for (const title of ['Rotate the certificates', 'Upgrade the ledger']) {
    await ada.goto('/changes/new');
    await ada.getByLabel('Title').fill(title);
    await ada.getByRole('button', { name: 'Save the draft' }).click();
    await ada.getByRole('heading', { level: 1, name: title }).waitFor();
  }
});

afterAll(async () => {
  await browser?.close();
  await interlock?.stop();
});

async function ask(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(words);
}

test('a number of the overview opens its list, which says what it is narrowed to', async () => {
  await ada.goto('/');
  await ada.getByRole('link', { name: /^2 of Draft, Up to 7 days/ }).click();
  await ada.getByRole('button', { name: /^raised since .*: take away$/ }).waitFor();
  await ada.getByText('2 changes', { exact: true }).waitFor();
});

/** A menu closes where the list under it is drawn anew in the same moment; then it is opened again, as anybody would. */
async function chooseIn(menu: string, name: string): Promise<void> {
  const item = ada.getByRole('menuitemcheckbox', { name });
  const shows = () =>
    item.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  for (let turn = 0; turn < 3; turn++) {
    await ada.getByRole('button', { name: menu, exact: true }).click();
    if (await shows()) break;
  }
  await item.click();
}

test('a change is found by its words and opened, by the keyboard alone', async () => {
  await ada.goto('/inbox');
  await ada.getByRole('navigation', { name: 'Main' }).waitFor();
  await ask(ada, 'certif');
  await ada.getByRole('option', { name: 'Rotate the certificates' }).waitFor();
  await ada.keyboard.press('Enter');
  await ada.waitForURL('**/changes/CHG-1');
});

test('without words it offers what was opened last, and by a number that very change', async () => {
  await ask(ada, '');
  await ada.getByRole('option', { name: /^Recent .*CHG-2/ }).waitFor();
  await ada.keyboard.type('#2');
  await ada.getByRole('option', { name: 'Rotate the certificates' }).waitFor({ state: 'detached' });
  await ada.keyboard.press('Enter');
  await ada.getByRole('heading', { level: 1, name: 'Upgrade the ledger' }).waitFor();
});

test('it does what the page can do, and the focus goes where that leads', async () => {
  await ask(ada, '>comment');
  await ada.keyboard.press('Enter');
  await ada.getByRole('dialog').waitFor({ state: 'detached' });
  await ada.locator('textarea:focus').waitFor();
  await ada.keyboard.type('Found it.');
  expect(await ada.getByLabel('Comment', { exact: true }).inputValue()).toBe('Found it.');
});

test('single letters can be switched off, and the palette opens all the same', async () => {
  await ada.goto('/profile');
  await ada.getByRole('checkbox', { name: /^Use single letters/ }).uncheck();
  await ada.keyboard.press('Tab');
  await ada.keyboard.press('?');
  await ask(ada, 'keyboard sh');
  await ada.keyboard.press('Enter');
  await ada.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await ada.getByRole('checkbox', { name: /^Use single letters/ }).check();
  await ada.keyboard.press('Escape');
});

test('a menu that was closed is had again by the keyboard, and the focus stays where one was', async () => {
  await ada.goto('/changes');
  const filter = ada.getByRole('button', { name: 'Filter', exact: true });
  const hasFocus = (name: string) => ada.waitForFunction((said) => document.activeElement?.textContent === said, name);
  await filter.focus();
  for (const _again of [1, 2]) {
    await ada.keyboard.press('Enter');
    await ada.getByRole('menu').waitFor();
    await ada.keyboard.press('Escape');
    await ada.getByRole('menu').waitFor({ state: 'detached' });
    await hasFocus('Filter');
  }
  await ada.keyboard.press('Enter');
  await ada.getByRole('menuitem', { name: 'State' }).press('Enter');
  await ada.getByRole('menuitemcheckbox', { name: 'Draft' }).waitFor();
  await ada.keyboard.press('Escape');
  await ada.getByRole('menu').waitFor({ state: 'detached' });
  await hasFocus('Filter');
  await ada.keyboard.press('Enter');
  await ada.getByRole('menuitem', { name: 'State' }).press('Enter');
  await ada.getByRole('menuitemcheckbox', { name: 'Draft' }).press('Enter');
  await ada.keyboard.press('Escape');
  await hasFocus('in Draft');
  await ada.keyboard.press('Enter');
  await ada.getByRole('menuitem', { name: 'Take this filter out' }).press('Enter');
  await hasFocus('Filter');
});

test('the list is narrowed by a sentence, kept as a view, and shown on a board, which leads to the change and back', async () => {
  await ada.goto('/changes');
  await ada.getByRole('button', { name: 'Filter', exact: true }).click();
  await ada.getByRole('menuitem', { name: 'State' }).click();
  await ada.getByRole('menuitemcheckbox', { name: 'Draft' }).click();
  await ada.keyboard.press('Escape');
  await ada.getByRole('button', { name: 'in Draft', exact: true }).waitFor();
  await ada.getByRole('button', { name: 'Filter', exact: true }).click();
  await ada.getByRole('menuitem', { name: 'Requester' }).click();
  await ada.getByRole('button', { name: 'Me', exact: true }).click();
  await ada.getByRole('button', { name: 'requested by me' }).waitFor();
  await ada.getByRole('button', { name: 'newest first' }).click();
  await ada.getByRole('menuitemcheckbox', { name: 'oldest first' }).click();
  await ada.keyboard.press('Escape');
  await ada.getByRole('button', { name: 'Board', exact: true }).click();
  await ada.waitForURL('**/changes?state=draft&requester=*&sort=oldest&layout=board');
  await ada
    .getByRole('region', { name: 'Draft' })
    .getByRole('link', { name: /Rotate the certificates/ })
    .waitFor();
  await ada.keyboard.press('j');
  await ada.keyboard.press('ArrowDown');
  await ada.keyboard.press('Enter');
  await ada.waitForURL('**/changes/CHG-2');
  await ada.goBack();
  const focused = ada.locator('a[data-number="CHG-2"]:focus');
  await focused.waitFor();
  await ada.getByRole('button', { name: 'Views' }).click();
  await ada.getByRole('button', { name: 'Save this view' }).click();
  await ada.getByLabel('Name').fill('My drafts');
  await ada.getByRole('button', { name: 'Save', exact: true }).click();
  await ada.getByRole('button', { name: 'My drafts' }).click();
  await ada.getByRole('button', { name: 'Begin with My drafts' }).click();
  await ada.getByRole('button', { name: 'Begin with all changes instead of My drafts' }).waitFor();
  await ada.goto('/inbox');
  await ada.getByRole('navigation').getByRole('link', { name: 'My drafts' }).waitFor();
  await ada.getByRole('navigation').getByRole('link', { name: 'Changes' }).click();
  await ada.waitForURL('**/changes?state=draft&requester=*&sort=oldest&layout=board');
  await ada.getByRole('button', { name: 'Show the 2 in Draft as a list' }).click();
  await ada.getByRole('row', { name: /CHG-1/ }).waitFor();
  await chooseIn('Group', 'Assignee');
  await ada.keyboard.press('Escape');
  await ada.getByRole('button', { name: 'Nobody 2' }).click();
  await ada.getByRole('row', { name: /CHG-1/ }).waitFor({ state: 'detached' });
  await ada.getByRole('button', { name: 'Nobody 2' }).click();
  await ada.getByRole('row', { name: /CHG-1/ }).waitFor();
});

test('the browser had nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
