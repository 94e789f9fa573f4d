import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { finishTaskRoute } from '@interlock/contract/task-work.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addGuardedModel } from '../server/testing/guarded-model.ts';
import { taskOf } from '../server/testing/journey.ts';
import { approve, move, raise, type Somebody } from '../server/testing/world.ts';
import { violations } from './testing/browser.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
let [mona, mark, sam]: Somebody[] = [];
let change: ChangeDetail;

beforeAll(async () => {
  house = await openHouse();
  mona = await house.person('Mona', ['initiator', 'coordinator', 'change_manager']);
  mark = await house.person('Mark', ['initiator', 'change_manager']);
  sam = await house.person('Sam', ['specialist']);
  const abe = await house.person('Abe', ['approver'], ['grp_approvers']);
  const modelId = await addGuardedModel(house.database, 'mdl_guarded', {
    scheduled: { guards: ['tasks_done', 'test_evidence'], enforce: { test_evidence: 'block' } },
    implement: { guards: ['backout_ready'], enforce: { backout_ready: 'extra_approver' } },
  });
  const people = { modelId, coordinatorId: mona.id, managerId: mona.id };
  change = await approve(abe, await move(mark, await raise(mark, sam, people), 'ask'));
});

afterAll(() => house?.close());

async function onChange(who: Somebody | undefined): Promise<Page> {
  if (!who) throw new Error('nobody sits there');
  const page = await house.sits(who);
  await await page.goto(`/changes/${change.number}`);
  return page;
}

test('what a move waits for leads to where on the page it is cleared', async () => {
  const page = await onChange(mona);
  await page.getByRole('button', { name: 'Schedule: not possible yet, show why' }).click();
  const dialog = page.getByRole('dialog');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('link', { name: 'Tests', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Test plan' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('section')?.textContent?.includes('Test it'));
});

test('only those who may are offered to let it pass; others read who can', async () => {
  for (const kind of ['build', 'test'] as const) {
    const by = kind === 'build' ? sam : mona;
    if (!by) throw new Error('nobody does it');
    const { id: taskId, version } = await taskOf(by, change, kind);
    await by.call(finishTaskRoute, { taskId, version, ...(kind === 'test' && { evidence: 'All green.' }) });
  }
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
  if (!mona) throw new Error('nobody schedules it');
  change = await move(mona, change, 'scheduled', { window: { start: at(-1), end: at(3), zone: 'UTC' } });
  for (const [who, words] of [
    [sam, 'A change manager can let it pass who neither makes the move nor carries the change out'],
    [mark, 'You requested this change: another change manager lets it pass.'],
  ] as const) {
    const page = await onChange(who);
    await page.getByText(words).waitFor();
    expect(await page.getByRole('button', { name: 'Let it pass' }).count()).toBe(0);
  }
  const page = await onChange(mona);
  const waits = page.getByRole('region', { name: /^Before it can go/ });
  await waits.getByRole('link', { name: 'Backout', exact: true }).click();
  await page.getByRole('heading', { name: 'Rehearsal' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('section')?.textContent?.startsWith('Rehearsal'));
  await page.getByRole('button', { name: 'Let it pass' }).click();
  await page.getByLabel('Why may it pass?').fill('Restore is fast.');
  await page.getByRole('button', { name: 'Let it pass' }).click();
  await page.getByText('You let it pass: somebody else makes the move.').waitFor();
  expect(await page.getByRole('button', { name: 'Let it pass' }).count()).toBe(0);
  const doing = await onChange(sam);
  await doing.getByRole('button', { name: 'Start', exact: true }).waitFor();
});
