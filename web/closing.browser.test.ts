import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, move, raise, type Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let sam: Somebody;
let ann: Somebody;

beforeAll(async () => {
  house = await openHouse();
  sam = await house.person('Sam', ['specialist']);
  const { items } = await house.admin.call(listGroupsRoute, { q: 'Approvers' });
  ann = await house.person('Ann', ['approver'], [items[0]?.id ?? '']);
}, 120_000);

afterAll(() => house?.close());

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

async function reviewed() {
  const rita = await house.person('Rita', ['initiator']);
  const carl = await house.person('Carl', ['coordinator']);
  const asked = await move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');
  const window = { start: inHours(2), end: inHours(3), zone: 'UTC' };
  const scheduled = await move(house.admin, await approve(ann, asked), 'scheduled', { window });
  const begun = await move(house.admin, scheduled, 'implement', { reason: 'The shop is closed today.' });
  return move(sam, begun, 'review');
}

test('whoever closes a change is told of questions that nobody answered, is led to them, and after trouble to the lessons', async () => {
  const { number } = await reviewed();
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
  await dialog.getByRole('link', { name: 'Keep a lesson' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('link', { name: 'Keep a lesson' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const lessons = page.getByRole('heading', { name: 'Lessons' });
  await expect
    .poll(() => lessons.evaluate((one) => one.getBoundingClientRect().bottom < window.innerHeight))
    .toBe(true);
});
