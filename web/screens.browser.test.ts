import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk, openBrowser, phone, scrollsSideways, signIn, violations, visit, walkTo } from './testing/browser.ts';
import { setUp } from './testing/organisation.ts';
import { type Running, startInterlock } from './testing/server.ts';

let interlock: Running;
let browser: Browser;

beforeAll(async () => {
  interlock = await startInterlock();
  browser = await openBrowser();
  const ada = await visit(browser, interlock.address);
  await setUp(ada, interlock);
  await ada.goto('/changes/new');
  await ada.getByLabel('Title').fill('Rotate the certificates');
  await ada.getByLabel('Summary').fill('They expire in January.');
  await ada.getByRole('button', { name: 'Save the draft' }).click();
  await ada.waitForURL('**/changes/CHG-1');
  await ada.goto('/changes/CHG-1?tab=tests');
  await ada.getByRole('button', { name: 'Add a task' }).click();
  await ada.getByLabel('Title').fill('Try the new certificates');
  await ada.getByRole('button', { name: 'Add the task' }).click();
  await ada.getByText('TSK-1', { exact: true }).waitFor();
  await ada.context().close();
});

afterAll(async () => {
  await browser?.close();
  await interlock?.stop();
});

/** Each screen, and what stands on it once it has been read: never what stands on the one before it too. */
const screens: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ['/', (page) => page.getByRole('heading', { name: 'This week' }).waitFor()],
  ['/inbox', (page) => page.getByRole('heading', { name: 'Inbox' }).waitFor({ state: 'attached' })],
  ['/changes', (page) => page.getByRole('link', { name: 'Rotate the certificates' }).waitFor()],
  ['/changes/new', (page) => page.getByText('Who will be asked').waitFor()],
  ['/changes?layout=board', (page) => page.getByRole('link', { name: 'Rotate the certificates' }).waitFor()],
  ['/templates', (page) => page.getByText('No template is in force yet.').waitFor()],
  ['/changes?group=week', (page) => page.getByRole('link', { name: 'Rotate the certificates' }).waitFor()],
  ['/changes?q=nothing-is-called-so', (page) => page.getByText('No change matches these filters.').waitFor()],
  ['/changes/CHG-1/edit', (page) => page.getByText('Who will be asked').waitFor()],
  ['/changes/CHG-1', (page) => page.getByText('raised the change').waitFor()],
  ['/changes/CHG-1?tab=plan', (page) => page.getByText('Not written yet.').waitFor()],
  ['/changes/CHG-1?tab=revisions', (page) => page.getByRole('heading', { name: 'Revisions' }).waitFor()],
  ['/changes/CHG-1/print', (page) => page.locator('article[aria-busy=false]').waitFor()],
  ['/changes/CHG-404', (page) => page.getByText("There is nothing here, or it isn't yours to see").waitFor()],
  ['/tasks?view=all', (page) => page.getByText('TSK-1').first().waitFor()],
  ['/tasks', (page) => page.getByText('No task waits for you.').waitFor()],
  ['/tasks?view=board', (page) => page.getByText('TSK-1').first().waitFor()],
  ['/overrides', (page) => page.getByText('No move has gone past a guard yet.').waitFor()],
  ['/decide', (page) => page.getByRole('link', { name: 'Go to your inbox' }).waitFor()],
  ['/communication', (page) => page.getByText('No room yet.').waitFor()],
  ['/operators', (page) => page.getByText('Nothing was sent yet.').waitFor()],
  ['/people', (page) => page.getByText('ada@example.org').waitFor()],
  ['/groups', (page) => page.getByRole('heading', { name: 'Approvers' }).waitFor()],
  ['/models', (page) => page.getByRole('link', { name: 'Retrospective' }).waitFor()],
  ['/models/mdl_normal', (page) => page.getByText('Published by the program').first().waitFor()],
  ['/import', (page) => page.getByText('Choose a CSV file').waitFor()],
  ['/incidents', (page) => page.getByText('No incident is recorded yet.').waitFor()],
  ['/improvements', (page) => page.getByText('Nothing is open.').waitFor()],
  ['/changes/CHG-1?tab=review', (page) => page.getByText('Its work has not begun.').waitFor()],
  ['/changes/CHG-1?tab=announcements', (page) => page.getByText('Nothing was announced yet.').waitFor()],
  ['/audit', (page) => page.getByText('change.raised', { exact: true }).first().waitFor()],
  ['/audit/votes', (page) => page.getByText('No vote stands out.').waitFor()],
  ['/profile', (page) => page.getByText('This one').waitFor()],
  ['/no-such-page', (page) => page.getByText('There is no such page').waitFor()],
];

const dialogs: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ['/people', (page) => page.getByRole('button', { name: 'Invite somebody' }).click()],
  ['/people', (page) => page.getByRole('button', { name: 'Manage Ada' }).click()],
  ['/groups', (page) => page.getByRole('button', { name: 'Edit Approvers' }).click()],
  ['/models', (page) => page.getByRole('button', { name: 'New model' }).click()],
  ['/communication', (page) => page.getByRole('button', { name: 'New rule' }).click()],
  ['/communication', (page) => page.getByRole('button', { name: 'Try Mentions' }).click()],
  ['/communication', (page) => page.getByRole('button', { name: 'Add a room' }).click()],
  ['/communication', (page) => page.getByRole('button', { name: 'Edit Management' }).click()],
  ['/incidents', (page) => page.getByRole('button', { name: 'Record an incident' }).click()],
  ['/profile', (page) => page.getByRole('button', { name: 'New token' }).click()],
  ['/profile', (page) => page.getByRole('button', { name: 'Name a deputy' }).click()],
  ['/changes/CHG-1', (page) => page.getByRole('button', { name: 'Cancel this change' }).click()],
  ['/changes/CHG-1?tab=plan', (page) => page.getByRole('button', { name: 'Add a task' }).click()],
  ['/tasks?view=all', (page) => page.getByText('TSK-1').first().click()],
  ['/inbox', (page) => page.keyboard.press('?')],
  ['/inbox', (page) => page.getByRole('button', { name: 'Notifications' }).click()],
  ['/changes/CHG-1', (page) => page.keyboard.press('Control+k')],
  ['/changes', (page) => page.getByRole('button', { name: 'Columns' }).click()],
  ['/changes', (page) => page.getByRole('button', { name: 'Export' }).click()],
  [
    '/changes',
    async (page) => {
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('button', { name: 'Save this view' }).click();
      await page.getByRole('dialog', { name: 'Save this view' }).waitFor();
    },
  ],
];

describe.each([
  ['at a desk', desk],
  ['on a phone', phone],
])('%s', (where, options) => {
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    page = await visit(browser, interlock.address, options, complaints);
    await page.goto('/sign-in');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await violations(page, { inBothThemes: true })).toEqual([]);
    await signIn(page, 'ada@example.org');
  });

  afterAll(() => page?.context().close());

  test.each(screens)('%s is accessible and fits', async (path, shown) => {
    await walkTo(page, path);
    await shown(page);
    expect(await violations(page, { inBothThemes: where === 'at a desk' })).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    expect(
      await page.getByRole('navigation', { name: 'Parts of this change' }).locator('[aria-current]').count(),
    ).toBeLessThan(2);
  });

  test('the browser had nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});

describe('dialogs', () => {
  let page: Page;

  beforeAll(async () => {
    page = await visit(browser, interlock.address);
    await signIn(page, 'ada@example.org');
  });

  afterAll(() => page?.context().close());

  test.each(dialogs)('a dialog of %s is accessible and closes with Esc', async (path, open) => {
    await walkTo(page, path);
    await open(page);
    await page.getByRole('dialog').waitFor();
    expect(await violations(page, { inBothThemes: true })).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

test('filters stand in the address and come back with it', async () => {
  const page = await visit(browser, interlock.address);
  await signIn(page, 'ada@example.org');
  await page.goto('/changes?state=draft&priority=4');
  await page.getByRole('button', { name: 'in Draft', exact: true }).waitFor();
  await page.getByLabel('Search changes').last().fill('certificates');
  await page.waitForURL('**/changes?**q=certificates**');
  await page.getByRole('link', { name: 'Rotate the certificates' }).waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.waitForURL('**/changes');
  await page.goto('/changes?q=node.js');
  await page.getByText('No change matches these filters.').waitFor();
  await page.context().close();
});

test('a theme that was chosen is there before the first paint of the next visit', async () => {
  const page = await visit(browser, interlock.address, { ...desk, colorScheme: 'light' });
  await signIn(page, 'ada@example.org');
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  await page.getByRole('button', { name: 'Switch to the light theme' }).waitFor();
  await page.reload({ waitUntil: 'commit' });
  await page.locator('#root').waitFor({ state: 'attached' });
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.getByRole('button', { name: 'Switch to the light theme' }).click();
  await page.getByRole('button', { name: 'Switch to the dark theme' }).waitFor();
  await page.context().close();
});

test('a secret is shown once: a token made is listed without it and can be revoked', async () => {
  const page = await visit(browser, interlock.address);
  await signIn(page, 'ada@example.org');
  await page.goto('/profile');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('What it is for').fill('Nightly report');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const secret = await page.getByLabel('Token', { exact: true }).inputValue();
  expect(secret).toMatch(/^ilk_tok_/);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Nightly report').waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: 'Revoke Nightly report' }).click();
  await page.getByText('Nightly report').waitFor({ state: 'detached' });
  await page.context().close();
});

test('the page of the API describes every call, and whoever is not signed in can read it', async () => {
  const complaints: string[] = [];
  const page = await visit(browser, interlock.address, phone, complaints);
  await page.goto('/api/docs');
  // It draws every call at once, which takes its time beside other work.
  await page.locator('#operations-tag-changes').waitFor({ timeout: 60_000 });
  expect(await scrollsSideways(page)).toBe(false);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('whoever is signed out comes back to where they were', async () => {
  const page = await visit(browser, interlock.address);
  await page.goto('/changes/CHG-1?tab=plan');
  await page.waitForURL('**/sign-in?next=**');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill('a wrong password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/changes/CHG-1?tab=plan');
  await page.context().close();
});

test('a file is brought, looked at, checked and taken in on the screen, with what was refused to mend', async () => {
  const page = await visit(browser, interlock.address);
  await signIn(page, 'ada@example.org');
  await page.goto('/import');
  await page.setInputFiles('input[type=file]', 'server/testing/samples/servicenow/changes.csv');
  await page.getByRole('heading', { name: 'What the columns mean' }).waitFor();
  const becomes = page.getByRole('region', { name: 'Changes of the first rows' });
  await becomes.getByText('Closed: Successful', { exact: true }).waitFor();
  await page.getByLabel('Fertig means for Outcome').selectOption('successful');
  await becomes.getByText('Closed: Failed').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Check the whole file' }).click();
  await page.getByText('Opened:').first().waitFor();
  await page.getByRole('button', { name: 'Import 5 changes' }).click();
  await page.getByRole('heading', { name: 'It is in' }).waitFor();
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Refused rows as CSV' }).click();
  expect((await file).suggestedFilename()).toBe('refused-changes.csv');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'See the changes' }).click();
  await page.getByRole('link', { name: 'Add memory to the mail relay' }).waitFor();
  await page.context().close();
});
