import type { ChangeDetail } from '@interlock/contract/changes.ts';
import type { TaskKind } from '@interlock/contract/models.ts';
import { listOverridesRoute } from '@interlock/contract/overrides.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import { finishTaskRoute, rehearseBackoutRoute } from '@interlock/contract/task-work.ts';
import { describe, expect, test } from 'vitest';
import { explained, heldBack, lookBack, show, taskOf } from '../testing/journey.ts';
import { approve, move, raise, world } from '../testing/world.ts';

const bank = await world('2026-03-09T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });

describe('what a normal change is asked for', () => {
  const night = { start: '2026-03-09T10:00', end: '2026-03-09T12:00', zone: 'UTC' };
  const add = (change: ChangeDetail, kind: TaskKind, more: object = {}) =>
    carl.call(addTaskRoute, { changeId: change.id, version: change.version, kind, title: `The ${kind}`, ...more });
  const finish = async (change: ChangeDetail, kind: TaskKind, more: object = {}) => {
    const { id: taskId, version } = await taskOf(carl, change, kind);
    await carl.call(finishTaskRoute, { taskId, version, ...more });
  };
  const guardsTo = async (change: ChangeDetail, to: string) =>
    (await explained(mona, change, to)).guards.map(({ guard }) => guard);

  async function built(
    over: Record<string, unknown>,
    plan: (change: ChangeDetail) => Promise<unknown> = async () => {},
  ) {
    const raised = await raise(rita, sam, over);
    await plan(raised);
    await move(carl, await move(rita, await show(rita, raised), 'assess'), 'authorize');
    return approve(abe, await show(abe, raised));
  }

  test('is what its risk deserves: of low risk neither evidence nor a rehearsal, and no task that nobody planned', async () => {
    bank.clock.set('2026-03-09T09:00:00Z');
    let change = await built({ riskLevel: 'low' });
    expect(await guardsTo(change, 'scheduled')).toEqual(['mover', 'required_fields', 'tasks_done', 'plan_fits_window']);
    change = await move(mona, change, 'scheduled', { window: night });
    expect(await guardsTo(change, 'implement')).not.toContain('backout_ready');
    bank.clock.set('2026-03-09T10:00:00Z');
    change = await move(sam, await move(sam, change, 'implement'), 'review');
    change = await move(mona, change, 'closed', { closureCode: 'successful', closureNotes: 'Done.' });
    expect(change.state.kind).toBe('closed');
    expect((await mona.call(listOverridesRoute, { change: change.id })).items).toEqual([]);
  });

  test('is, from medium risk on, evidence and a way back that was tried, or a reason each that stays on record', async () => {
    bank.clock.set('2026-03-09T09:00:00Z');
    let change = await built({ riskLevel: 'medium' });
    expect(await heldBack(mona, change, 'scheduled', { window: night })).toMatchObject([
      { guard: 'test_evidence', enforcement: 'justify', why: 'Nothing shows that it was tested.' },
    ]);
    const untested = { test_evidence: 'The vendor has tested it.' };
    change = await move(mona, change, 'scheduled', { window: night, justifications: untested });
    bank.clock.set('2026-03-09T10:00:00Z');
    expect(await heldBack(sam, change, 'implement')).toMatchObject([
      { guard: 'backout_ready', enforcement: 'justify', why: 'The way back was neither rehearsed nor waived.' },
    ]);
    const rehearsal = { changeId: change.id, version: change.version, passed: true, words: 'In 21 minutes.' };
    await sam.call(rehearseBackoutRoute, rehearsal);
    await move(sam, await show(sam, change), 'implement');
    const { items } = await mona.call(listOverridesRoute, { change: change.id });
    expect(items).toMatchObject([
      { guard: 'test_evidence', degree: 'justify', by: { name: mona.name }, words: untested.test_evidence },
    ]);
  });

  test('is its tasks and a window that holds its plan, as soon as it has any; nothing lets it pass without', async () => {
    bank.clock.set('2026-03-09T09:00:00Z');
    const change = await built({ riskLevel: 'high' }, async (raised) => {
      await add(raised, 'build');
      await add(await show(carl, raised), 'test');
      await add(await show(carl, raised), 'implementation', { steps: [{ text: 'Copy', minutes: 90 }] });
      await add(await show(carl, raised), 'backout', { steps: [{ text: 'Copy back', minutes: 60 }] });
    });
    const justifications = { test_evidence: 'None yet.', tasks_done: 'In a hurry.', plan_fits_window: 'We run.' };
    expect(await heldBack(mona, change, 'scheduled', { window: night, justifications })).toMatchObject([
      { guard: 'tasks_done', enforcement: 'block', why: expect.stringContaining('The build') },
      { guard: 'plan_fits_window', enforcement: 'block', why: expect.stringContaining('30 min are missing') },
    ]);
    await finish(change, 'build');
    await finish(change, 'test', { evidence: 'https://ci.example.org/runs/8812' });
    const longer = { ...night, end: '2026-03-09T13:00' };
    const scheduled = await move(mona, await show(mona, change), 'scheduled', { window: longer });
    bank.clock.set('2026-03-09T10:00:00Z');
    const waived = { backout_ready: 'The copy is kept for a week.' };
    const begun = await move(sam, scheduled, 'implement', { justifications: waived });
    expect(await heldBack(sam, begun, 'review')).toMatchObject([{ guard: 'tasks_done', enforcement: 'block' }]);
    await finish(begun, 'implementation', { rest: true });
    expect((await move(sam, await show(sam, begun), 'review')).state.key).toBe('review');
  });

  test('is a review that somebody else writes, once it has failed', async () => {
    bank.clock.set('2026-03-09T09:00:00Z');
    let change = await built({});
    change = await move(mona, change, 'scheduled', { window: night });
    bank.clock.set('2026-03-09T10:00:00Z');
    change = await move(sam, await move(sam, change, 'implement'), 'review');
    const closure = { closureCode: 'failed', closureNotes: 'The copy was not whole.' } as const;
    expect(await heldBack(mona, change, 'closed', closure)).toMatchObject([
      { guard: 'review_done', enforcement: 'block', why: expect.stringContaining('It failed') },
    ]);
    await add(change, 'review');
    await lookBack(mona, change, 'The disk was full.');
    change = await move(mona, await show(mona, change), 'closed', closure);
    expect(change).toMatchObject({ state: { kind: 'closed' }, outcome: 'failed' });
  });
});
