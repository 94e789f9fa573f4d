import { systemRoute } from '@interlock/contract/operations.ts';
import { expect, test } from 'vitest';
import { raise, world } from '../testing/world.ts';

test('an operator is told of audit events that wait to be sealed where no server seals, and since when', async () => {
  const bank = await world();
  const before = (await bank.admin.call(systemRoute, {})).sealing;
  await raise(await bank.person('Rita', ['initiator']), bank.admin);
  const { sealing } = await bank.admin.call(systemRoute, {});
  expect(sealing.waiting).toBeGreaterThan(before.waiting);
  expect(Date.parse(sealing.waitingSince ?? '')).toBeLessThanOrEqual(Date.now());
});
