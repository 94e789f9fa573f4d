import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { deactivatePersonRoute, showPersonRoute } from '@interlock/contract/people.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { move, raise } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let change: ChangeDetail;

beforeAll(async () => {
  house = await openHouse();
  const rita = await house.person('Rita', ['initiator']);
  const carl = await house.person('Carl', ['coordinator']);
  const sam = await house.person('Sam', ['specialist']);
  const { items } = await house.admin.call(listGroupsRoute, { q: 'Approvers' });
  const approvers = [items[0]?.id ?? ''];
  await house.person('Ann', ['approver'], approvers);
  const ben = await house.person('Ben', ['approver'], approvers);
  change = await move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');
  const { version } = await house.admin.call(showPersonRoute, { personId: ben.id });
  await house.admin.call(deactivatePersonRoute, { personId: ben.id, version });
}, 120_000);

afterAll(() => house?.close());

test('a stuck round says how many would be needed of whom, and asks once before fewer will do', async () => {
  const page = await house.sits(house.admin);
  await page.goto(`/changes/${change.number}`);
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByText('Authorize would need 1 of 1 approvals instead of 2 of 2.').waitFor();
  const ask = page.getByRole('button', { name: "Ask the group's present members" });
  await ask.click();
  const dialog = page.getByRole('dialog', { name: 'Fewer approvals will do' });
  await dialog.waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await details.getByText('stuck', { exact: true }).waitFor();
  await ask.click();
  await dialog.getByRole('button', { name: "Ask the group's present members" }).click();
  await details.getByText('0 of 1 needed').waitFor();
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await page.getByText('1 of 1, before: 2 of 2').waitFor();
});
