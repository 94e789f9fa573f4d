import { listAudiencesRoute, writeAnnouncementRoute } from '@interlock/contract/announcements.ts';
import { addLessonRoute, answerReviewRoute, showReviewRoute } from '@interlock/contract/change-reviews.ts';
import { askExtensionRoute, grantExtensionRoute } from '@interlock/contract/change-runs.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { linkIncidentRoute } from '@interlock/contract/incidents.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import { finishTaskRoute, tickStepRoute } from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute } from '@interlock/contract/tasks.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show } from '../server/testing/journey.ts';
import { approve, move, raise, type Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let rita: Somebody;
let carl: Somebody;
let sam: Somebody;
let ann: Somebody;

beforeAll(async () => {
  house = await openHouse();
  rita = await house.person('Rita', ['initiator']);
  carl = await house.person('Carl', ['coordinator']);
  sam = await house.person('Sam', ['specialist']);
  const { items } = await house.admin.call(listGroupsRoute, { q: 'Approvers' });
  ann = await house.person('Ann', ['approver'], [items[0]?.id ?? '']);
}, 120_000);

afterAll(() => house?.close());

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

async function begun(draft: ChangeDetail): Promise<ChangeDetail> {
  const asked = await move(carl, await move(rita, draft, 'assess'), 'authorize');
  const window = { start: inHours(2), end: inHours(3), zone: 'UTC' };
  const scheduled = await move(house.admin, await approve(ann, asked), 'scheduled', { window });
  return move(house.admin, scheduled, 'implement', { reason: 'The shop is closed today.' });
}

test('whoever closes a change is told of questions that nobody answered, is led to them, and after trouble to the lessons', async () => {
  const { number } = await move(sam, await begun(await raise(rita, sam)), 'review');
  const page = await house.sits(house.admin);
  await page.goto(`/changes/${number}`);
  const dialog = page.getByRole('dialog', { name: 'Close', exact: true });
  const close = () => page.getByRole('button', { name: 'Close', exact: true }).click();
  await close();
  await dialog.getByText(/^5 questions of its review are not answered/).waitFor();
  expect(await dialog.getByRole('link', { name: 'Keep a lesson' }).count()).toBe(0);
  await dialog.getByRole('link', { name: 'Answer in Review' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Keep the answers' }).waitFor();
  await close();
  await dialog.getByLabel('Outcome').selectOption('Failed');
  await dialog.getByLabel('How did it go?').fill('The replica never caught up.');
  await dialog.getByRole('link', { name: 'Keep a lesson' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('link', { name: 'Keep a lesson' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const lessons = page.getByRole('heading', { name: 'Lessons' });
  await expect
    .poll(() => lessons.evaluate((one) => one.getBoundingClientRect().bottom < window.innerHeight))
    .toBe(true);
  await close();
  expect(await dialog.getByLabel('How did it go?').inputValue()).toBe('The replica never caught up.');
  expect(await dialog.getByLabel('Outcome').inputValue()).toBe('failed');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await close();
  expect(await dialog.getByLabel('How did it go?').inputValue()).toBe('');
});

test('what an open menu of three dots offers belongs to the content of the page', async () => {
  const { number } = await raise(rita, sam);
  const page = await house.sits(house.admin);
  await page.goto(`/changes/${number}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Print' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Print' }).click();
  await page.waitForURL(/print$/);
});

/** One step ticked, half an hour more granted, told to an audience, looked back on. */
async function lookedBackOn(): Promise<ChangeDetail> {
  const draft = await raise(rita, sam);
  const at = { changeId: draft.id };
  const steps = [{ text: 'Switch the readers', minutes: 5 }];
  const task = { kind: 'implementation', title: 'Switch', ownerId: sam.id, steps } as const;
  await rita.call(addTaskRoute, { ...at, version: draft.version, ...task });
  const { version } = await begun(await show(rita, draft));
  const asked = await sam.call(askExtensionRoute, { ...at, version, minutes: 30, words: 'The copy is slow.' });
  const extensionId = asked.run?.extensions[0]?.id ?? '';
  await house.admin.call(grantExtensionRoute, { ...at, extensionId, words: 'Half an hour is fine.' });
  const [open] = (await sam.call(listChangeTasksRoute, at)).tasks;
  const stepId = open?.steps[0]?.id ?? '';
  const ticked = { taskId: open?.id ?? '', version: open?.version ?? 0 };
  const { tasks } = await sam.call(tickStepRoute, { ...ticked, stepId, state: 'done' });
  await sam.call(finishTaskRoute, { taskId: ticked.taskId, version: tasks[0]?.version ?? 0 });
  const change = await move(sam, await show(sam, draft), 'review');
  const { questions } = await carl.call(showReviewRoute, at);
  const text = questions.find(({ kind }) => kind === 'text');
  await carl.call(answerReviewRoute, {
    ...at,
    answers: [{ key: text?.key ?? '', text: 'Plan an hour for the copy.' }],
  });
  await carl.call(addLessonRoute, { ...at, title: 'Measure the copy first', ownerId: sam.id, dueOn: '2030-01-31' });
  const incident = { system: 'Jira', number: 'OPS-7', title: 'Payments time out', kind: 'caused_by' } as const;
  await carl.call(linkIncidentRoute, { ...at, ...incident });
  const audienceId = (await carl.call(listAudiencesRoute, {})).items[0]?.id ?? '';
  const told = { subject: 'The ledger was moved', body: 'You can post again.', occasion: 'now' } as const;
  await carl.call(writeAnnouncementRoute, { ...at, audienceId, ...told });
  return show(carl, change);
}

test('on paper stands how it went as well: steps with their times, more time, the review, incidents, lessons, announcements, and of each act which', async () => {
  const { number } = await lookedBackOn();
  const page = await house.sits(house.admin);
  await page.goto(`/changes/${number}/print`);
  await page.locator('article[aria-busy=false]').waitFor();
  const sheet = (await page.locator('article').allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ');
  for (const said of [
    /Switch the readers \(Done, Sam, .+?\)/,
    /30 min, asked by Sam · Granted/,
    /ada granted it\. Half an hour is fine\./i,
    /Approved: .+ extended to /,
    /Planned and actual/,
    /Plan an hour for the copy\. Carl, /,
    /Not answered\./,
    /Jira OPS-7 Payments time out Caused by · Suspected · Carl/,
    /IMP-1 Measure the copy first Open · Sam · due on /,
    /The ledger was moved You can post again\./,
    /ticked a step: “Switch the readers”, TSK-1 Switch/,
  ])
    expect(sheet).toMatch(said);
  expect(await violations(page)).toEqual([]);
});

test('an end before the start is put right in the dialog where it was given', async () => {
  const asked = await move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');
  const { number } = await approve(ann, asked);
  const page = await house.sits(house.admin);
  await page.goto(`/changes/${number}`);
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Planned start').fill(inHours(5));
  await dialog.getByLabel('Planned end').fill(inHours(4));
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
  await dialog.getByText('You can put it right below.').waitFor();
  expect(await dialog.getByText('Can clear it').count()).toBe(0);
  expect(await dialog.getByRole('link', { name: 'Plan', exact: true }).count()).toBe(0);
});
