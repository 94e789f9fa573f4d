import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, openBrowser, phone, scrollsSideways, violations, visit } from './testing/browser.ts';
import { accept, invite, setUp } from './testing/organisation.ts';
import { type Running, startInterlock } from './testing/server.ts';

let interlock: Running;
let browser: Browser;
let sam: Page;
let mia: Page;
const complaints: string[] = [];

const people = [
  { name: 'Sam Specialist', email: 'sam@example.org', roles: ['Specialist'], approves: false },
  { name: 'Mia Manager', email: 'mia@example.org', roles: ['Change manager'], approves: false },
];

beforeAll(async () => {
  interlock = await startInterlock();
  browser = await openBrowser();
  const ada = await visit(browser, interlock.address, desk, complaints);
  await setUp(ada, interlock);
  const [ofSam, ofMia] = [await invite(ada, people[0] ?? fail()), await invite(ada, people[1] ?? fail())];
  sam = await accept(browser, interlock, ofSam);
  mia = await accept(browser, interlock, ofMia);
});

function fail(): never {
  throw new Error('nobody');
}

afterAll(async () => {
  await browser?.close();
  await interlock?.stop();
});

/** Presses the button of this name, here and then in the dialog that it opens. */
async function act(page: Page, label: string, fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<unknown>) {
  await page.getByRole('button', { name: label, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await fill?.(dialog);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('a template is written and proposed', async () => {
  await sam.goto('/templates');
  await sam.getByText('No template is in force yet.').waitFor();
  await sam.getByRole('link', { name: 'New template' }).click();
  await sam.getByLabel('Name').fill('Rotate a certificate');
  await sam.getByLabel('Usual minutes').fill('30');
  await sam.getByLabel('Summary', { exact: true }).fill('The certificate of a host is replaced.');
  await sam.getByLabel('Implementation plan', { exact: true }).fill('1. Replace it');
  await sam.getByLabel('Backout plan', { exact: true }).fill('1. Put the old one back');
  expect(await violations(sam)).toEqual([]);
  await sam.getByText('Whoever raises a change is asked: Title, Assignee, Planned window.').waitFor();
  await sam.getByRole('button', { name: 'Save the draft' }).click();
  await sam.waitForURL('**/templates/rotate-a-certificate**');
  await sam.getByText('Title, Assignee, Planned window', { exact: true }).waitFor();
  await act(sam, 'Propose it', (dialog) =>
    dialog.getByLabel('What is new in it?').fill('As we have done it for a year.'),
  );
  await sam.getByText('A change manager who did not write it publishes it.').waitFor();
});

test('somebody else publishes it', async () => {
  await mia.goto('/templates?show=proposed');
  await mia.getByRole('link', { name: 'Rotate a certificate' }).click();
  await mia.getByRole('link', { name: 'In work' }).click();
  await mia.getByText('As we have done it for a year.').waitFor();
  expect(await violations(mia)).toEqual([]);
  await act(mia, 'Publish it');
  await mia.getByText('Published', { exact: true }).waitFor();
});

test('a standard change is raised and scheduled in few steps', async () => {
  let steps = 0;
  const did = async (step: Promise<unknown>) => {
    steps += 1;
    await step;
  };
  const day = new Date(Date.now() + 24 * 3600_000).toISOString().slice(0, 10);
  await did(sam.goto('/templates'));
  await did(sam.getByRole('link', { name: 'Raise: Rotate a certificate' }).click());
  await sam.getByLabel('Title').waitFor();
  expect(await violations(sam)).toEqual([]);
  await did(sam.getByLabel('Title').fill('Rotate web-1'));
  await did(sam.getByLabel('Assignee').fill('Sam'));
  await did(sam.getByRole('option', { name: 'Sam Specialist' }).click());
  await did(sam.getByLabel('Planned start').fill(`${day}T22:00`));
  expect(await sam.getByLabel('Planned end').inputValue()).toBe(`${day}T22:30`);
  await did(sam.getByRole('button', { name: 'Raise and schedule' }).click());
  await sam.waitForURL('**/changes/CHG-1');
  expect(steps).toBeLessThanOrEqual(8);
  await sam.getByText('Fixed:').waitFor();
  expect(await violations(sam)).toEqual([]);
});

test('what the template locks cannot be edited, and the figures open their rows', async () => {
  await sam.goto('/changes/CHG-1?tab=plan');
  await sam.getByText('Replace it').first().waitFor();
  expect(await sam.getByRole('button', { name: 'Edit: Implementation plan' }).count()).toBe(0);
  await sam.goto('/templates/rotate-a-certificate');
  await sam.getByRole('link', { name: '1 Open' }).click();
  await sam.getByRole('link', { name: 'Rotate web-1' }).waitFor();
});

test('a recurring change is planned with its windows in view, and rests when it is paused', async () => {
  const day = new Date(Date.now() + 48 * 3600_000).toISOString().slice(0, 10);
  await sam.goto('/templates/rotate-a-certificate?tab=recurring');
  await sam.getByRole('button', { name: 'Plan a recurring change' }).click();
  const dialog = sam.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Rotate all');
  await dialog.getByLabel('Planned start').fill(`${day}T22:00`);
  await dialog.getByLabel('Planned end').fill(`${day}T23:00`);
  await dialog.getByText('The next windows').waitFor();
  expect(await violations(sam)).toEqual([]);
  await dialog.getByRole('button', { name: 'Plan it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await sam.getByRole('button', { name: 'Pause Rotate a certificate' }).click();
  await sam.getByText('Paused by hand').waitFor();
});

test('a change manager takes a recurring change over once they read what it raises in their name', async () => {
  await mia.goto('/templates/rotate-a-certificate?tab=recurring');
  expect(await sam.getByRole('button', { name: 'Take it over: Rotate a certificate' }).count()).toBe(0);
  await mia.getByRole('button', { name: 'Take it over: Rotate a certificate' }).click();
  const dialog = mia.getByRole('dialog');
  await dialog.getByText('no longer in that of Sam Specialist').waitFor();
  await dialog.getByText('Rotate all').waitFor();
  expect(await violations(mia)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take it over' }).click();
  await dialog.waitFor({ state: 'detached' });
  await mia.getByText('In the name of').getByText('Mia Manager').waitFor();
  expect(await mia.getByRole('button', { name: 'Take it over: Rotate a certificate' }).count()).toBe(0);
});

test('the catalogue and the form fit a phone', async () => {
  const page = await visit(browser, interlock.address, phone, complaints);
  await page.context().addCookies(await sam.context().cookies());
  for (const path of [
    '/templates',
    '/templates/rotate-a-certificate',
    '/templates/rotate-a-certificate/raise',
    '/templates/new',
  ]) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await scrollsSideways(page)).toBe(false);
  }
  expect(complaints).toEqual([]);
});
