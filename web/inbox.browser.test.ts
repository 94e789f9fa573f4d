import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readyToAuthorize } from '../server/testing/world.ts';
import { desk, openBrowser, phone, scrollsSideways, signIn, violations, visit } from './testing/browser.ts';
import { accept, invite, setUp } from './testing/organisation.ts';
import { type Running, startInterlock } from './testing/server.ts';

let interlock: Running;
let browser: Browser;
let ada: Page;
let eve: Page;
const complaints: string[] = [];

/** What a page of hers would send. */
async function send(page: Page, method: 'POST' | 'PATCH', path: string, data: object = {}) {
  const headers = { origin: interlock.address };
  const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, data });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}
const read = async (page: Page, path: string) => (await page.request.get(`/api/v1${path}`)).json();

beforeAll(async () => {
  interlock = await startInterlock();
  browser = await openBrowser();
  ada = await visit(browser, interlock.address, desk, complaints);
  await setUp(ada, interlock);
  const link = await invite(ada, {
    name: 'Eve Adler',
    email: 'eve@example.org',
    roles: ['Administrator', 'Approver'],
    approves: true,
  });
  eve = await accept(browser, interlock, link);
  await proposeModel();
  await proposeMember();
  await proposeUnlinking();
  await askForDecision();
});

afterAll(async () => {
  await browser?.close();
  await interlock?.stop();
});

async function proposeModel(): Promise<void> {
  const { items } = await read(ada, '/models');
  const modelId = items.find(({ key }: { key: string }) => key === 'normal').id;
  const { definition, version } = await send(ada, 'POST', '/model-drafts', { modelId });
  definition.transitions[0].label = 'Hand it over';
  const written = await send(ada, 'PATCH', `/model-drafts/${modelId}`, { version, definition });
  await send(ada, 'POST', `/model-drafts/${modelId}/propose`, { version: written.version, note: 'Said plainly.' });
}

async function proposeMember(): Promise<void> {
  const { person } = await send(ada, 'POST', '/people', {
    name: 'Otto Approver',
    email: 'otto@example.org',
    roles: ['approver'],
  });
  const [group] = (await read(ada, '/groups?q=Approvers')).items;
  const memberIds = [...group.members.map(({ id }: { id: string }) => id), person.id];
  await send(ada, 'PATCH', `/groups/${group.id}`, { version: group.version, memberIds });
}

async function proposeUnlinking(): Promise<void> {
  const [ann, ann2] = await Promise.all(
    ['Ann', 'Ann Two'].map(async (name, at) => {
      const { person } = await send(ada, 'POST', '/people', {
        name,
        email: `ann${at}@example.org`,
        roles: ['initiator'],
      });
      return person.id;
    }),
  );
  await send(ada, 'POST', `/people/${ann}/link`, { withId: ann2, reason: 'One badge for both.' });
  await send(ada, 'POST', `/people/${ann2}/unlink`, { reason: 'They are mother and daughter.' });
}

async function askForDecision(): Promise<void> {
  const assigneeId = (await read(ada, '/me')).person.id;
  let change = await send(ada, 'POST', '/changes', { modelId: 'mdl_normal', ...readyToAuthorize, assigneeId });
  for (const to of ['assess', 'authorize'])
    change = await send(ada, 'POST', `/changes/${change.id}/move`, { version: change.version, to });
}

const row = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name: new RegExp(`^${name}`) });
const chosen = (page: Page, name: string) => row(page, name).and(page.locator('[aria-current=true]')).waitFor();

test('the inbox and its count hold what waits about changes and what waits about anything else', async () => {
  await eve.goto('/inbox');
  for (const name of ['Publish a model', 'Let into a group', 'Unlink an account', 'Decide'])
    await row(eve, name).waitFor();
  await eve.getByRole('link', { name: /^Inbox.*4 waiting/ }).waitFor();
  await ada.goto('/inbox');
  await ada.getByRole('heading', { name: 'Inbox' }).waitFor({ state: 'attached' });
  expect(await row(ada, 'Publish a model').count()).toBe(0);
});

test.each(['light', 'dark'] as const)('every row is usable by everybody, in the %s theme', async (colorScheme) => {
  await eve.emulateMedia({ colorScheme });
  for (const [name, shows] of [
    ['Publish a model', 'Hand it over (Draft to Assess) was labelled Submit for assessment.'],
    ['Let into a group', 'Ada Administrator proposes that Otto Approver come in.'],
    ['Unlink an account', 'Ada Administrator proposes to unlink it: They are mother and daughter.'],
    ['Decide', 'The ledger moves to a supported release.'],
  ] as const) {
    await row(eve, name).click();
    await eve.getByText(shows).first().waitFor();
    expect(await violations(eve)).toEqual([]);
  }
  await eve.emulateMedia({ colorScheme: 'light' });
});

test('J and K walk over all rows; A, I and R do nothing where no change is decided on', async () => {
  await eve.goto('/inbox');
  await chosen(eve, 'Publish a model');
  await eve.getByRole('button', { name: 'Publish it', exact: true }).waitFor();
  for (const key of ['a', 'i', 'r']) await eve.keyboard.press(key);
  expect(await eve.getByRole('dialog').count()).toBe(0);
  await eve.keyboard.press('j');
  await chosen(eve, 'Let into a group');
  await eve.getByRole('button', { name: 'Let it be so' }).waitFor();
  for (const key of ['a', 'i', 'r']) await eve.keyboard.press(key);
  expect(await eve.getByRole('dialog').count()).toBe(0);
  await eve.keyboard.press('j');
  await chosen(eve, 'Unlink an account');
  await eve.getByRole('button', { name: 'Leave linked' }).waitFor();
  for (const key of ['a', 'i', 'r']) await eve.keyboard.press(key);
  expect(await eve.getByRole('dialog').count()).toBe(0);
  await eve.keyboard.press('j');
  await chosen(eve, 'Decide');
  await eve.keyboard.press('k');
  await chosen(eve, 'Unlink an account');
  expect((await read(eve, '/inbox')).items).toHaveLength(4);
});

test('on a phone a row opens over the list, and nothing scrolls sideways', async () => {
  const small = await visit(browser, interlock.address, phone, complaints);
  await signIn(small, 'eve@example.org');
  await small.goto('/inbox');
  await row(small, 'Publish a model').click();
  await small.getByText('Hand it over (Draft to Assess) was labelled Submit for assessment.').waitFor();
  expect([await scrollsSideways(small), await violations(small)]).toEqual([false, []]);
  await small.getByRole('button', { name: 'Back to the list' }).click();
  await row(small, 'Let into a group').click();
  await small.getByRole('button', { name: 'Let it be so' }).waitFor();
  await small.goBack();
  await row(small, 'Unlink an account').click();
  await small.getByRole('button', { name: 'Confirm' }).waitFor();
  expect([await scrollsSideways(small), await violations(small)]).toEqual([false, []]);
  await small.getByRole('button', { name: 'Back to the list' }).click();
  await row(small, 'Publish a model').waitFor();
  expect(new URL(small.url()).pathname).toBe('/inbox');
  await small.context().close();
});

test('each is decided where it stands, and is gone then', async () => {
  await eve.goto('/inbox');
  await row(eve, 'Decide').click();
  await eve.getByRole('button', { name: /^Approve/ }).waitFor();
  await eve.keyboard.press('a');
  await row(eve, 'Decide').waitFor({ state: 'detached' });
  await row(eve, 'Let into a group').click();
  await eve.getByRole('button', { name: 'Let it be so' }).click();
  await row(eve, 'Let into a group').waitFor({ state: 'detached' });
  await row(eve, 'Unlink an account').click();
  await eve.getByRole('button', { name: 'Confirm' }).click();
  await row(eve, 'Unlink an account').waitFor({ state: 'detached' });
  await eve.getByRole('button', { name: 'Publish it', exact: true }).click();
  await eve.getByRole('dialog').getByRole('button', { name: 'Publish it' }).click();
  await eve.getByText('Nothing waits for you.').waitFor();
  expect((await read(eve, '/inbox')).items).toEqual([]);
  expect(complaints).toEqual([]);
});
