import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, openBrowser, violations, visit } from './testing/browser.ts';
import { accept, invite, setUp } from './testing/organisation.ts';
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
  const round = page.getByRole('group', { name: /^Round: / });
  await round.getByLabel('Its yes covers').selectOption('some');
  await round.getByRole('group', { name: 'Covers' }).getByLabel('Backout plan').check();
  await round.getByLabel('The window may move a little').check();
  await round.getByLabel('By so many minutes at most').fill('ten');
  await page.getByText('A whole number from 0 to 10080.').waitFor();
  await round.getByLabel('By so many minutes at most').fill('30');
  await round.getByLabel('Escalates after').fill('8');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take this round out' }).click();
  await page.getByRole('button', { name: 'Implement implement' }).click();
  const work = page.locator('section').filter({ has: page.getByRole('button', { name: 'Implement implement' }) });
  await work.getByRole('button', { name: 'Give a task' }).click();
  const task = work.getByRole('group', { name: /^Task/ }).last();
  await task.getByLabel('What is to be done').fill('Restart the gate');
  await task.getByLabel('Given to').selectOption({ label: 'The assignee' });
  await task.getByRole('button', { name: 'Add a step' }).click();
  await task.getByLabel('Step 1', { exact: true }).fill('Drain it first');
  await task.getByLabel('Minutes').fill('5');
  await task.getByLabel('by a machine').check();
  await page.getByRole('tab', { name: 'The whole' }).click();
  await page.getByLabel('Raising one takes').selectOption('change.raise');
  const warned = page.getByRole('listitem').filter({ hasText: 'could make Ask for approval' });
  await warned.getByRole('button', { name: 'Go there' }).click();
  const movers = page.getByRole('group', { name: 'Made by' });
  await page.waitForFunction(() => document.activeElement?.closest('fieldset')?.textContent?.startsWith('Made by'));
  await movers.getByLabel('Coordinators').uncheck();
  await warned.waitFor({ state: 'detached' });
  await page.getByText('Implement can be reached without anybody’s approval.').waitFor();
  await page.getByRole('button', { name: 'Take out Ask for approval' }).click();
  await page.getByText('Ask for approval was taken out.').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Ask for approval was taken out.').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Take out Ask for approval' }).waitFor();
  await page.getByRole('tab', { name: /^States/ }).click();
  await page.getByRole('button', { name: 'Take out Implement' }).click();
  const gone = page.getByRole('listitem').filter({ hasText: 'There is no state implement, and it is still named.' });
  await gone.first().waitFor();
  expect(await page.getByText('There is no state implement', { exact: false }).count()).toBe(1);
  await gone.getByRole('button', { name: 'Start work (Authorize to implement): To' }).click();
  const to = page.getByLabel('To', { exact: true });
  await page.waitForFunction(() => document.activeElement?.closest('[data-part=to]'));
  expect(await to.locator('option:checked').textContent()).toBe('implement (not there)');
  await page.getByRole('tab', { name: /^States/ }).click();
  await page.getByRole('button', { name: 'Put it back' }).click();
  await gone.first().waitFor({ state: 'detached' });
  await page.getByText('Saved as you write.').waitFor();
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.getByText('This model has no conditions').waitFor();
  await page.getByRole('tab', { name: /^States/ }).click();
  await page.getByRole('button', { name: 'Authorize authorize' }).click();
  await page.getByRole('button', { name: 'Ask for approval' }).click();
  await page
    .getByRole('group', { name: /^Round: / })
    .last()
    .getByLabel('Asks only where')
    .fill('change.riskLevel == "high"');
  await page.getByText('Saved as you write.').waitFor();
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('Start work, to Implement: by the assignee').waitFor();
  await page.getByText('Something is missing to enter it').first().waitFor();
  await page.getByText('Only once what is missing is there').first().waitFor();
  await page.getByText('It asks only where the risk is high, and that does not hold.').waitFor();
  await page.getByRole('combobox', { name: 'Risk', exact: true }).selectOption('high');
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('It asks where the risk is high, and that holds.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('tab', { name: /^States/ }).click();
  await page.getByRole('button', { name: 'Authorize authorize' }).click();
  await page.getByRole('button', { name: 'Take this round out' }).last().click();
  await page.getByText('Saved as you write.').waitFor();
  await page.getByRole('tab', { name: 'Try it' }).click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Publish it' }).click();
  const sure = page.getByRole('dialog', { name: 'Publish it' });
  await sure.getByText('From now on changes are raised by it.').waitFor();
  expect(await violations(page)).toEqual([]);
  await sure.getByRole('button', { name: 'Publish it' }).click();
  await page.getByText('version 1 in force').waitFor();
  const models = await page.evaluate(() => fetch('/api/v1/models').then((answer) => answer.json()));
  const small = models.items.find(({ name }: { name: string }) => name === 'Small changes').definition;
  const asked = small.states.find(({ kind }: { kind: string }) => kind === 'implement');
  expect(asked.tasks).toContainEqual({
    kind: 'implementation',
    title: 'Restart the gate',
    description: '',
    level: 1,
    owner: { is: 'assignee' },
    steps: [{ text: 'Drain it first', minutes: 5, automatic: true }],
  });
  await page.getByText('Nobody else could look at it.').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('what was proposed is not written on until its writer takes it back or somebody else sends it back, having read who publishes it then', async () => {
  await page.goto('/people');
  const bea = { name: 'Bea Administrator', email: 'bea@example.org', roles: ['Administrator'], approves: false };
  const link = await invite(page, bea);
  const reviewer = await accept(browser, interlock, link);
  await page.goto('/models');
  await page.getByRole('button', { name: 'New model' }).click();
  await page.getByLabel('Name').fill('Two hands');
  await page.getByLabel('Begin with').selectOption({ label: 'A copy of Small changes' });
  await page.getByRole('button', { name: 'Begin the draft' }).click();
  await page.waitForURL('**/draft');
  await page.getByRole('button', { name: 'Propose it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Propose it' }).click();
  await page.getByText('Proposed: nobody writes on it.').waitFor();
  expect(await page.getByRole('button', { name: 'Send it back' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Take it back' }).waitFor();
  await reviewer.goto(new URL(page.url()).pathname);
  await reviewer.getByText('Proposed by Ada Administrator').waitFor();
  expect(await reviewer.getByRole('button', { name: 'Add a state' }).count()).toBe(0);
  expect(await reviewer.getByRole('main').getByRole('textbox').count()).toBe(0);
  expect(await violations(reviewer)).toEqual([]);
  expect(await reviewer.getByRole('button', { name: 'Take it back' }).count()).toBe(0);
  await reviewer.getByRole('button', { name: 'Send it back' }).click();
  const dialog = reviewer.getByRole('dialog');
  await dialog.getByText('if you write, by another than you').waitFor();
  await dialog.getByRole('button', { name: 'Send it back' }).click();
  await dialog
    .getByRole('textbox', { name: 'Why' })
    .and(reviewer.locator('[aria-invalid=true]'))
    .fill('One state more.');
  await dialog.getByRole('button', { name: 'Send it back' }).click();
  await reviewer.getByRole('button', { name: 'Add a state' }).waitFor();
  await reviewer.getByText('Sent back by Bea Administrator').waitFor();
  await reviewer.getByRole('button', { name: 'Add a state' }).click();
  const focused = () => reviewer.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value);
  await expect.poll(focused).toBe('New state');
  await reviewer.keyboard.type('Pilot');
  const headings = await reviewer.getByRole('main').getByRole('button', { expanded: true }).allInnerTexts();
  expect(headings).toEqual([expect.stringMatching(/^\s*Pilot/)]);
  await reviewer.getByRole('button', { name: 'Move Pilot down' }).click();
  await reviewer.getByRole('button', { name: 'Move Pilot up' }).click();
  await reviewer.getByRole('tab', { name: /^Moves/ }).click();
  await reviewer.getByRole('button', { name: 'Add a move' }).click();
  await expect.poll(focused).toBe('Go on');
  expect(await reviewer.getByLabel('From', { exact: true }).locator('option:checked').textContent()).toBe('Pilot');
  expect(complaints).toEqual([]);
});
