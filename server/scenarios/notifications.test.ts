import { answerQuestionRoute, askAboutChangeRoute } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, commentOnChangeRoute, editChangeRoute } from '@interlock/contract/changes.ts';
import {
  countUnreadRoute,
  listNotificationsRoute,
  readAllNotificationsRoute,
  readNotificationRoute,
} from '@interlock/contract/notifications.ts';
import {
  addWatchersRoute,
  findReadersRoute,
  listWatchersRoute,
  unwatchChangeRoute,
  watchChangeRoute,
} from '@interlock/contract/watching.ts';
import { describe, expect, test } from 'vitest';
import { ballot, cancel, reject, show } from '../testing/journey.ts';
import { approve, move, raise, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita', ['initiator']);
const carl = await bank.person('Carl', ['coordinator']);
const mona = await bank.person('Mona', ['change_manager']);
const sam = await bank.person('Sam', ['specialist']);
const abe = await bank.person('Abe', ['approver'], { approver: true });
const ann = await bank.person('Ann', ['approver'], { approver: true });
const everybody = { rita, carl, mona, sam, abe, ann };

/** What each has been told since they were last asked, as the bell shows it; then all is read, and a minute passes. */
async function news(): Promise<Record<string, string[]>> {
  const told: Record<string, string[]> = {};
  for (const [name, who] of Object.entries(everybody)) {
    const { items } = await who.call(listNotificationsRoute, { unread: 'true' });
    expect(await who.call(countUnreadRoute, {})).toEqual({ count: items.length, newest: items[0]?.id ?? null });
    if (items.length > 0)
      told[name] = items.map(({ kind, parts, by }) => [kind, by?.name, ...Object.values(parts)].join(' '));
    await who.call(readAllNotificationsRoute, { upTo: bank.clock.now.toISOString() });
  }
  bank.clock.pass(1);
  return told;
}

const named = (over: Record<string, unknown> = {}) => raise(rita, sam, { coordinatorId: carl.id, ...over });
const asked = async (change: ChangeDetail) => move(carl, await move(rita, change, 'assess', {}), 'authorize');

describe('the way of a change', () => {
  test('tells at each step those who have something to do with it, once, and never whoever did it', async () => {
    let change = await named();
    expect(await news()).toEqual({ sam: ['work_handed_over Rita'] });
    change = await move(rita, change, 'assess');
    expect(await news()).toEqual({ carl: ['work_handed_over Rita Assess'] });
    change = await move(carl, change, 'authorize');
    expect(await news()).toEqual({});
    change = await abe.call(askAboutChangeRoute, { ...ballot(change), words: 'For how long?' });
    expect(await news()).toEqual({
      rita: ['question_asked Abe For how long?'],
      carl: ['question_asked Abe For how long?'],
    });
    const questionId = change.rounds[0]?.questions[0]?.id ?? '';
    await carl.call(answerQuestionRoute, { changeId: change.id, questionId, words: 'Forty seconds.' });
    expect(await news()).toEqual({ abe: ['question_answered Carl Forty seconds.'] });
    change = await approve(ann, await approve(abe, await show(abe, change)));
    await news();
    change = await move(mona, await show(mona, change), 'scheduled', {
      window: { start: '2026-03-02T09:00', end: '2026-03-02T20:00', zone: 'UTC' },
    });
    expect((await news())['sam']).toEqual(['work_handed_over Mona Scheduled']);
    change = await move(sam, await move(sam, change, 'implement'), 'review');
    await news();
    await move(mona, change, 'closed', { closureCode: 'successful', closureNotes: 'All well.' });
    const ended = ['watched_change_moved Mona Closed'];
    expect(await news()).toEqual({ rita: ended, carl: ended, sam: ended });
  });

  test('tells those who brought it there that it comes back: by a no, by an edit, by hand', async () => {
    let change = await asked(await named());
    await news();
    change = await reject(abe, change, 'Not in the week of the audit.');
    const returned = (by: string, to: string) => [`change_returned ${by} ${to}`];
    expect(await news()).toMatchObject({
      rita: returned('Abe', `${change.state.name} Not in the week of the audit.`),
      sam: returned('Abe', `${change.state.name} Not in the week of the audit.`),
    });

    change = await approve(ann, await approve(abe, await asked(await named())));
    expect(change.state.key).toBe('build');
    await news();
    await carl.call(editChangeRoute, { changeId: change.id, version: change.version, backoutPlan: 'None.' });
    expect(await news()).toEqual({ rita: returned('Carl', 'Authorize'), sam: returned('Carl', 'Authorize') });
  });

  test('tells that it was called off', async () => {
    const change = await named();
    await news();
    await cancel(rita, change);
    const ended = ['watched_change_moved Rita Cancelled'];
    expect(await news()).toEqual({ carl: ended, sam: ended });
  });

  test('tells whoever is named in the place of somebody else', async () => {
    const change = await named({ assigneeId: null });
    await news();
    const edited = await rita.call(editChangeRoute, {
      changeId: change.id,
      version: change.version,
      assigneeId: sam.id,
    });
    expect(await news()).toEqual({ sam: ['work_handed_over Rita'] });
    await sam.call(editChangeRoute, { changeId: change.id, version: edited.version, requesterId: abe.id });
    expect(await news()).toEqual({ abe: ['work_handed_over Sam Draft'] });
  });
});

describe('a comment', () => {
  const commented = (by: Somebody, { id }: ChangeDetail, text: string) =>
    by.call(commentOnChangeRoute, { changeId: id, text });

  test('is heard by those named on the change and by whoever watches it', async () => {
    const change = await named();
    await news();
    expect(await mona.call(watchChangeRoute, { changeId: change.id })).toMatchObject({
      items: [{ name: 'Mona' }],
      watching: true,
    });
    await commented(sam, change, 'Rehearsed.');
    const heard = ['watched_change_commented Sam Rehearsed.'];
    expect(await news()).toEqual({ rita: heard, carl: heard, mona: heard });
    await move(rita, await show(rita, change), 'assess');
    expect(await news()).toEqual({
      carl: ['work_handed_over Rita Assess'],
      mona: ['watched_change_moved Rita Assess'],
    });
    expect(await mona.call(unwatchChangeRoute, { changeId: change.id })).toEqual({ items: [], watching: false });
    await commented(sam, change, 'Again.');
    expect(Object.keys(await news())).toEqual(['rita', 'carl']);
  });

  test('that calls somebody is heard by them as that, and not twice', async () => {
    const change = await named();
    await mona.call(watchChangeRoute, { changeId: change.id });
    await news();
    const words = 'Could you look, @carl@example.org and @Mona@example.org? Not `@ann@example.org`.';
    await commented(sam, change, words);
    const plain = words.replaceAll('`', '');
    const called = [`mentioned Sam ${plain}`];
    expect(await news()).toEqual({ rita: [`watched_change_commented Sam ${plain}`], carl: called, mona: called });
  });

  test('that calls an approver who may not see the change tells them nothing', async () => {
    const change = await named();
    await news();
    await commented(sam, change, '@abe@example.org');
    expect((await news())['abe']).toBeUndefined();
    expect(await abe.refused(watchChangeRoute, { changeId: change.id })).toMatchObject({ status: 404 });
    expect(await abe.refused(listWatchersRoute, { changeId: change.id })).toMatchObject({ status: 404 });
  });
});

describe('a plan', () => {
  const edited = async (change: ChangeDetail, fields: Record<string, string>) =>
    rita.call(editChangeRoute, { changeId: change.id, version: (await show(rita, change)).version, ...fields });

  test('that calls somebody is heard by them once, with the line that calls them, and by nobody again', async () => {
    const change = await named({ description: 'Ask @mona@example.org.' });
    expect((await news())['mona']).toEqual(['mentioned Rita Ask @mona@example.org.']);
    await edited(change, {
      testPlan: 'Try it.\nThen @ann@example.org looks.',
      backoutPlan: '@mona@example.org decides.',
    });
    // Ann may not see it: nothing of it is shown to her. Mona was called before.
    expect(await news()).toEqual({});
    await edited(change, { backoutPlan: 'Put it back; @Carl@example.org decides.' });
    expect(await news()).toEqual({ carl: ['mentioned Rita Put it back; @Carl@example.org decides.'] });
    await edited(change, { backoutPlan: 'Put it back. @carl@example.org decides.' });
    expect(await news()).toEqual({});
  });
});

describe('watching for others', () => {
  const others = ({ id }: ChangeDetail, ...people: Somebody[]) => ({
    changeId: id,
    personIds: people.map((one) => one.id),
  });

  test('is arranged by who may edit; each is told once, hears of it, and may leave', async () => {
    const change = await named();
    await news();
    const asked = others(change, mona, rita);
    expect((await rita.call(addWatchersRoute, asked)).items.map(({ name }) => name).sort()).toEqual(['Mona', 'Rita']);
    expect(await news()).toEqual({ mona: ['made_watcher Rita'] });
    await commentOn(sam, change);
    expect((await news())['mona']).toEqual(['watched_change_commented Sam Rehearsed.']);
    await mona.call(unwatchChangeRoute, { changeId: change.id });
    await rita.call(addWatchersRoute, asked);
    expect(await news()).toEqual({});
  });

  test('shows nobody what they may not see, and is not arranged by whoever may not edit', async () => {
    const change = await raise(rita, sam, { restricted: true, readerIds: [mona.id] });
    expect(await rita.refused(addWatchersRoute, others(change, mona, carl))).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'personIds.1', message: 'this person may not see the change' }],
    });
    const found = async (by: Somebody, q: string) =>
      (await by.call(findReadersRoute, { changeId: change.id, q })).items.map(({ name }) => name);
    expect([await found(rita, 'A'), await found(rita, 'carl'), await found(rita, 'mona@')]).toEqual([
      ['Mona', 'Rita', 'Sam'],
      [],
      ['Mona'],
    ]);
    expect(await carl.refused(findReadersRoute, { changeId: change.id })).toMatchObject({ status: 404 });
    const open = await raise(carl, carl);
    expect(await rita.refused(addWatchersRoute, others(open, mona))).toMatchObject({ code: 'forbidden' });
  });

  const commentOn = (by: Somebody, { id }: ChangeDetail) =>
    by.call(commentOnChangeRoute, { changeId: id, text: 'Rehearsed.' });
});

test('what one was told is one’s own: nobody else finds it, marks it or counts it', async () => {
  await named();
  const { items } = await sam.call(listNotificationsRoute, { limit: 1 });
  const mark = { notificationId: items[0]?.id ?? '' };
  expect(await rita.refused(readNotificationRoute, mark)).toMatchObject({ status: 404, code: 'not_found' });
  expect(await bank.admin.call(listNotificationsRoute, {})).toEqual({ items: [], next: null });
  await sam.call(readNotificationRoute, mark);
  expect((await sam.call(listNotificationsRoute, { limit: 1 })).items).toMatchObject([
    { id: mark.notificationId, read: true },
  ]);
});
