import { raiseChangeRoute } from '@interlock/contract/changes.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { expect, test, vi } from 'vitest';
import { inInbox, show } from '../testing/journey.ts';
import { addModel, inAHurry } from '../testing/models.ts';
import { world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);

await addModel(bank.database, { id: 'mdl_hurried', key: 'hurried', name: 'Hurried', definition: inAHurry(24) });

test('as its start draws near, a change waits for whom the model then gives the next step', async () => {
  const change = await rita.call(raiseChangeRoute, {
    ...{ modelId: 'mdl_hurried', title: 'Hurried', summary: 'So', coordinatorId: carl.id },
    window: { start: '2026-03-04T09:00', end: '2026-03-04T10:00', zone: 'UTC' },
  });
  expect(await inInbox(rita, change)).toMatchObject([{ kind: 'move' }]);
  expect(await inInbox(carl, change)).toEqual([]);
  bank.clock.set('2026-03-03T09:01:00Z');
  // A server that starts catches up what fell due while none ran.
  await bank.secondServer();
  await vi.waitUntil(async () => (await inInbox(carl, change)).length > 0, { timeout: 25_000, interval: 100 });
  expect(await inInbox(carl, change)).toMatchObject([{ kind: 'move' }]);
  expect(await inInbox(rita, change)).toEqual([]);
  const { items } = await carl.call(listNotificationsRoute, { unread: 'true' });
  expect(items.map(({ kind, by }) => [kind, by])).toEqual([['work_handed_over', null]]);
  expect((await show(rita, change)).version).toBe(change.version);
});
