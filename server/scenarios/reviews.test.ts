import { moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import { addLessonRoute, answerReviewRoute, showReviewRoute } from '@interlock/contract/change-reviews.ts';
import { listActivityRoute } from '@interlock/contract/changes.ts';
import { editImprovementRoute, type Improvement, listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { finishTaskRoute, startTaskRoute } from '@interlock/contract/task-work.ts';
import type { Task } from '@interlock/contract/tasks.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { explained, heldBack, inInbox, lookBack, show, taskOf } from '../testing/journey.ts';
import { addNightModel, scheduledNight } from '../testing/night.ts';
import { runSql } from '../testing/run-sql.ts';
import { type Client, move, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const livesIn = ({ id }: { id: string }, zone: string) =>
  runSql(bank.database.ownerUrl, `update person set zone = '${zone}' where id = '${id}'`);
const sam = await bank.person('Sam Specialist', ['specialist']);
const ines = await bank.person('Ines Initiator', ['initiator']);
const olga = await bank.person('Olga Auditor', ['auditor']);

const questions = [
  { key: 'met', text: 'Did it do what it was for?', kind: 'yes_no' as const, required: true },
  { key: 'learnt', text: 'What would you do otherwise?', kind: 'text' as const, required: true },
  { key: 'else', text: 'Anything else?', kind: 'text' as const },
];

beforeAll(async () => {
  await addNightModel(bank.database, 'mdl_night', { review: { questions } });
  await addNightModel(bank.database, 'mdl_usual');
});

/** The night's work, begun five minutes late and ended ten minutes late. */
async function reviewed(modelId = 'mdl_night') {
  bank.clock.set('2026-03-02T09:00:00Z');
  let change = await scheduledNight(carl, sam, { modelId });
  bank.clock.set('2026-03-02T22:05:00Z');
  change = await move(sam, change, 'implement');
  for (const kind of ['implementation', 'verification'] satisfies Task['kind'][]) {
    const { id: taskId, version } = await taskOf(sam, change, kind);
    const begun = await sam.call(startTaskRoute, { taskId, version });
    bank.clock.set(kind === 'implementation' ? '2026-03-02T22:40:00Z' : '2026-03-02T23:00:00Z');
    const started = begun.tasks.find(({ id }) => id === taskId)?.version ?? 0;
    await sam.call(finishTaskRoute, { taskId, version: started, rest: true });
  }
  bank.clock.set('2026-03-02T23:40:00Z');
  change = await move(sam, await show(sam, change), 'review');
  bank.clock.set('2026-03-03T09:00:00Z');
  return change;
}

const closing = { closureCode: 'successful', closureNotes: 'Done.' };
const lesson = (by: Client, changeId: string, over: Record<string, unknown> = {}): Promise<Improvement> =>
  by.call(addLessonRoute, {
    ...{ changeId, title: 'Plan more time for the lag', words: 'The replica lagged for ten minutes.' },
    ...{ ownerId: sam.id, dueOn: '2026-03-20', ...over },
  });

describe('a review', () => {
  test('sets what was planned against what was', async () => {
    const { id: changeId } = await reviewed('mdl_usual');
    const review = await olga.call(showReviewRoute, { changeId });
    expect(review).toMatchObject({
      window: { start: '2026-03-02T22:00:00.000Z', end: '2026-03-02T23:30:00.000Z' },
      actualStart: '2026-03-02T22:05:00.000Z',
      startedLate: 5,
      endedLate: 10,
      overran: true,
      mayAnswer: false,
      mayAddLesson: false,
    });
    expect(review.tasks.map(({ kind, planned, actual }) => [kind, planned, actual])).toEqual([
      ['implementation', 30, 35],
      ['verification', 10, 20],
      ['backout', 15, null],
    ]);
  });

  test('is asked the usual questions where its model says nothing, and nothing waits for them', async () => {
    const change = await reviewed('mdl_usual');
    const { questions: asked } = await mona.call(showReviewRoute, { changeId: change.id });
    expect(asked.map(({ key, required }) => [key, required])).toContainEqual(['purpose_met', false]);
    const { guards } = await explained(carl, change, 'closed');
    expect(guards.map(({ guard }) => guard)).not.toContain('review_answers');
  });

  test('is not closed before the questions of the model are answered, which the refusal repeats', async () => {
    let change = await reviewed();
    await lookBack(carl, change);
    change = await show(carl, change);
    const unmet = await heldBack(carl, change, 'closed', closing);
    expect(unmet).toMatchObject([
      { guard: 'review_answers', why: expect.stringContaining('What would you do otherwise?') },
    ]);
    const answer = (by: Client, answers: { key: string; text: string }[]) =>
      by.call(answerReviewRoute, { changeId: change.id, answers });
    await answer(carl, [{ key: 'met', text: 'yes' }]);
    await answer(mona, [{ key: 'learnt', text: 'Plan more time.' }]);
    const review = await answer(mona, [{ key: 'met', text: 'no' }]);
    expect(review.questions).toMatchObject([
      { key: 'met', answer: { text: 'no', by: { id: mona.id } } },
      { key: 'learnt', answer: { text: 'Plan more time.' } },
      { key: 'else', answer: null },
    ]);
    change = await move(carl, await show(carl, change), 'closed', closing);
    expect(change.state.kind).toBe('closed');
    const { items } = await ines.call(listActivityRoute, { changeId: change.id });
    expect(items.filter(({ verb }) => verb === 'change.review_answered')).toHaveLength(3);
  });

  test('is not answered by who carried the change out, by nobody asked, nor with something that is no answer', async () => {
    const { id: changeId } = await reviewed();
    const answers = [{ key: 'met', text: 'yes' }];
    expect(await sam.refused(answerReviewRoute, { changeId, answers })).toMatchObject({ status: 403 });
    expect(await ines.refused(answerReviewRoute, { changeId, answers })).toMatchObject({ code: 'forbidden' });
    const wrong = {
      changeId,
      answers: [
        { key: 'met', text: 'perhaps' },
        { key: 'nothing', text: 'x' },
      ],
    };
    const { status, errors } = await carl.refused(answerReviewRoute, wrong);
    expect([status, errors?.map(({ path }) => path)]).toEqual([400, ['answers.0.text', 'answers.1.key']]);
    bank.clock.set('2026-03-02T09:00:00Z');
    const draft = await scheduledNight(carl, sam);
    expect(await carl.refused(answerReviewRoute, { changeId: draft.id, answers })).toMatchObject({ status: 409 });
  });
});

describe('a lesson', () => {
  test('goes into the register with an owner and a day, who is told, and links back', async () => {
    const change = await reviewed();
    const entry = await lesson(mona, change.id);
    expect(entry).toMatchObject({
      number: expect.stringMatching(/^IMP-\d+$/),
      owner: { id: sam.id },
      dueOn: '2026-03-20',
      state: 'open',
      overdue: false,
      change: { id: change.id, number: change.number },
    });
    const { items } = await sam.call(listNotificationsRoute, { limit: 1 });
    expect(items).toMatchObject([{ kind: 'improvement_given' }]);
    const { items: listed } = await olga.call(listImprovementsRoute, { change: change.id });
    expect(listed).toMatchObject([{ id: entry.id, mayEdit: false }]);
  });

  test('is owned by somebody who is there, may write and may see the change; each refusal names the field', async () => {
    const { id: changeId } = await reviewed();
    for (const ownerId of [olga.id, 'usr_nobody']) {
      const refused = await mona.refused(addLessonRoute, { changeId, title: 'X', ownerId, dueOn: '2026-03-20' });
      expect([refused.status, refused.errors?.map(({ path }) => path)]).toEqual([400, ['ownerId']]);
    }
    bank.clock.set('2026-03-02T09:00:00Z');
    const draft = await scheduledNight(carl, sam);
    const early = { changeId: draft.id, title: 'X', ownerId: sam.id, dueOn: '2026-03-20' };
    expect(await mona.refused(addLessonRoute, early)).toMatchObject({ status: 409, code: 'not_running' });
  });

  const dueOf = async (of: Client, { id }: Improvement) =>
    (await of.call(inboxRoute, { limit: 200 })).items.filter(({ about }) => about.id === id);

  test('stands in the inbox of its owner once it is due, by itself, and is overdue from the next day on', async () => {
    const change = await reviewed();
    const entry = await lesson(mona, change.id, { dueOn: '2026-03-10' });
    expect(await dueOf(sam, entry)).toEqual([]);
    bank.clock.set('2026-03-10T09:00:00Z');
    expect(await dueOf(sam, entry)).toMatchObject([
      {
        kind: 'improvement',
        about: { label: entry.number, title: 'Plan more time for the lag' },
        why: `Due on 2026-03-10. Learnt from ${change.number}.`,
        since: '2026-03-09T23:00:00.000Z',
        by: { name: 'Mona Manager' },
        change: null,
      },
    ]);
    expect([await dueOf(mona, entry), await inInbox(sam, change)]).toEqual([[], []]);
    bank.clock.set('2026-03-11T09:00:00Z');
    const { items } = await carl.call(listImprovementsRoute, { overdue: 'true', change: change.id });
    expect(items).toMatchObject([{ overdue: true }]);
    await sam.call(editImprovementRoute, {
      ...{ improvementId: entry.id, version: entry.version },
      ...{ state: 'done', outcome: 'The plan has an hour more.' },
    });
    expect(await dueOf(sam, entry)).toEqual([]);
  });

  test('leaves the inbox of an owner who may no longer see what it was learnt from', async () => {
    const change = await reviewed();
    const entry = await lesson(mona, change.id, { ownerId: ines.id, dueOn: '2026-03-10' });
    bank.clock.set('2026-03-10T09:00:00Z');
    expect(await dueOf(ines, entry)).toHaveLength(1);
    const { version } = await show(mona, change);
    await mona.call(restrictChangeRoute, { changeId: change.id, version, restricted: true, readerIds: [mona.id] });
    expect(await dueOf(ines, entry)).toEqual([]);
  });

  test('is due by the calendar of whoever looks', async () => {
    const change = await reviewed();
    const entry = await lesson(mona, change.id, { dueOn: '2026-03-10' });
    const isDue = async () => (await dueOf(sam, entry)).length > 0;
    await livesIn(sam, 'Pacific/Auckland');
    bank.clock.set('2026-03-09T10:59:00Z');
    expect(await isDue()).toBe(false);
    bank.clock.set('2026-03-09T11:00:00Z');
    expect(await isDue()).toBe(true);
    bank.clock.set('2026-03-10T11:00:00Z');
    const of = { overdue: 'true', change: change.id } as const;
    expect((await sam.call(listImprovementsRoute, of)).items).toHaveLength(1);
    expect((await carl.call(listImprovementsRoute, of)).items).toEqual([]);
    await livesIn(sam, 'UTC');
  });

  test('ends with words, is taken up again, and is handed on to somebody who is told', async () => {
    const change = await reviewed();
    let entry = await lesson(mona, change.id);
    const edit = async (by: Client, given: Record<string, unknown>) => {
      entry = await by.call(editImprovementRoute, { improvementId: entry.id, version: entry.version, ...given });
      return entry;
    };
    const { id: improvementId, version } = entry;
    const done = await sam.refused(editImprovementRoute, { improvementId, version, state: 'done' });
    expect(done.errors).toMatchObject([{ path: 'outcome' }]);
    expect(await ines.refused(editImprovementRoute, { improvementId, version, title: 'Y' })).toMatchObject({
      code: 'forbidden',
    });
    await edit(sam, { state: 'in_progress' });
    await edit(sam, { state: 'done', outcome: 'The template plans 40 minutes now.' });
    expect(
      await sam.refused(editImprovementRoute, { improvementId, version: entry.version, title: 'Z' }),
    ).toMatchObject({
      code: 'improvement_over',
    });
    expect(await sam.refused(editImprovementRoute, { improvementId, version, title: 'Z' })).toMatchObject({
      code: 'changed_meanwhile',
    });
    await edit(carl, { state: 'open', ownerId: carl.id });
    expect(await edit(mona, { ownerId: sam.id })).toMatchObject({ owner: { id: sam.id }, state: 'open' });
  });

  test('of a restricted change does not exist for people who may not see that', async () => {
    const change = await reviewed();
    const entry = await lesson(mona, change.id);
    const { version } = await show(mona, change);
    await mona.call(restrictChangeRoute, { changeId: change.id, version, restricted: true, readerIds: [mona.id] });
    const seen = async (by: Client) => (await by.call(listImprovementsRoute, { limit: 100 })).items.map(({ id }) => id);
    expect(await seen(mona)).toContain(entry.id);
    expect(await seen(ines)).not.toContain(entry.id);
    const asked = { improvementId: entry.id, version: entry.version, title: 'Y' };
    expect(await ines.refused(editImprovementRoute, asked)).toMatchObject({ status: 404 });
    expect(await ines.refused(showReviewRoute, { changeId: change.id })).toMatchObject({ status: 404 });
    expect(await ines.refused(moveChangeRoute, { changeId: change.id, version, to: 'closed' })).toMatchObject({
      status: 404,
    });
  });
});
