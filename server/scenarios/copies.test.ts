import { copyChangeRoute } from '@interlock/contract/change-forms.ts';
import { describe, expect, test } from 'vitest';
import { move, raise, world } from '../testing/world.ts';

const bank = await world();
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const nora = await bank.person('Nora Named', ['initiator']);

describe('a copy', () => {
  test('says the same, is a draft of its own, and tells what it left out', async () => {
    const window = { start: '2026-03-07T22:00', end: '2026-03-08T02:00', zone: 'Europe/Amsterdam' };
    const first = await move(
      rita,
      await raise(rita, sam, { window, coordinatorId: carl.id, benefit: 'Calm' }),
      'assess',
    );
    const { change, leftOut } = await nora.call(copyChangeRoute, { changeId: first.id });
    expect(change).toMatchObject({
      title: first.title,
      summary: first.summary,
      benefit: 'Calm',
      implementationPlan: { text: first.implementationPlan.text },
      state: { key: 'draft' },
      riskLevel: 'none',
      window: null,
      requester: { name: 'Nora Named' },
      assignee: null,
      rounds: [],
      copiedFrom: { number: first.number, title: first.title },
    });
    expect(leftOut).toEqual(['riskLevel', 'window', 'coordinatorId', 'assigneeId']);
  });

  test('of a restricted change is restricted, to the same people and whoever copied it', async () => {
    const secret = await raise(rita, sam, { restricted: true, readerIds: [nora.id] });
    const { change } = await nora.call(copyChangeRoute, { changeId: secret.id });
    expect(change.restricted).toBe(true);
    expect(change.readers.map(({ name }) => name)).toEqual(['Nora Named', 'Rita Requester', 'Sam Specialist']);
    expect(await carl.refused(copyChangeRoute, { changeId: secret.id })).toMatchObject({ status: 404 });
  });
});
