import { editAudienceRoute, listAudiencesRoute } from '@interlock/contract/announcements.ts';
import { raiseChangeRoute } from '@interlock/contract/changes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show } from '../server/testing/journey.ts';
import { addNightModel } from '../server/testing/night.ts';
import { move, type Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let carl: Somebody;

beforeAll(async () => {
  house = await openHouse();
  await addNightModel(house.database, 'mdl_night');
  carl = await house.person('Carl', ['coordinator']);
}, 120_000);

afterAll(() => house?.close());

const minute = (from: number) => new Date(Date.now() + from * 60_000).toISOString().slice(0, 16);

test('an announcement is meant for the first time that is still possible, and what would be refused is locked and says why', async () => {
  const { id } = await carl.call(raiseChangeRoute, {
    ...{ modelId: 'mdl_night', title: 'Move the ledger', assigneeId: carl.id, coordinatorId: carl.id },
  });
  const window = { start: minute(100), end: minute(160), zone: 'UTC' };
  const { number } = await move(carl, await show(carl, { id }), 'scheduled', { window });
  const page = await house.sits(carl);
  await page.goto(`/changes/${number}?tab=announcements`);
  await page.getByRole('button', { name: 'Write an announcement' }).click();
  const dialog = page.getByRole('dialog');
  const release = dialog.getByRole('button', { name: 'Release it' });
  expect(await dialog.getByLabel('So long before it').inputValue()).toBe('60');
  await dialog.getByText('Users reaches nobody yet.', { exact: true }).waitFor();
  expect(await release.getAttribute('aria-disabled')).toBe('true');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const { items } = await house.admin.call(listAudiencesRoute, {});
  const { version = 0 } = items.find((audience) => audience.id === 'aud_users') ?? {};
  const addresses = ['everybody@example.org'];
  await house.admin.call(editAudienceRoute, { audienceId: 'aud_users', version, addresses });
  await page.reload();
  await page.getByRole('button', { name: 'Write an announcement' }).click();
  await dialog.getByLabel('So long before it').selectOption('1 day');
  await dialog.getByText('That time before its start has passed.').waitFor();
  expect(await release.getAttribute('aria-disabled')).toBe('true');
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('So long before it').selectOption('1 hour');
  await expect.poll(() => release.getAttribute('aria-disabled')).toBe('false');
  await release.click();
  await page.getByText('It goes out by itself.').waitFor();
});
