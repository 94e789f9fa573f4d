import { answerQuestionRoute, askAboutChangeRoute } from '@interlock/contract/change-flow.ts';
import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { signInRoute } from '@interlock/contract/identity.ts';
import { createTokenRoute } from '@interlock/contract/sessions.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reject, show } from '../server/testing/journey.ts';
import { approve, clientOf, move, PASSWORD, raise, type Somebody } from '../server/testing/world.ts';
import { desk, phone, scrollsSideways, violations } from './testing/browser.ts';
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

test('the log is narrowed to an act that is sought by the words in which it is told', async () => {
  const change = await move(rita, await raise(rita, sam), 'assess');
  await ada.goto(`/audit?object=${change.number}`);
  await ada.getByText('raised the change').first().waitFor();
  await ada.getByRole('combobox', { name: 'Act', exact: true }).fill('moved the ch');
  await ada.getByRole('option', { name: 'moved the change' }).click();
  await ada.getByRole('button', { name: 'Filter', exact: true }).click();
  await ada.waitForURL(/verb=change\.moved/);
  await ada.locator('summary').getByText('raised the change').waitFor({ state: 'detached' });
  await ada.locator('summary').getByText('moved the change').waitFor();
  await ada.goto('/audit?verb=change.raised');
  const act = ada.getByRole('combobox', { name: 'Act', exact: true });
  await expect.poll(() => act.inputValue(), { timeout: 10_000 }).toBe('raised the change');
  expect(await violations(ada)).toEqual([]);
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

const asking = async () => move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');

test('whoever asked for a change that was rejected reads who said no, and why, in the inbox, on the page and in the bell', async () => {
  const change = await reject(ann, await asking(), 'Not in the week of the audit.');
  const page = await house.sits(rita, small);
  await page.goto('/inbox');
  await page
    .getByText(/^Rejected by Ann: Not in the week of the audit\. The next step is yours\.$/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Notifications' }).click();
  await page.getByText('Ann rejected it and sent it back to Draft').waitFor();
  await page.goto(`/changes/${change.number}`);
  const banner = page.getByRole('region', { name: 'Rejected by Ann' });
  await banner.getByText('“Not in the week of the audit.”').waitFor();
  await banner.getByText('You can go on: Submit for assessment.').waitFor();
  expect(await violations(page)).toEqual([]);
});

test('before its window opens, whoever may start it earlier reads when it opens, and no dark button calls them to it', async () => {
  const built = await approve(ann, await asking());
  const change = await move(house.admin, built, 'scheduled', {
    window: { start: inHours(2), end: inHours(3), zone: 'UTC' },
  });
  await ada.goto(`/changes/${change.number}`);
  await ada
    .getByRole('region', { name: /^Opens at / })
    .getByText('You may start it earlier, with a reason.')
    .waitFor();
  expect(await violations(ada)).toEqual([]);
  expect(await ada.getByRole('button', { name: 'Start work' }).getAttribute('class')).not.toContain('bg-solid');
});

test('the whole way of a normal change is seen at a desk, and on a phone the present step is', async () => {
  const change = await asking();
  await ada.goto(`/changes/${change.number}`);
  const way = ada.getByRole('group', { name: 'The way of this change' });
  await way.getByText('Draft').waitFor();
  expect(await way.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThan(2);
  const pocket = await house.sits(house.admin, phone);
  await pocket.goto(`/changes/${change.number}`);
  await pocket.locator('[aria-current=step]').waitFor();
  await expect.poll(() => pocket.getByText('Authorize', { exact: true }).last().isVisible()).toBe(true);
  const place = await pocket.locator('[aria-current=step]').boundingBox();
  expect(place && place.x >= 0 && place.x + place.width <= 390).toBe(true);
  expect(await violations(pocket)).toEqual([]);
  expect(await scrollsSideways(pocket)).toBe(false);
});

test('of a closed change the log says that it began early, a phone shows its end, and an answered question stands with its round', async () => {
  const asked = await asking();
  const { id: roundId } = asked.rounds[0] ?? expect.fail('no round asks');
  const read = ({ id: changeId, version }: typeof asked) => ({ changeId, version });
  const open = await ann.call(askAboutChangeRoute, { ...read(asked), roundId, words: 'Who is on call?' });
  const questionId = open.rounds[0]?.questions[0]?.id ?? '';
  const answered = await rita.call(answerQuestionRoute, { changeId: asked.id, questionId, words: 'The night shift.' });
  const page = await house.sits(ann, small);
  await page.goto(`/changes/${asked.number}`);
  await page.getByText('to decide', { exact: true }).first().waitFor();
  const window = { start: inHours(2), end: inHours(3), zone: 'UTC' };
  const scheduled = await move(house.admin, await approve(ann, answered), 'scheduled', { window });
  const begun = await move(house.admin, scheduled, 'implement', { reason: 'The shop is closed today.' });
  const closure = { closureCode: 'successful', closureNotes: 'All well.' };
  await move(house.admin, await move(sam, begun, 'review'), 'closed', closure);
  await ada.goto(`/audit?object=${asked.number}`);
  await ada.getByText('from Scheduled to Implement, before its window').waitFor();
  const pocket = await house.sits(house.admin, phone);
  await pocket.goto(`/changes/${asked.number}`);
  const end = pocket.locator('[data-step=closed]');
  await end.waitFor();
  await expect.poll(async () => ((await end.boundingBox())?.x ?? 999) + 40).toBeLessThan(390);
  await page.goto(`/changes/${asked.number}`);
  const round = page.getByRole('region', { name: 'Authorize' }).first();
  await round.getByText('Ann asked for information: Who is on call?').waitFor();
  await round.getByText('Rita: The night shift.').waitFor();
  expect(await page.getByText('asks for information').count()).toBe(0);
});

test('after a no the inbox goes on to what came after it, and a letter pressed too early decides nothing', async () => {
  const [, second, third] = [await asking(), await asking(), await asking()];
  const page = await house.sits(ann, small);
  await page.goto('/inbox');
  await page.getByRole('button', { name: new RegExp(`Decide ${second.number} `) }).click();
  const preview = page.getByRole('article');
  await preview.getByRole('link', { name: second.number, exact: true }).waitFor();
  await preview.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('dialog').getByLabel('Why not?').fill('Not this week.');
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await preview.getByRole('link', { name: third.number, exact: true }).waitFor();
  await preview.getByRole('button', { name: 'Approve' }).waitFor();
  await page.keyboard.press('a');
  await page.getByText(`You rejected ${second.number}.`).waitFor();
  expect((await show(ann, third)).state.key).toBe('authorize');
  expect(await page.getByText(`You approved ${third.number}.`).count()).toBe(0);
});

test('where the server is away, a screen that was not loaded yet says so inside the page, and comes with it', async () => {
  const page = await house.sits(house.admin, small);
  await page.goto('/changes');
  await page.getByRole('heading', { level: 1, name: 'Changes' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Audit', exact: true }).click();
  await page.getByText("The server can't be reached").waitFor();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
});

test('whoever may not read the log or write rules is told which role may, and offered nothing that would be refused', async () => {
  const page = await house.sits(rita, small);
  await page.goto('/audit');
  await page.getByText("This takes the role Auditor or Administrator, which you don't hold.").waitFor();
  for (const name of ['Export', 'Filter', 'Try again'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Approvals to look at' }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.goto('/communication');
  await page.getByText('This takes the role Change manager or Administrator').waitFor();
  expect(await page.getByRole('button', { name: 'New rule' }).count()).toBe(0);
});

test('a filter that is not known is named with the way to clear it, and what is not there leads back to the list', async () => {
  await ada.goto('/changes?state=foo');
  await ada.getByText('A filter in the address is not known here: state.').waitFor();
  await ada.getByRole('main').getByRole('link', { name: 'Clear filters' }).click();
  await ada.getByText(/^\d+ changes$/).waitFor();
  await ada.goto('/changes/CHG-404');
  await ada.getByRole('link', { name: 'Back to the list' }).waitFor();
  expect(await ada.getByRole('button', { name: 'Try again' }).count()).toBe(0);
});

test('what stands on the bars of the overview begins what they are called', async () => {
  await ada.goto('/');
  await ada.getByRole('heading', { name: 'This week' }).waitFor();
  expect(await violations(ada, { rules: ['label-content-name-mismatch'] })).toEqual([]);
});

test('what is wrong in a form is called as the form calls it', async () => {
  const change = await raise(rita, sam);
  const page = await house.sits(rita, small);
  await page.goto(`/changes/${change.number}`);
  await page.getByRole('button', { name: 'Edit: Links' }).click();
  for (const [at, address] of ['here', 'there'].entries()) {
    await page.getByRole('button', { name: 'Add a link' }).click();
    await page.getByLabel('Address').nth(at).fill(address);
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('alert').getByText('Look at: Address', { exact: true }).waitFor();
  expect(await page.locator('input[aria-invalid=true]').count()).toBe(2);
  expect(await page.getByText(/links\.\d/).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

test('all other sessions are ended at once, and this one stays', async () => {
  await clientOf(house.address, {}).call(signInRoute, { email: 'rita@example.org', password: PASSWORD });
  const page = await house.sits(rita, small);
  await page.goto('/profile');
  await page.getByRole('button', { name: 'End all other sessions' }).click();
  await page.getByText('All your other sessions ended.').waitFor();
  await page.getByText('This one').waitFor();
  expect(await page.getByRole('button', { name: 'End all other sessions' }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});
