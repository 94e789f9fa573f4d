import { systemRoute } from '@interlock/contract/operations.ts';
import { expect, test } from 'vitest';
import { recordBackup } from '../record-backup.ts';
import { raise, world } from '../testing/world.ts';

test('an operator is told of audit events that wait to be sealed where no server seals, and since when', async () => {
  const bank = await world();
  const before = (await bank.admin.call(systemRoute, {})).sealing;
  await raise(await bank.person('Rita', ['initiator']), bank.admin);
  const { sealing } = await bank.admin.call(systemRoute, {});
  expect(sealing.waiting).toBeGreaterThan(before.waiting);
  expect(Date.parse(sealing.waitingSince ?? '')).toBeLessThanOrEqual(Date.now());
});

test('an operator sees that there is no backup yet, and when the last was made', async () => {
  const bank = await world();
  expect((await bank.admin.call(systemRoute, {})).backupAt).toBeNull();
  const began = Date.now();
  for (const bytes of [1, 2]) await recordBackup(bank.database.appUrl, new Date(), { bytes });
  const { backupAt } = await bank.admin.call(systemRoute, {});
  expect(Date.parse(backupAt ?? '')).toBeGreaterThanOrEqual(began - 1_000);
});
