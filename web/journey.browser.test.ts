import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, phone, scrollsSideways, signIn, violations, visit } from './testing/browser.ts';
import { accept, invite, people, setUp } from './testing/organisation.ts';
import { type Running, startInterlock } from './testing/server.ts';

let interlock: Running;
let browser: Browser;
const complaints: string[] = [];
const at: Record<string, Page> = {};
const of = (name: string): Page => {
  const page = at[name];
  if (!page) throw new Error(`${name} has not come in`);
  return page;
};

beforeAll(async () => {
  interlock = await startInterlock();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await interlock?.stop();
});

async function openChange(page: Page): Promise<void> {
  await page.goto('/changes/CHG-1');
  await page.getByRole('heading', { level: 1, name: 'Upgrade PostgreSQL 15 to 17' }).waitFor();
}

/** A move that asks nothing and can be gone back from: one press, and a word on what has happened. */
async function moveAtOnce(page: Page, label: string, state: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByText(`${label}: CHG-1 is now in ${state}.`).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
}

/** A move that cannot be taken back is confirmed, by a button that says the same. */
async function move(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('the administrator sets up by the link and invites the others, each by a link shown once', async () => {
  const ada = await visit(browser, interlock.address, undefined, complaints);
  await ada.goto('/');
  await ada.getByText('Interlock waits to be set up').waitFor();
  await ada.goto('about:blank');
  await setUp(ada, interlock);
  for (const person of people) at[person.email] = await accept(browser, interlock, await invite(ada, person));
  await ada.goto('/groups');
  await ada.getByText('2 members').waitFor();
  at['ada@example.org'] = ada;
});

test('a draft takes a title; the form asks what the next step takes, says who needs it, and survives a reload', async () => {
  const rita = of('rita@example.org');
  await rita.keyboard.press('c');
  await rita.getByRole('button', { name: 'Save the draft' }).click();
  await rita.getByText('This is needed.').waitFor();
  await rita.getByLabel('Title').fill('Upgrade PostgreSQL 15 to 17');
  await rita.getByText('This is needed.').waitFor({ state: 'hidden' });
  await rita
    .getByText(/Needed before Assess\./)
    .last()
    .waitFor();
  await rita.getByText('Without it, the requester or a coordinator cannot leave Draft.').waitFor();
  await rita.getByText('2 of 2 must say yes in Authorize').waitFor();
  await rita.getByText('Needed before Authorize', { exact: true }).waitFor({ state: 'hidden' });
  await rita.getByText('More', { exact: true }).click();
  await rita.getByText('Needed before Authorize', { exact: true }).waitFor();
  await rita.reload();
  await rita.getByText('Assess still needs: Summary and Reason.').waitFor();
  expect(await rita.getByLabel('Title').inputValue()).toBe('Upgrade PostgreSQL 15 to 17');
  await rita.getByRole('button', { name: 'Save the draft' }).click();
  await rita.waitForURL('**/changes/CHG-1');
  await rita.getByRole('heading', { level: 1, name: 'Upgrade PostgreSQL 15 to 17' }).waitFor();
});

test('a draft takes another model once it is said what changes by that, and is edited whole', async () => {
  const mia = of('mia@example.org');
  await mia.goto('/changes/new');
  await mia.getByLabel('Title').fill('Move the branch office');
  await mia.getByRole('checkbox', { name: 'Restricted' }).check();
  await mia.getByText('It will be seen by you; later by those').waitFor();
  await mia.getByRole('button', { name: 'Save the draft' }).click();
  await mia.waitForURL('**/changes/CHG-2');
  await mia.getByText('Restricted', { exact: true }).first().waitFor();
  await mia.getByRole('button', { name: 'More' }).click();
  await mia.getByRole('menuitem', { name: 'Take another model' }).click();
  await mia.getByRole('radio', { name: /^Emergency/ }).check();
  await mia.getByText(/Needed as well: .*Why it can't wait/).waitFor();
  expect(await violations(mia)).toEqual([]);
  await mia.getByRole('button', { name: 'Take this model' }).click();
  await mia.getByText('CHG-2 is a change of the model Emergency now.').waitFor();
  await mia.goto('/changes/CHG-2/edit');
  await mia.getByLabel('Summary').fill('The lease ends.');
  await mia.reload();
  await mia.getByText('What follows').first().waitFor();
  expect(await mia.getByLabel('Summary').inputValue()).toBe('The lease ends.');
  await mia.getByRole('button', { name: 'Save', exact: true }).click();
  await mia.waitForURL('**/changes/CHG-2');
  await mia.getByText('The lease ends.').waitFor();
});

test('work that was done already is asked for as such', async () => {
  const mia = of('mia@example.org');
  await mia.goto('/changes/new');
  await mia.getByRole('radio', { name: /^Retrospective/ }).check();
  await mia.getByLabel('Title').fill('Restarted the ledger');
  await mia.getByLabel('Work began').fill('2026-03-01T23:00');
  await mia.getByLabel('Work ended').fill('2026-03-02T01:30');
  await mia.getByLabel('Why it could not wait').fill('It hung at night.');
  await mia.getByText('In plain words: what is different now?').waitFor();
  expect(await mia.getByLabel('Planned start').count()).toBe(0);
  expect(await mia.getByLabel("Why it can't wait").count()).toBe(0);
  expect(await violations(mia)).toEqual([]);
  await mia.getByRole('button', { name: 'Start over' }).click();
});

test('a blocked move stays a button and says what it waits for and who can clear it', async () => {
  const rita = of('rita@example.org');
  await rita.getByRole('button', { name: 'Submit for assessment: not possible yet, show why' }).click();
  const why = await rita.getByRole('dialog').textContent();
  expect(why).toContain('still needs');
  expect(why).toContain('Can clear it: Rita Requester');
  await rita.getByRole('dialog').getByRole('link', { name: 'Reason' }).click();
  await rita.waitForFunction(() => document.activeElement?.matches('[data-field=reason] textarea'));
  await rita.getByRole('button', { name: 'Cancel', exact: true }).click();
  await rita
    .getByRole('region', { name: /^Before it can go/ })
    .getByRole('link', { name: 'Summary' })
    .click();
  await rita.waitForFunction(() => document.activeElement?.matches('[data-field=summary] textarea'));
  await rita.getByRole('button', { name: 'Cancel', exact: true }).click();
  expect(new URL(rita.url()).hash).toBe('');
});

test('what is typed into a part of a change and not saved stands there again after a walk, also where the change went on', async () => {
  const rita = of('rita@example.org');
  await openChange(rita);
  await rita.getByRole('button', { name: 'Edit: Impact' }).click();
  await rita.getByLabel('People impacted').fill('Everybody who books.');
  await rita.getByRole('link', { name: 'Plan', exact: true }).click();
  await rita.getByRole('heading', { name: 'Implementation plan' }).waitFor();
  const parts = rita.getByRole('navigation', { name: 'Parts of this change' });
  await parts.getByRole('link', { name: 'Overview' }).click();
  await rita.getByText('You wrote this before and did not save it.').waitFor();
  expect(await rita.getByLabel('People impacted').inputValue()).toBe('Everybody who books.');
  expect(await violations(rita)).toEqual([]);

  const elsewhere = await visit(browser, interlock.address, undefined, complaints);
  await signIn(elsewhere, 'rita@example.org');
  await openChange(elsewhere);
  await elsewhere.getByRole('button', { name: 'Edit: Impact' }).click();
  await elsewhere.getByLabel('People impacted').fill('Forty clerks.');
  await elsewhere.getByRole('button', { name: /^Save/ }).click();
  await elsewhere.getByText('Forty clerks.').first().waitFor();
  await elsewhere.context().close();
  await rita.reload();
  await rita.getByText('You wrote this before and did not save it.').waitFor();
  await rita.getByRole('button', { name: /^Save/ }).click();
  await rita.getByText('It changed while you were looking').waitFor();
  await rita.getByRole('button', { name: 'Put my words on the newest version' }).click();
  await rita.getByText('Somebody else edited the same.').waitFor();
  expect(await rita.getByLabel('People impacted').inputValue()).toBe('Everybody who books.');

  await rita.getByRole('button', { name: 'Cancel', exact: true }).click();
  await rita.getByText('Forty clerks.').first().waitFor();
  await openChange(rita);
  await rita.getByRole('button', { name: 'Edit: Impact' }).waitFor();
  expect(await rita.getByLabel('People impacted').count()).toBe(0);
});

test('files are dropped on it and saved from it; what is dangerous is refused in words, and removing asks first', async () => {
  const rita = of('rita@example.org');
  const dropped = await rita.evaluateHandle(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(['db1;db2'], 'hosts.csv'));
    carried.items.add(new File(['MZ'], 'setup.exe'));
    return carried;
  });
  for (const event of ['dragover', 'drop']) {
    await rita.getByText('Nothing is attached.').first().dispatchEvent(event, { dataTransfer: dropped });
  }
  await rita.getByText('A .exe runs when somebody opens it.').waitFor();
  await rita.getByRole('button', { name: 'Dismiss setup.exe' }).click();
  const saving = rita.waitForEvent('download');
  await rita.getByRole('link', { name: 'hosts.csv' }).click();
  const saved = await (await saving).createReadStream();
  expect(Buffer.concat(await saved.toArray()).toString()).toBe('db1;db2');
  expect(await violations(rita)).toEqual([]);
  await rita.getByRole('button', { name: 'Remove hosts.csv' }).click();
  await rita.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await rita.getByText('Nothing is attached.').waitFor();
});

test('what is missing is written in place, and the change goes on', async () => {
  const rita = of('rita@example.org');
  await rita.getByRole('button', { name: 'Edit: What' }).click();
  await rita.getByLabel('Summary').fill('Version 15 leaves support in February.');
  await rita.getByRole('button', { name: 'Save', exact: true }).click();
  await rita.getByRole('button', { name: 'Edit: What' }).waitFor();
  await rita.getByText('Saved.').waitFor();
  await rita.getByRole('button', { name: 'Edit: Why' }).click();
  await rita.getByLabel('Reason').fill('Support ends.');
  await rita.getByLabel('What happens if it is not done').fill('No more security fixes.');
  await rita.getByRole('button', { name: 'Save', exact: true }).click();
  await rita.getByRole('button', { name: 'Edit: Why' }).waitFor();
  await rita.getByText('No more security fixes.').first().waitFor();
  await rita.getByRole('button', { name: 'Edit: Risk' }).click();
  await rita.getByLabel('Risk', { exact: true }).selectOption('Low');
  await rita.getByRole('button', { name: 'Save', exact: true }).click();
  await rita.getByRole('button', { name: 'Edit: Risk' }).waitFor();
  await rita.getByText('Low risk').first().waitFor();
  for (const [tab, field, plan] of [
    ['Plan', 'Implementation plan', '1. Promote the **replica**'],
    ['Backout', 'Backout plan', 'Restore the backup.'],
  ] as const) {
    await rita.getByRole('link', { name: tab, exact: true }).click();
    await rita.getByRole('button', { name: `Edit: ${field}` }).click();
    await rita.getByLabel(field).fill(plan);
    await rita.getByRole('button', { name: 'Preview' }).click();
    await rita.getByRole('button', { name: 'Save', exact: true }).click();
    await rita.getByRole('button', { name: `Edit: ${field}` }).waitFor();
  }
  await rita.getByRole('button', { name: 'Edit: Details' }).click();
  await rita.getByLabel('Assignee').fill('Sam');
  await rita.getByRole('option', { name: 'Sam Specialist' }).click();
  await rita.getByRole('button', { name: 'Save', exact: true }).click();
  await rita.getByRole('button', { name: 'Edit: Details' }).waitFor();
  await moveAtOnce(rita, 'Submit for assessment', 'Assess');
  await openChange(of('mia@example.org'));
  await of('mia@example.org').getByText('moved the change: Submit for assessment').waitFor();
  await moveAtOnce(of('mia@example.org'), 'Ask for approval', 'Authorize');
});

test('a colleague is mentioned by the keyboard, and others are let watch', async () => {
  const rita = of('rita@example.org');
  await openChange(rita);
  await rita.getByRole('button', { name: 'Write a comment. Markdown works.' }).click();
  await rita.getByLabel('Comment', { exact: true }).pressSequentially('Could @mia');
  await rita.getByRole('option', { name: 'Mia Manager' }).waitFor();
  expect(await violations(rita, { within: ['[role=listbox]', 'textarea'] })).toEqual([]);
  await rita.keyboard.press('Enter');
  await rita.keyboard.type('look?');
  expect(await rita.getByLabel('Comment', { exact: true }).inputValue()).toBe('Could @mia@example.org look?');
  await rita.getByRole('button', { name: 'Comment', exact: true }).click();
  await rita.getByText('Comment added.').waitFor();
  await rita.getByRole('button', { name: 'More' }).click();
  await rita.getByRole('menuitem', { name: 'Watchers' }).click();
  await rita.getByLabel('Let somebody watch it').fill('Otto');
  await rita.getByRole('option').nth(1).waitFor({ state: 'detached' });
  await rita.getByRole('option', { name: 'Otto Approver' }).click();
  await rita.getByText('Otto Approver watches CHG-1 now, and is told so.').waitFor();
  expect(await violations(rita)).toEqual([]);
  await rita.keyboard.press('Escape');
  const mia = of('mia@example.org');
  await mia.reload();
  await mia.getByRole('button', { name: /^Notifications/ }).click();
  await mia.getByText('Rita Requester mentioned you').click();
  await mia.waitForURL('**/changes/CHG-1');
});

test('who is called in a comment stands on paper by name', async () => {
  const rita = of('rita@example.org');
  await rita.goto('/changes/CHG-1/print');
  await rita.locator('article[aria-busy=false]').waitFor();
  await rita.getByText('Could @Mia Manager look?').waitFor();
  expect(await rita.locator('article a[href^="mailto:"]').count()).toBe(0);
});

test('a question takes words, stands in the initiator’s inbox and is answered there', async () => {
  const otto = of('otto@example.org');
  await otto.goto('/inbox');
  await otto.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await otto.keyboard.press('i');
  const box = otto.getByRole('dialog');
  await box.getByRole('button', { name: 'Ask' }).click();
  await box.getByText('Write it in words first.').waitFor();
  expect(await violations(otto)).toEqual([]);
  await box.getByLabel('What do you need to know?').fill('How long do writes stop?');
  await box.getByRole('button', { name: 'Ask' }).click();
  await box.waitFor({ state: 'detached' });
  const rita = of('rita@example.org');
  await rita.goto('/inbox');
  await rita.getByLabel('Your answer').fill('About 40 seconds.');
  await rita.getByRole('button', { name: 'Answer', exact: true }).click();
  await rita.getByText('Nothing waits for you.').waitFor();
});

test('one approves with a key, another from a phone', async () => {
  const otto = of('otto@example.org');
  await otto.goto('/inbox');
  await otto.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await otto.keyboard.press('a');
  await otto.getByText('You approved CHG-1.').waitFor();
  const mia = await visit(browser, interlock.address, phone, complaints);
  await signIn(mia, 'mia@example.org');
  await mia.getByText('Upgrade PostgreSQL 15 to 17').tap();
  await mia.getByRole('button', { name: 'Approve', exact: true }).tap();
  await mia.getByText('You approved CHG-1.').waitFor();
});

test('two who edit the same: the second keeps their words and sees what changed', async () => {
  const [mia, rita] = [of('mia@example.org'), of('rita@example.org')];
  await Promise.all([openChange(mia), openChange(rita)]);
  for (const page of [mia, rita]) await page.getByRole('button', { name: 'Edit: Links' }).click();
  for (const [page, address] of [
    [mia, 'https://example.org/runbook'],
    [rita, 'https://example.org/notes'],
  ] as const) {
    await page.getByRole('button', { name: 'Add a link' }).click();
    await page.getByLabel('Address').fill(address);
  }
  await mia.getByRole('button', { name: 'Save', exact: true }).click();
  await mia.getByRole('link', { name: 'https://example.org/runbook' }).waitFor();
  await rita.getByRole('button', { name: 'Save', exact: true }).click();
  await rita.getByText('It changed while you were looking').waitFor();
  await rita.getByRole('button', { name: 'Put my words on the newest version' }).click();
  await rita.getByText('Somebody else edited the same.').waitFor();
  expect(await rita.getByLabel('Address').inputValue()).toBe('https://example.org/notes');
});

test('it is scheduled, and its work begins', async () => {
  const [mia, sam] = [of('mia@example.org'), of('sam@example.org')];
  await openChange(mia);
  await mia.getByRole('button', { name: 'Schedule', exact: true }).click();
  const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
  await mia.getByLabel('Planned start').fill(clock(-1));
  await mia.getByLabel('Planned end').fill(clock(2));
  await mia.getByRole('dialog').getByRole('button', { name: 'Schedule', exact: true }).click();
  await mia.getByRole('dialog').waitFor({ state: 'detached' });
  await openChange(sam);
  await move(sam, 'Start work');
});

/** A task of the change, as a script of the organisation would add it. */
const addTask = (page: Page, title: string, lines: readonly string[]): Promise<unknown> =>
  page.evaluate(
    async ([name, texts]) => {
      const { id: changeId, version, assignee } = await (await fetch('/api/v1/changes/CHG-1')).json();
      const steps = texts.map((text) => ({ text, minutes: 10 }));
      const task = { kind: 'implementation', title: name, version, ownerId: assignee.id, steps };
      const headers = { 'content-type': 'application/json' };
      await fetch(`/api/v1/changes/${changeId}/tasks`, { method: 'POST', headers, body: JSON.stringify(task) });
    },
    [title, lines] as const,
  );

test('its work is run step by step while the manager watches on a phone, and a lost connection says so', async () => {
  const sam = of('sam@example.org');
  await addTask(of('mia@example.org'), 'Switch', ['Promote the replica', 'Switch the application']);
  const mia = await visit(browser, interlock.address, phone);
  await signIn(mia, 'mia@example.org');
  await mia.goto('/changes/CHG-1/run');
  await sam.goto('/changes/CHG-1');
  await sam.getByRole('link', { name: 'Open the run view' }).click();
  await sam.getByRole('button', { name: 'Start TSK-1' }).click();
  await sam.getByRole('heading', { level: 2, name: 'Promote the replica' }).waitFor();
  await mia.getByRole('button', { name: 'Done' }).waitFor();
  expect(await violations(sam)).toEqual([]);
  expect(await violations(mia)).toEqual([]);
  expect(await scrollsSideways(mia)).toBe(false);

  await mia.context().setOffline(true);
  await mia.getByText('No connection to the server.').waitFor();
  expect(await mia.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
  expect(await violations(mia)).toEqual([]);
  await sam.getByRole('button', { name: 'Done' }).click();
  await sam.getByRole('heading', { level: 2, name: 'Switch the application' }).waitFor();
  await mia.getByRole('heading', { level: 2, name: 'Promote the replica' }).waitFor();
  await mia.context().setOffline(false);
  await mia.getByRole('heading', { level: 2, name: 'Switch the application' }).waitFor();
  expect(await mia.getByText('No connection to the server.').count()).toBe(0);

  await sam.getByRole('button', { name: 'Ask for more time' }).click();
  await sam.getByLabel('Why does it take longer?').fill('The replica lags.');
  await sam.getByRole('button', { name: 'Ask for it' }).click();
  await mia.getByRole('button', { name: 'Grant 30 min' }).click();
  await sam.getByText('Extended to', { exact: true }).waitFor();
  await sam.reload();
  await sam.getByRole('heading', { level: 2, name: 'Switch the application' }).waitFor();
  await sam.keyboard.press('d');
  await sam.getByRole('button', { name: 'Finish TSK-1' }).click();
  await sam.getByText('Nothing is left to do here.').waitFor();
});

/** The manager answers a question, owns up to an incident in the change's name, and keeps a lesson with an owner. */
async function lookBack(mia: Page): Promise<void> {
  await mia.getByRole('link', { name: 'Review', exact: true }).click();
  await mia.getByLabel('Did it do what it was for?').selectOption('Yes');
  await mia.getByRole('button', { name: 'Keep the answers' }).click();
  await mia.getByText('Your answers are kept.').waitFor();
  await mia.getByRole('button', { name: 'Record an incident' }).click();
  const incident = mia.getByRole('dialog', { name: 'Record an incident' });
  await incident.getByLabel('System').fill('Jira');
  await incident.getByLabel('Number').fill('OPS-7');
  await incident.getByLabel('Title').fill('Payments time out');
  expect(await violations(mia)).toEqual([]);
  await incident.getByRole('button', { name: 'Record it' }).click();
  await mia.getByRole('button', { name: 'Confirm Jira OPS-7' }).click();
  await mia.getByText('Confirmed', { exact: true }).waitFor();
  await mia.getByRole('button', { name: 'Keep a lesson' }).click();
  const lesson = mia.getByRole('dialog', { name: 'Keep a lesson' });
  await lesson.getByLabel('What is to be done otherwise').fill('Plan for the lag');
  await lesson.getByLabel('Who sees to it').fill('Sam');
  await mia.getByRole('option', { name: 'Sam Specialist' }).click();
  await lesson.getByLabel('By when').fill('2020-01-31');
  await lesson.getByRole('button', { name: 'Keep it' }).click();
  await mia.getByText('IMP-1').waitFor();
  expect(await violations(mia)).toEqual([]);
  await mia.goto('/incidents');
  await mia.getByText('Payments time out').waitFor();
  await mia.goto('/improvements?show=overdue');
  await mia.getByText('Plan for the lag').waitFor();
  expect(await violations(mia)).toEqual([]);
  await openChange(mia);
}

test('it is carried out, reviewed and closed, each by whom the model names', async () => {
  const [mia, sam] = [of('mia@example.org'), of('sam@example.org')];
  await openChange(sam);
  await move(sam, 'Finish work');
  await openChange(mia);
  await lookBack(mia);
  await mia.getByRole('button', { name: 'Close', exact: true }).click();
  const dialog = mia.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await dialog.getByText('This is needed.').first().waitFor();
  await dialog.getByLabel('Outcome').selectOption('Successful');
  await dialog.getByLabel('How did it go?').fill('As planned.');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await mia.getByText('Closing notes').waitFor();
  await mia.getByText('As planned.').first().waitFor();
});

test('a closed change, with all its states behind it, fits a phone', async () => {
  const mia = await visit(browser, interlock.address, phone, complaints);
  await signIn(mia, 'mia@example.org');
  await openChange(mia);
  expect(await scrollsSideways(mia)).toBe(false);
});

test('the audit page tells the story, and an event opens its parts', async () => {
  const ada = of('ada@example.org');
  await ada.goto('/audit?object=CHG-1');
  for (const verb of ['change.raised', 'change.question_asked', 'change.moved']) {
    await ada.getByText(verb, { exact: true }).first().waitFor();
  }
  await ada.getByText('change.moved', { exact: true }).first().click();
  await ada.locator('details[open]').getByText('Kept bytes').waitFor();
  await ada.getByText('from Draft to Assess').first().waitFor();
});

test('the audit page is narrowed to a period', async () => {
  const ada = of('ada@example.org');
  await ada.goto('/audit?object=CHG-1');
  await ada.getByLabel('Up to').fill('2020-01-31');
  await ada.getByRole('button', { name: 'Filter', exact: true }).click();
  await ada.getByText('No event matches these filters.').waitFor();
  await ada.getByLabel('From').fill('2020-01-01');
  await ada.getByLabel('Up to').fill('');
  await ada.getByRole('button', { name: 'Filter', exact: true }).click();
  await ada.getByText('change.raised', { exact: true }).first().waitFor();
});

test('the browser had nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
