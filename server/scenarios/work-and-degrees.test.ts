import { type ChangeDetail, editChangeRoute, listActivityRoute } from '@interlock/contract/changes.ts';
import { attachEvidenceRoute, removeEvidenceRoute } from '@interlock/contract/files.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { countOverridesRoute, grantMoveRoute, listOverridesRoute } from '@interlock/contract/overrides.ts';
import { linkAccountsRoute } from '@interlock/contract/person-links.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import {
  backOutRoute,
  finishTaskRoute,
  rehearseBackoutRoute,
  waiveBackoutRoute,
} from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute } from '@interlock/contract/tasks.ts';
import { describe, expect, test } from 'vitest';
import { addGuardedModel, type Otherwise } from '../testing/guarded-model.ts';
import { edit, explained, heldBack, lookBack, show, taskOf } from '../testing/journey.ts';
import { approve, type Client, move, raise, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const mark = await bank.person('Mark Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist', 'change_manager']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });

const window = { start: '2026-03-02T08:00', end: '2026-03-02T20:00', zone: 'UTC' };
const closure = { closureCode: 'successful', closureNotes: 'As planned.' } as const;
let models = 0;

/** A change of a model that is otherwise than usual in some moves, asked about but not decided on yet. */
async function asked(otherwise: Otherwise = {}): Promise<ChangeDetail> {
  const modelId = await addGuardedModel(bank.database, `mdl_guarded${++models}`, otherwise);
  const people = { coordinatorId: carl.id, managerId: mona.id };
  return move(rita, await raise(rita, sam, { modelId, ...people }), 'ask');
}

const approved = async (otherwise: Otherwise = {}): Promise<ChangeDetail> => approve(abe, await asked(otherwise));

const finish = async (by: Client, change: ChangeDetail, kind: 'build' | 'test' | 'implementation', given = {}) => {
  const { id: taskId, version } = await taskOf(by, change, kind);
  return by.call(finishTaskRoute, { taskId, version, ...given });
};
const evidence = { evidence: 'https://ci.example.org/runs/8812' };

async function builtAndTested(change: ChangeDetail, given: object = evidence): Promise<void> {
  await finish(sam, change, 'build');
  await finish(carl, change, 'test', given);
}
const overridesOf = async ({ id }: ChangeDetail) => (await mona.call(listOverridesRoute, { change: id })).items;
const letPassFor = async (who: Client, change: ChangeDetail) =>
  (await explained(who, change, 'implement'))?.guards.find(({ guard }) => guard === 'backout_ready')?.letPass;

describe('a change whose work is in tasks', () => {
  test('goes from draft to closed, each part of the work done by whom it was handed to', async () => {
    let change = await approved();
    expect(change.state.key).toBe('build');
    expect(await heldBack(mona, change, 'scheduled', { window })).toMatchObject([
      { guard: 'tasks_done', why: expect.stringContaining('Build it (Sam Specialist)'), enforcement: 'block' },
      { guard: 'test_evidence', enforcement: 'justify' },
    ]);
    await builtAndTested(change);
    const told = await mona.call(listNotificationsRoute, {});
    expect(
      told.items.filter(({ kind, about }) => kind === 'build_and_test_done' && about.id === change.id),
    ).toHaveLength(1);
    change = await move(mona, await show(mona, change), 'scheduled', { window });
    expect(await heldBack(sam, change, 'implement')).toMatchObject([
      { guard: 'backout_ready', why: 'The way back was neither rehearsed nor waived.' },
    ]);
    const rehearsal = { changeId: change.id, version: change.version, passed: true, words: 'In 21 minutes.' };
    const shown = await sam.call(rehearseBackoutRoute, rehearsal);
    expect(shown.backout.proof).toMatchObject({ kind: 'rehearsed', passed: true, stands: true });
    change = await move(sam, change, 'implement');
    await finish(sam, change, 'implementation');
    change = await move(sam, change, 'review');
    expect((await heldBack(mona, change, 'closed', closure)).map(({ guard }) => guard)).toEqual(['review_done']);
    await lookBack(mona, change);
    change = await move(mona, change, 'closed', closure);
    expect(change).toMatchObject({ state: { kind: 'closed' }, outcome: 'successful' });
    expect(await overridesOf(change)).toEqual([]);
  });

  test('shows what was tested in a file as well as in words, and nobody takes away what a test was ended with', async () => {
    const change = await approved();
    const { id: taskId } = await taskOf(sam, change, 'test');
    const log = { taskId, name: 'run.log' };
    expect(await rita.refusedUpload(attachEvidenceRoute, log, 'ok 142')).toMatchObject({ code: 'not_your_task' });
    await builtAndTested(change, {});
    expect(await heldBack(mona, change, 'scheduled', { window })).toMatchObject([
      { guard: 'test_evidence', why: expect.stringContaining('shows no evidence') },
    ]);
    const { items } = await carl.upload(attachEvidenceRoute, log, 'ok 142');
    const held = (await taskOf(rita, change, 'test')).files;
    expect(held).toMatchObject({ items: [{ name: 'run.log', type: 'text/plain' }], mayAdd: false, mayRemove: false });
    const { version } = await show(mona, change);
    expect(version).toBe(change.version);
    const shown = { taskId, fileId: items[0]?.id ?? '' };
    expect(await sam.call(removeEvidenceRoute, shown)).toMatchObject({ items: [] });
    await carl.upload(attachEvidenceRoute, log, 'ok 142');
    expect(await move(mona, change, 'scheduled', { window })).toMatchObject({ state: { key: 'scheduled' } });
  });

  test('ends what the model gave with the work, while what people added waits for people', async () => {
    let change = await approved({ scheduled: { guards: [] }, implement: { guards: [] } });
    change = await move(sam, await move(mona, change, 'scheduled', { window }), 'implement');
    const task = { kind: 'verification', title: 'Look at the graphs', ownerId: carl.id } as const;
    const added = await carl.call(addTaskRoute, { changeId: change.id, version: change.version, ...task });
    expect(await heldBack(sam, change, 'review')).toMatchObject([
      { why: expect.stringContaining('Look at the graphs (Carl Coordinator) is not over.') },
    ]);
    const mine = added.tasks.find(({ title }) => title === task.title);
    await carl.call(finishTaskRoute, { taskId: mine?.id ?? '', version: mine?.version ?? 0 });
    change = await move(sam, change, 'review');
    expect(await taskOf(sam, change, 'implementation')).toMatchObject({
      state: 'cancelled',
      words: 'The change went on to Review',
    });
  });

  test('that is backed out begins its backout and drops the rest, and is not closed without a review', async () => {
    let change = await approved({
      scheduled: { guards: [] },
      implement: { guards: [] },
      closed: { guards: ['closure'] },
    });
    change = await move(sam, await move(mona, change, 'scheduled', { window }), 'implement');
    const back = await sam.call(backOutRoute, { changeId: change.id, version: change.version, words: 'Errors.' });
    expect(back.backout.called).toBe(true);
    expect(back.tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ['build', 'open'],
      ['test', 'pending'],
      ['implementation', 'cancelled'],
      ['backout', 'open'],
    ]);
    expect(await heldBack(sam, change, 'review')).toMatchObject([{ guard: 'tasks_done' }]);
    const { id: taskId, version } = await taskOf(sam, change, 'backout');
    await sam.call(finishTaskRoute, { taskId, version });
    change = await move(sam, change, 'review');
    const failed = { closureCode: 'backed_out', closureNotes: 'It made things worse.' } as const;
    expect((await heldBack(mona, change, 'closed', failed)).map(({ why }) => why)).toContainEqual(
      expect.stringContaining('It was backed out: its review'),
    );
    await lookBack(mona, change, 'The image was faulty.');
    expect(await move(mona, change, 'closed', failed)).toMatchObject({ outcome: 'backed_out' });
  });
});

describe('a guard that is not met', () => {
  test('and takes a reason lets the move pass with one, which is kept, told and counted', async () => {
    const change = await approved();
    await builtAndTested(change, {});
    const told = await explained(mona, change, 'scheduled');
    expect(told).toMatchObject({ possible: true, asks: ['window', 'justify'] });
    expect(await heldBack(mona, await show(mona, change), 'scheduled', { window })).toMatchObject([
      { guard: 'test_evidence', enforcement: 'justify', fields: ['justifications.test_evidence'] },
    ]);
    const justifications = { test_evidence: 'The lab is down; Carl has seen it work.' };
    const moved = await move(mona, await show(mona, change), 'scheduled', { window, justifications });
    expect(await overridesOf(moved)).toMatchObject([
      {
        guard: 'test_evidence',
        degree: 'justify',
        words: justifications.test_evidence,
        by: { name: 'Mona Manager' },
        from: 'build',
        to: 'scheduled',
        change: { number: moved.number },
      },
    ]);
    const { items } = await mona.call(countOverridesRoute, {});
    expect(items).toContainEqual({
      guard: 'test_evidence',
      model: moved.model && { id: moved.model.id, name: moved.model.name },
      degree: 'justify',
      count: 1,
    });
    const verbs = (await mona.call(listActivityRoute, { changeId: moved.id })).items.map(({ verb }) => verb);
    expect(verbs).toContain('change.guard_overridden');
  });

  test('takes a reason only where one is asked for', async () => {
    const change = await approved();
    await builtAndTested(change);
    const idle = { window, justifications: { tasks_done: 'Because' } };
    const input = { changeId: change.id, version: (await show(mona, change)).version, to: 'scheduled', ...idle };
    expect(
      await mona.send('POST', `/api/v1/changes/${change.id}/move`, { ...input, changeId: undefined }),
    ).toMatchObject({
      status: 400,
      body: { code: 'invalid', errors: [{ path: 'justifications.tasks_done' }] },
    });
  });

  test('and takes somebody else’s yes passes with that of a change manager who neither moves it nor carries it out', async () => {
    const otherwise = {
      implement: {
        movers: [{ is: 'change_manager' as const }],
        guards: ['backout_ready' as const],
        enforce: { backout_ready: 'extra_approver' as const },
      },
    };
    let change = await approved({ scheduled: { guards: [] }, ...otherwise });
    change = await move(mona, change, 'scheduled', { window });
    expect(await heldBack(mona, change, 'implement')).toMatchObject([
      {
        guard: 'backout_ready',
        enforcement: 'extra_approver',
        clearedBy: expect.arrayContaining([{ is: 'role', id: 'change_manager', name: 'a change manager' }]),
      },
    ]);
    const grant = {
      changeId: change.id,
      version: change.version,
      to: 'implement',
      guard: 'backout_ready',
      words: 'Restore is fast.',
    };
    const told = await Promise.all([sam, carl, mona].map((who) => letPassFor(who, change)));
    expect(told.map((letPass) => letPass?.mine)).toEqual([false, false, true]);
    expect(await sam.refused(grantMoveRoute, grant)).toMatchObject({ code: 'own_change' });
    expect(await carl.refused(grantMoveRoute, grant)).toMatchObject({ code: 'forbidden' });
    expect(await mona.refused(grantMoveRoute, { ...grant, guard: 'mover' })).toMatchObject({
      code: 'nothing_to_grant',
    });
    await mona.call(grantMoveRoute, grant);
    expect((await heldBack(mona, change, 'implement')).map(({ guard }) => guard)).toEqual(['backout_ready']);
    expect(await letPassFor(mona, change)).toEqual({
      mine: false,
      words: 'You let it pass: somebody else makes the move.',
    });
    expect(await explained(mark, change, 'implement')).toMatchObject({ possible: true });

    // An edit of what was read takes the yes away.
    change = await mona.call(editChangeRoute, {
      changeId: change.id,
      version: change.version,
      summary: 'Another summary.',
    });
    change = await approve(abe, change);
    change = await move(mona, change, 'scheduled');
    expect((await heldBack(mark, change, 'implement')).map(({ guard }) => guard)).toEqual(['backout_ready']);
    await mona.call(grantMoveRoute, { ...grant, version: change.version });
    change = await move(mark, change, 'implement');
    expect(await overridesOf(change)).toMatchObject([
      {
        degree: 'extra_approver',
        words: 'Restore is fast.',
        by: { name: 'Mona Manager' },
        movedBy: { name: 'Mark Manager' },
      },
    ]);
  });

  test('and takes somebody else’s yes does not pass with that of whoever requested the change or raised it', async () => {
    const implement = {
      guards: ['backout_ready' as const],
      enforce: { backout_ready: 'extra_approver' as const },
    };
    const modelId = await addGuardedModel(bank.database, `mdl_guarded${++models}`, {
      scheduled: { guards: [] },
      implement,
    });
    const people = { modelId, managerId: mona.id };
    const pass = { to: 'implement', guard: 'backout_ready', words: 'Restore is fast.' };
    for (const [born, did] of [
      [() => raise(rita, sam, { ...people, requesterId: mark.id }), 'requested'],
      [() => raise(mark, sam, { ...people, requesterId: rita.id }), 'raised'],
    ] as const) {
      let change = await move(did === 'raised' ? rita : mark, await born(), 'ask');
      change = await move(mona, await approve(abe, change), 'scheduled', { window });
      const grant = { changeId: change.id, version: change.version, ...pass };
      expect(await letPassFor(mark, change)).toEqual({
        mine: false,
        words: `You ${did} this change: another change manager lets it pass.`,
      });
      expect(await mark.refused(grantMoveRoute, grant)).toMatchObject({
        code: 'own_change',
        detail: `You ${did} this change: another change manager lets it pass.`,
      });
      await mona.call(grantMoveRoute, grant);
      expect(await move(sam, change, 'implement')).toMatchObject({ state: { key: 'implement' } });
    }
  });

  test.each([
    ['whoever requested the change', 'requester'],
    ['whoever raised it', 'raiser'],
    ['whoever carries it out', 'assignee'],
  ] as const)('and takes somebody else’s yes does not pass once that turns out to be of %s', async (_whose, part) => {
    const implement = {
      movers: [{ is: 'change_manager' as const }],
      guards: ['backout_ready' as const],
      enforce: { backout_ready: 'extra_approver' as const },
    };
    const modelId = await addGuardedModel(bank.database, `mdl_guarded${++models}`, {
      scheduled: { guards: [] },
      implement,
    });
    const [one, two] = await Promise.all(
      (['One', 'Two'] as const).map((which) =>
        bank.person(`${which} of ${part}`, [which === 'Two' ? 'change_manager' : 'initiator', 'specialist']),
      ),
    );
    if (!one || !two) throw new Error('two accounts are needed');
    const people = { modelId, managerId: mona.id, requesterId: (part === 'requester' ? one : rita).id };
    const born = await raise(part === 'raiser' ? one : rita, part === 'assignee' ? one : sam, people);
    let change = await move(part === 'requester' ? one : rita, born, 'ask');
    change = await move(mona, await approve(abe, change), 'scheduled', { window });
    const pass = { to: 'implement', guard: 'backout_ready', words: 'Restore is fast.' };
    await two.call(grantMoveRoute, { changeId: change.id, version: change.version, ...pass });
    expect(await explained(mark, change, 'implement')).toMatchObject({ possible: true });
    await bank.admin.call(linkAccountsRoute, { personId: one.id, withId: two.id, reason: 'HR: one person' });
    expect((await heldBack(mark, change, 'implement')).map(({ guard }) => guard)).toEqual(['backout_ready']);
  });

  test('and takes somebody else’s yes is held back again once the window that was read is another', async () => {
    const implement = {
      guards: ['backout_ready' as const],
      enforce: { backout_ready: 'extra_approver' as const },
    };
    let change = await approved({ scheduled: { guards: [] }, implement });
    change = await move(mona, change, 'scheduled', { window });
    const pass = { to: 'implement', guard: 'backout_ready', words: 'Two hours are enough.' };
    await mark.call(grantMoveRoute, { changeId: change.id, version: change.version, ...pass });
    expect(await explained(sam, change, 'implement')).toMatchObject({ possible: true });
    change = await edit(mona, change, { window: { ...window, end: `${window.start.slice(0, 11)}09:10` } });
    change = await approve(abe, change);
    change = await move(mona, change, 'scheduled');
    expect((await heldBack(sam, change, 'implement')).map(({ guard }) => guard)).toEqual(['backout_ready']);
  });

  test('and blocks says by how much', async () => {
    const draft = await asked({ scheduled: { guards: ['plan_fits_window'] } });
    const steps = [
      { text: 'Promote', minutes: 90 },
      { text: 'Switch', minutes: 40 },
    ];
    await carl.call(addTaskRoute, {
      changeId: draft.id,
      version: draft.version,
      kind: 'implementation',
      title: 'Switch',
      steps,
    });
    const change = await approve(abe, await show(carl, draft));
    expect(await explained(mona, change, 'scheduled')).toMatchObject({ possible: true, asks: ['window'] });
    const short = { ...window, end: '2026-03-02T10:00' };
    expect(await heldBack(mona, change, 'scheduled', { window: short })).toMatchObject([
      {
        enforcement: 'block',
        why: 'The plan takes 2 h 10 min with the way back and the window lasts 2 h: 10 min are missing.',
      },
    ]);
    expect(await move(mona, change, 'scheduled', { window })).toMatchObject({ state: { key: 'scheduled' } });
  });

  test('and is only said holds nothing back, and is on record', async () => {
    const conditions = [
      {
        when: 'change.impact == "high"',
        why: 'It should be grave.',
        clearedBy: [{ is: 'coordinator' as const }],
        enforcement: 'inform' as const,
      },
    ];
    const change = await approved({ scheduled: { guards: [], conditions } });
    expect(await explained(mona, change, 'scheduled')).toMatchObject({ possible: true });
    const moved = await move(mona, change, 'scheduled', { window });
    expect(await overridesOf(moved)).toMatchObject([
      { guard: 'condition_1', degree: 'inform', words: '', by: { name: 'Mona Manager' } },
    ]);
  });

  test('and takes a reason is not gone past by the yes of a round, which nobody can ask for one', async () => {
    const waiting = await approved({ build: { movers: [{ is: 'round' }], guards: ['test_evidence'] } });
    expect(waiting).toMatchObject({ state: { key: 'ask' }, rounds: [{ status: 'approved' }] });
    expect(await explained(carl, waiting, 'build')).toMatchObject({ kind: 'move', possible: true, asks: ['justify'] });
    const justifications = { test_evidence: 'There is nothing to test yet.' };
    expect(await move(carl, waiting, 'build', { justifications })).toMatchObject({ state: { key: 'build' } });
  });

  test('is not softened by a model where the core asks for a review', async () => {
    const soft = { guards: ['closure' as const, 'review_done' as const], enforce: { review_done: 'inform' as const } };
    let change = await approved({
      scheduled: { guards: [] },
      implement: { guards: [] },
      review: { guards: [] },
      closed: soft,
    });
    change = await move(sam, await move(mona, change, 'scheduled', { window }), 'implement');
    change = await move(sam, change, 'review');
    const { tasks } = await mona.call(listChangeTasksRoute, { changeId: change.id });
    expect(tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ['build', 'cancelled'],
      ['test', 'cancelled'],
      ['implementation', 'cancelled'],
      ['review', 'open'],
    ]);
    const failed = { closureCode: 'failed', closureNotes: 'It did not work.' };
    expect(await heldBack(mona, change, 'closed', failed)).toMatchObject([
      { guard: 'review_done', enforcement: 'block', why: expect.stringContaining('It failed: its review') },
    ]);
  });
});

test('doing without a rehearsal takes a change manager who does not carry it out, and holds for this plan alone', async () => {
  let change = await approved({ scheduled: { guards: [] } });
  change = await move(mona, change, 'scheduled', { window });
  const waiver = { changeId: change.id, version: change.version, words: 'A restore takes a minute.' };
  expect(await sam.refused(waiveBackoutRoute, waiver)).toMatchObject({ code: 'own_change' });
  expect(await carl.refused(waiveBackoutRoute, waiver)).toMatchObject({ code: 'forbidden' });
  await mona.call(waiveBackoutRoute, waiver);
  expect(await explained(sam, change, 'implement')).toMatchObject({ possible: true });
  const edited = { changeId: change.id, version: change.version, backoutPlan: 'Restore the backup.' };
  change = await approve(abe, await mona.call(editChangeRoute, edited));
  change = await move(mona, change, 'scheduled');
  expect(await heldBack(sam, change, 'implement')).toMatchObject([
    { why: 'Another backout plan than this was waived for.' },
  ]);
});
