import { editAudienceRoute, listAnnouncementsRoute } from '@interlock/contract/announcements.ts';
import { type ChangeDetail, commentOnChangeRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { countUnreadRoute } from '@interlock/contract/notifications.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { edit, show } from '../server/testing/journey.ts';
import { addNightModel } from '../server/testing/night.ts';
import { runSql } from '../server/testing/run-sql.ts';
import { move, PASSWORD, readyToAuthorize, type Somebody } from '../server/testing/world.ts';
import { violations, visit } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let carl: Somebody;
let mona: Somebody;
let sam: Somebody;
let abe: Somebody;

beforeAll(async () => {
  house = await openHouse();
  await addNightModel(house.database, 'mdl_night');
  carl = await house.person('Carl', ['coordinator']);
  mona = await house.person('Mona', ['change_manager']);
  sam = await house.person('Sam', ['specialist']);
  abe = await house.person('Abe', ['approver'], ['grp_approvers']);
  await house.person('Ann', ['approver'], ['grp_approvers']);
  for (const name of ['users', 'operations']) {
    const addresses = [`${name}@example.org`];
    await mona.call(editAudienceRoute, { audienceId: `aud_${name}`, version: 1, addresses });
  }
}, 120_000);

afterAll(() => house?.close());

const mailsTo = (to: string) => house.post.mails.filter((mail) => mail.to === to);
const arrives = (to: string, what: RegExp) =>
  vi.waitFor(() => expect(mailsTo(to).filter(({ text }) => what.test(text))).toHaveLength(1), { timeout: 60_000 });
const minute = (from: number) => new Date(Date.now() + from * 60_000).toISOString().slice(0, 16);

/** Scheduled, and its window has begun. */
async function scheduled(): Promise<ChangeDetail> {
  const people = { assigneeId: sam.id, coordinatorId: carl.id, managerId: mona.id };
  const words = { title: 'Move the ledger', systemsAffected: 'ledger-db-1', backoutPlan: '1. Go back' };
  const { id } = await carl.call(raiseChangeRoute, { modelId: 'mdl_night', ...words, ...people });
  const window = { start: minute(-2), end: minute(60), zone: 'UTC' };
  return move(carl, await show(carl, { id }), 'scheduled', { window });
}

/** Opens the dialog for an audience and an occasion, and waits for the text that the change makes for it. */
async function drafts(page: Page, to: string, when: string, draft: RegExp) {
  await page.getByRole('button', { name: 'Write an announcement' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('To', { exact: true }).selectOption(to);
  await dialog.getByLabel('When', { exact: true }).selectOption(when);
  await vi.waitFor(async () => expect(await dialog.getByLabel('Text').inputValue()).toMatch(draft), {
    timeout: 10_000,
  });
  return dialog;
}

const isSaid = (page: Page, words: string) => page.getByText(words, { exact: true }).first().waitFor();

test('a change manager drafts for each audience, edits and sends by hand; what is set for the start is held back by a moved window, released anew, and goes out when the work begins', async () => {
  const change = await scheduled();
  const page = await house.sits(mona);
  await page.goto(`/changes/${change.number}?tab=announcements`);
  await page.getByText('Nothing was announced yet.').waitFor();

  let dialog = await drafts(page, 'Users', 'Now', /we work on ledger-db-1\.$/);
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('Subject').fill('The ledger moves tonight');
  await dialog.getByLabel('Text').fill('Book before ten.\n\nWe are back by midnight.');
  await dialog.getByRole('button', { name: 'Keep as a draft' }).click();
  await isSaid(page, 'Draft');
  expect(mailsTo('users@example.org')).toEqual([]);
  await page.getByRole('button', { name: 'Edit: The ledger moves tonight' }).click();
  await page.getByRole('dialog').getByLabel('Text').fill('Book before nine.\n\nWe are back by midnight.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await isSaid(page, 'Book before nine.\n\nWe are back by midnight.');
  await page.getByRole('button', { name: 'Send it: The ledger moves tonight' }).click();
  await isSaid(page, 'sent by Mona · 1 address');
  await arrives('users@example.org', /^Book before nine\.\r?\n\r?\nWe are back by midnight\.\r?\n/);
  expect(mailsTo('users@example.org')[0]?.headers).toMatchObject({ subject: 'The ledger moves tonight' });

  dialog = await drafts(page, 'Operations', 'When the work begins', /the change says how things go back/);
  await dialog.getByRole('button', { name: 'Release it' }).click();
  await isSaid(page, 'Goes out by itself');
  const window = { start: minute(-2), end: minute(90), zone: 'UTC' };
  await edit(carl, await show(carl, change), { window });
  await carl.call(commentOnChangeRoute, { changeId: change.id, text: 'The vendor asked for half an hour more.' });
  const held = 'It was held back: the window has moved since it was written. Look at its times and release it again.';
  await vi.waitFor(
    async () => {
      const { items } = await mona.call(listAnnouncementsRoute, { changeId: change.id });
      expect(items[0]).toMatchObject({ state: 'draft', held: 'window_moved' });
    },
    { timeout: 60_000 },
  );
  await page.reload();
  await isSaid(page, held);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /^Release it: Work has begun/ }).click();
  await isSaid(page, 'Goes out by itself');
  expect(mailsTo('operations@example.org')).toEqual([]);

  const worker = await house.sits(sam);
  await worker.goto(`/changes/${change.number}`);
  await worker.getByRole('button', { name: 'To implement', exact: true }).click();
  await worker.getByRole('dialog').getByRole('button', { name: 'To implement', exact: true }).click();
  await arrives('operations@example.org', /^We have begun to work on ledger-db-1\./);
  expect(mailsTo('users@example.org')).toHaveLength(1);
  await page.reload();
  await isSaid(page, 'sent by Interlock · 1 address');
});

test('a link of a mail leads whoever is not signed in to their decision, by way of the sign-in', async () => {
  const { id } = await carl.call(raiseChangeRoute, {
    ...{ modelId: 'mdl_normal', ...readyToAuthorize, assigneeId: sam.id, coordinatorId: carl.id, managerId: mona.id },
  });
  const assessed = await move(carl, await show(carl, { id }), 'assess');
  const { number } = await move(carl, assessed, 'authorize');
  await arrives('abe@example.org', /\/decide#/);
  const link = new URL(/http\S+\/decide#\S+/.exec(mailsTo('abe@example.org').at(-1)?.text ?? '')?.[0] ?? '');
  const page = await visit(house.browser, house.address);
  page.setDefaultTimeout(30_000);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${link.pathname}${link.hash}`);
  await page.getByLabel('E-mail').waitFor();
  await page.reload();
  await page.getByLabel('E-mail').fill(abe.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(`^${number}: `) }).waitFor();
  expect(new URL(page.url())).toMatchObject({ pathname: '/decide', hash: link.hash });
  expect(asked.filter((url) => url.split('#')[0]?.includes(link.hash.slice(1, 30)))).toEqual([]);
  await page.getByText('Requested by Carl').waitFor();
  expect(await page.getByRole('link', { name: 'Ask for information' }).getAttribute('href')).toBe(`/changes/${number}`);
  const told = await page.getByRole('definition').filter({ visible: true }).allInnerTexts();
  expect(told.indexOf('Switch back to the old primary')).toBeLessThan(told.findIndex((one) => one.includes('Promote')));
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: `You approved ${number}.` }).waitFor();
});

declare global {
  interface Window {
    out: boolean;
    asks: number;
    shown: string[];
  }
}

/** A browser without a screen never puts a page out of sight, so the page is told that it is. What it really shows is noted. */
function notesWhatIsShown(): void {
  Object.assign(window, { out: false, asks: 0, shown: [] });
  Object.defineProperty(document, 'hidden', { get: () => window.out });
  Object.defineProperty(document, 'visibilityState', { get: () => (window.out ? 'hidden' : 'visible') });
  const ask = Notification.requestPermission.bind(Notification);
  Notification.requestPermission = () => {
    window.asks += 1;
    return ask();
  };
  const { Notification: Real } = window;
  window.Notification = class extends Real {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      this.onshow = () => window.shown.push(`${title}: ${options?.body}`);
    }
  };
}

const goOut = (page: Page, out: boolean) =>
  page.evaluate((is) => {
    window.out = is;
    document.dispatchEvent(new Event('visibilitychange'));
  }, out);

test('the browser shows what the bell tells: asked on a click alone, out of sight alone, each once, and not to whoever did it', async () => {
  const { id, number, title } = await scheduled();
  const shownTo = async (who: Somebody) => {
    const page = await house.sits(who);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Browser.setPermission', {
      permission: { name: 'notifications' },
      setting: 'prompt',
      origin: house.address,
    });
    await page.addInitScript(notesWhatIsShown);
    await page.clock.install();
    await page.goto('/profile');
    const allow = page.getByRole('button', { name: 'Allow it' });
    await allow.waitFor();
    expect(await page.evaluate(() => window.asks)).toBe(0);
    await page.context().grantPermissions(['notifications'], { origin: house.address });
    await allow.click();
    await page.getByRole('checkbox', { name: /while Interlock is out of sight/, checked: true }).waitFor();
    return page;
  };
  const [his, hers] = [await shownTo(sam), await shownTo(carl)];
  const shown = (page: Page) => page.evaluate(() => window.shown);
  const comment = (words: string) => carl.call(commentOnChangeRoute, { changeId: id, text: `@${sam.email} ${words}` });
  const looksAgain = async (page: Page) => {
    const looked = page.waitForResponse((response) => response.url().endsWith('/notifications/unread'));
    await page.clock.fastForward(31_000);
    await (await looked).finished();
  };

  await comment('In sight.');
  await looksAgain(his);
  const { count } = await sam.call(countUnreadRoute, {});
  await his.getByRole('button', { name: `Notifications, ${count} unread` }).waitFor();
  expect(await shown(his)).toEqual([]);
  await goOut(his, true);
  await goOut(hers, true);
  await comment('Out of sight.');
  await looksAgain(his);
  const told = [`${number}: ${title}: Carl mentioned you`];
  await vi.waitFor(async () => expect(await shown(his)).toEqual(told), { timeout: 10_000 });
  await looksAgain(his);
  await looksAgain(hers);
  expect(await shown(his)).toEqual(told);
  expect(await shown(hers)).toEqual([]);
});

test('an operator sees which act could not be told on and why, and has it told again', async () => {
  const { id, number } = await sam.call(raiseChangeRoute, { modelId: 'mdl_night', title: 'Renew the certificates' });
  await runSql(
    house.database.ownerUrl,
    `insert into notice (id, act, kind, subject, told, parts, key, at, tries, given_up_at, problem)
     values ('ntc_broken', 'req:x', 'mentioned', '${id}', '{${abe.id}}', '{"words": "Look"}', 'broken', now(), 8, now(), 'It broke.')`,
  );
  const page = await house.sits(house.admin);
  await page.goto('/operators');
  await page.getByText('It broke.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: `Tell again: ${number}` }).click();
  await page.getByText('It broke.').waitFor({ state: 'detached' });
  const left = () => runSql(house.database.ownerUrl, `select from notice where id = 'ntc_broken'`);
  await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: 60_000 });
});

test('an operator reads after a restore of when its backup is, as other times are shown', async () => {
  await runSql(
    house.database.ownerUrl,
    `insert into outbound_hold (since, because) values (now(), 'A backup of 2026-03-02T09:00:00.000Z was restored.')`,
  );
  const page = await house.sits(house.admin);
  await page.goto('/operators');
  const held = page.getByRole('region', { name: 'Held back' });
  await held.getByText('A backup of').waitFor();
  expect(await held.textContent()).not.toContain('2026-03-02T09:00');
  expect(await held.locator('time[datetime="2026-03-02T09:00:00.000Z"]').textContent()).toContain('2026');
  await runSql(house.database.ownerUrl, 'delete from outbound_hold');
});
