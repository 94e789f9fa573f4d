import { explainChangeRoute, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { ModelDefinition, type RoundDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { logged, makeGroup, show } from '../testing/journey.ts';
import { addModel } from '../testing/models.ts';
import { approve, move, raise, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const ann = await bank.person('Ann', ['approver']);
const nora = await bank.person('Nora of the Nights', ['approver']);
const business = await makeGroup(bank.admin, 'Business', [ann]);
const nights = await makeGroup(bank.admin, 'Nights', [nora]);

const window = { start: '2026-03-05T22:00', end: '2026-03-06T04:00', zone: 'UTC' };
let made = 0;

/** A change that Business has approved before anybody knew when. A second group decides as `second` says. */
async function approvedWithoutWindow(second: Partial<RoundDefinition>): Promise<ChangeDetail> {
  const key = `first_window_${++made}`;
  const round = (name: string, group: string) => ({
    key: name.toLowerCase(),
    name,
    group,
    quorum: { kind: 'any' as const },
  });
  const definition = ModelDefinition.parse({
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      {
        ...{ key: 'ask', name: 'Ask', kind: 'authorize', rejectedTo: 'draft' },
        approvals: [round('Business', business.id), { ...round('Nights', nights.id), ...second }],
      },
      { key: 'build', name: 'Build', kind: 'build' },
      { key: 'ready', name: 'Ready', kind: 'scheduled', requires: ['window'] },
      { key: 'work', name: 'Work', kind: 'implement' },
      { key: 'review', name: 'Review', kind: 'review' },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      { from: 'draft', to: 'ask', label: 'Ask', movers: [{ is: 'requester' }] },
      { from: 'ask', to: 'build', label: 'Approved', movers: [{ is: 'round' }] },
      { from: 'build', to: 'ready', label: 'Schedule', movers: [{ is: 'coordinator' }] },
      { from: 'ready', to: 'work', label: 'Begin', movers: [{ is: 'coordinator' }] },
      { from: 'work', to: 'review', label: 'End', movers: [{ is: 'coordinator' }] },
      { from: 'review', to: 'closed', label: 'Close', movers: [{ is: 'coordinator' }], guards: ['closure'] },
    ],
    cancel: { from: ['draft', 'ask'], movers: [{ is: 'requester' }] },
  });
  await addModel(bank.database, { id: `mdl_${key}`, key, name: key, definition });
  return approve(ann, await move(rita, await raise(rita, sam, { modelId: `mdl_${key}` }), 'ask'));
}

const schedule = (change: ChangeDetail): Promise<ChangeDetail> =>
  carl.call(moveChangeRoute, { changeId: change.id, version: change.version, to: 'ready', window });
const statuses = ({ rounds }: ChangeDetail) =>
  ['business', 'nights'].map((key) => rounds.find((round) => round.key === key)?.status);

test('a first window that makes the condition of a round true asks it before the change is scheduled', async () => {
  let change = await approvedWithoutWindow({ when: 'change.hasWindow && change.windowMinutes > 240' });
  expect([change.state.key, ...statuses(change)]).toEqual(['build', 'approved', 'skipped']);
  change = await schedule(change);
  expect([change.state.key, ...statuses(change)]).toEqual(['ask', 'approved', 'open']);
  expect(change.window).toEqual(window);
  const log = await logged(bank.admin, change.id);
  expect(log.slice(-3)).toEqual(['change.edited', 'change.rounds_voided', 'change.round_opened']);
  const { wait } = await carl.call(explainChangeRoute, { changeId: change.id });
  expect(wait).toMatchObject({ words: expect.stringContaining('1 more is needed from Nora of the Nights') });
  change = await approve(nora, change);
  expect(change.state.key).toBe('build');
  change = await move(carl, change, 'ready');
  expect((await move(carl, change, 'work')).state.key).toBe('work');
});

test('a first window for which the condition does not hold asks nobody', async () => {
  const change = await schedule(
    await approvedWithoutWindow({ when: 'change.hasWindow && change.windowMinutes > 400' }),
  );
  expect([change.state.key, ...statuses(change)]).toEqual(['ready', 'approved', 'skipped']);
});

test('a round that names the window decides on the first one, and one that covers everything has done so', async () => {
  let change = await approvedWithoutWindow({ covers: ['window'], order: 2 });
  change = await approve(nora, change);
  change = await schedule(change);
  expect([change.state.key, ...statuses(change)]).toEqual(['ask', 'approved', 'open']);
  expect(change.rounds.filter(({ key }) => key === 'nights')[1]).toMatchObject({
    status: 'voided',
    fellBy: ['window'],
  });
  change = await approve(nora, change);
  change = await move(carl, change, 'ready');
  expect(change.state.key).toBe('ready');
  expect(await show(carl, change)).toMatchObject({ window });
});

test('advice about the window holds no move back', async () => {
  let change = await approvedWithoutWindow({ when: 'change.hasWindow', advisory: true });
  change = await schedule(change);
  expect(change.state.key).toBe('ready');
});

test('a first window makes a round ask that was left out ahead, once the move is on record that brings it', async () => {
  const nobodyYet = { key: 'nights', name: 'Nights', group: nights.id, quorum: { kind: 'any' as const } };
  const definition = ModelDefinition.parse({
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      { key: 'ready', name: 'Ready', kind: 'build', requires: ['window'] },
      {
        ...{ key: 'ask', name: 'Ask', kind: 'authorize', rejectedTo: 'draft' },
        approvals: [{ ...nobodyYet, when: 'change.hasWindow' }],
      },
      { key: 'work', name: 'Work', kind: 'implement' },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      { from: 'draft', to: 'ask', label: 'Ask', movers: [{ is: 'requester' }] },
      { from: 'draft', to: 'ready', label: 'Plan', movers: [{ is: 'requester' }] },
      { from: 'ask', to: 'draft', label: 'Take back', movers: [{ is: 'requester' }] },
      { from: 'ready', to: 'ask', label: 'Ask', movers: [{ is: 'requester' }] },
      { from: 'ask', to: 'work', label: 'Begin', movers: [{ is: 'coordinator' }] },
      { from: 'work', to: 'closed', label: 'Close', movers: [{ is: 'coordinator' }], guards: ['closure'] },
    ],
    cancel: { from: ['draft'], movers: [{ is: 'requester' }] },
  });
  await addModel(bank.database, { id: 'mdl_ahead', key: 'ahead', name: 'Ahead', definition });
  let change = await move(rita, await raise(rita, sam, { modelId: 'mdl_ahead' }), 'ask');
  expect(change.rounds.map(({ status }) => status)).toEqual(['skipped']);
  change = await move(rita, await move(rita, change, 'draft'), 'ready', { window });
  expect((await logged(bank.admin, change.id)).slice(-2)).toEqual(['change.moved', 'change.rounds_voided']);
  change = await move(rita, change, 'ask');
  expect(change.rounds.map(({ status }) => status)).toEqual(['open', 'voided']);
});
