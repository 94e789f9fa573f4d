import {
  askExtensionRoute,
  correctTaskTimesRoute,
  correctTimesRoute,
  goOnRoute,
  grantExtensionRoute,
  type Run,
  refuseExtensionRoute,
  showRunRoute,
  withdrawExtensionRoute,
} from '@interlock/contract/change-runs.ts';
import { listActivityRoute } from '@interlock/contract/changes.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { runClock } from '@interlock/contract/run-clock.ts';
import { backOutRoute, finishTaskRoute, startTaskRoute, tickStepRoute } from '@interlock/contract/task-work.ts';
import { describe, expect, test } from 'vitest';
import { explained, heldBack, inInbox, lookBack, show } from '../testing/journey.ts';
import { addNightModel, scheduledNight, tick } from '../testing/night.ts';
import { type Client, move, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
await addNightModel(bank.database, 'mdl_night');
await addNightModel(bank.database, 'mdl_strict', { run: { noticeMinutes: 30, extensionDeciders: 2 } });
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const mark = await bank.person('Mark Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const rita = await bank.person('Rita Requester', ['initiator']);

const at = (time: string) => bank.clock.set(`2026-03-02T${time}:00Z`);
const runOf = async (by: Client, { id }: { id: string }): Promise<Run> => {
  const { run } = await by.call(showRunRoute, { changeId: id });
  if (!run) throw new Error('the run is not told');
  return run;
};
/** The point of no return and the forecast end, as the clock on the wall shows them in UTC. */
const times = ({ tasks, end }: Run) => {
  const { noReturn, forecastEnd } = runClock({ tasks, end, now: bank.clock.now.getTime() });
  const time = (ms: number | null) => ms && new Date(ms).toISOString().slice(11, 16);
  return { noReturn: time(noReturn), forecastEnd: time(forecastEnd) };
};
const task = ({ tasks }: Run, title: string) => {
  const found = tasks.find((one) => one.title === title);
  if (!found) throw new Error(`no task is called ${title}`);
  return found;
};
const read = ({ id, version }: { id: string; version: number }) => ({ taskId: id, version });
const line = (run: Run, title: string, place: number) => {
  const of = task(run, title);
  return { ...read(of), stepId: of.steps[place]?.id ?? '', state: 'done' as const };
};
const told = async (by: Client, { id }: { id: string }) =>
  (await by.call(listNotificationsRoute, { limit: 100 })).items.flatMap(({ kind, about }) =>
    about.id === id ? [kind] : [],
  );
const verbs = async ({ id }: { id: string }) =>
  (await carl.call(listActivityRoute, { changeId: id, limit: 100 })).items.map(({ verb }) => verb).reverse();

async function begun(over: Record<string, unknown> = {}) {
  at('09:00');
  const scheduled = await scheduledNight(carl, sam, over);
  at('22:00');
  return move(sam, scheduled, 'implement');
}
const asRead = async (change: { id: string }) => {
  const { id: changeId, version } = await show(carl, change);
  return { changeId, version };
};

describe('a night', () => {
  test('shows where it stands, is announced before it cannot go back, goes on by a decision, and overruns into a review', async () => {
    let change = await begun({ managerId: mona.id });
    let run = await runOf(sam, change);
    expect(run).toMatchObject({ actualStart: '2026-03-02T22:00:00.000Z', end: '2026-03-02T23:30:00.000Z' });
    expect(times(run)).toEqual({ noReturn: '23:30', forecastEnd: '22:40' });

    await sam.call(startTaskRoute, read(task(run, 'Switch')));
    at('22:45');
    run = await runOf(sam, change);
    expect(times(run)).toEqual({ noReturn: '23:05', forecastEnd: '23:05' });
    await tick(bank);
    expect(await told(mona, change)).toEqual([]);
    at('22:50');
    await tick(bank);
    await tick(bank);
    expect(await told(mona, change)).toEqual(['no_return_near']);
    expect((await told(sam, change)).filter((kind) => kind === 'no_return_near')).toHaveLength(1);

    at('23:05');
    await tick(bank);
    expect(await told(mona, change)).toEqual(['no_return_passed', 'no_return_near']);
    run = await runOf(sam, change);
    expect(await sam.refused(tickStepRoute, line(run, 'Switch', 0))).toMatchObject({
      status: 409,
      code: 'decide_first',
    });
    expect(await rita.refused(goOnRoute, { ...(await asRead(change)), words: 'Go on.' })).toMatchObject({
      code: 'forbidden',
    });
    await sam.call(goOnRoute, {
      ...(await asRead(change)),
      words: 'The replica is promoted; going back is the longer way.',
    });
    await sam.call(tickStepRoute, line(run, 'Switch', 0));
    run = await runOf(mona, change);
    expect(run.decisions).toMatchObject([{ by: { name: 'Sam Specialist' }, noReturnAt: '2026-03-02T23:05:00.000Z' }]);
    expect(await sam.refused(goOnRoute, { ...(await asRead(change)), words: 'Again.' })).toMatchObject({ status: 409 });

    at('23:30');
    await tick(bank);
    expect((await told(mona, change))[0]).toBe('window_overrun');
    await sam.call(tickStepRoute, line(await runOf(sam, change), 'Switch', 1));
    run = await runOf(sam, change);
    await sam.call(finishTaskRoute, read(task(run, 'Switch')));
    await sam.call(finishTaskRoute, { ...read(task(await runOf(sam, change), 'Look')), rest: true });
    at('23:40');
    change = await move(sam, await show(sam, change), 'review');
    expect(change).toMatchObject({ plannedEnd: '2026-03-02T23:30:00.000Z', actualEnd: '2026-03-02T23:40:00.000Z' });
    const end = { closureCode: 'successful', closureNotes: 'Done.' };
    const [unmet] = await heldBack(carl, change, 'closed', end);
    expect(unmet).toMatchObject({ guard: 'tasks_done' });
    expect((await explained(carl, change, 'closed')).guards).toContainEqual(
      expect.objectContaining({ guard: 'overrun_reviewed', met: false }),
    );
    await lookBack(carl, change, 'The disk of the replica was slow.');
    await move(carl, await show(carl, change), 'closed', end);
    expect(await verbs(change)).toEqual(
      expect.arrayContaining([
        'change.no_return_near',
        'change.no_return_passed',
        'change.went_on',
        'change.window_overrun',
      ]),
    );
  });

  test('gets more time from a change manager who does not carry it out, and keeps the window that was approved', async () => {
    const change = await begun();
    await sam.call(startTaskRoute, read(task(await runOf(sam, change), 'Switch')));
    at('22:55');
    await tick(bank);
    const ask = { ...(await asRead(change)), minutes: 45, words: 'The replica lags.' };
    expect(await rita.refused(askExtensionRoute, ask)).toMatchObject({ code: 'forbidden' });
    await sam.call(askExtensionRoute, ask);
    expect(await sam.refused(askExtensionRoute, ask)).toMatchObject({ code: 'extension_open' });
    expect(await told(mona, change)).toContain('extension_asked');
    expect(await inInbox(mona, change)).toMatchObject([
      { kind: 'extension', why: 'More time is asked for, 45 min: The replica lags.' },
    ]);
    expect(await inInbox(carl, change)).toEqual([]);
    const [extension] = (await runOf(mona, change)).extensions;
    const which = { changeId: change.id, extensionId: extension?.id ?? '' };
    expect(extension).toMatchObject({ state: 'asked', mayDecide: true, askedBy: { name: 'Sam Specialist' } });
    expect(await carl.refused(grantExtensionRoute, which)).toMatchObject({ code: 'forbidden' });
    const answers = await Promise.all([
      mona.send('POST', `/api/v1/changes/${change.id}/extensions/${which.extensionId}/grant`, {}),
      mark.send('POST', `/api/v1/changes/${change.id}/extensions/${which.extensionId}/refuse`, { words: 'No.' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.map(({ body }) => body['code'])).toContain('extension_closed');
    expect(await inInbox(mona, change)).toEqual([]);
    if (answers[0]?.status !== 200) {
      const again = await sam.call(askExtensionRoute, { ...ask, ...(await asRead(change)) });
      const open = again.run?.extensions.find(({ state }) => state === 'asked');
      await mona.call(grantExtensionRoute, { changeId: change.id, extensionId: open?.id ?? '' });
    }
    const run = await runOf(sam, change);
    expect(run).toMatchObject({ window: { end: '2026-03-02T23:30:00.000Z' }, end: '2026-03-03T00:15:00.000Z' });
    expect(times(run).noReturn).toBe('23:50');
    expect(await show(sam, change)).toMatchObject({ plannedEnd: '2026-03-02T23:30:00.000Z' });
    at('23:40');
    await tick(bank);
    expect((await told(sam, change)).filter((kind) => kind === 'no_return_near')).toHaveLength(2);
    expect(await told(sam, change)).not.toContain('window_overrun');
  });

  test('goes back: what is left of the work is dropped, and the way back is free at any time', async () => {
    let change = await begun();
    await sam.call(startTaskRoute, read(task(await runOf(sam, change), 'Switch')));
    at('23:20');
    expect((await runOf(sam, change)).may).toContain('back_out');
    await sam.call(backOutRoute, { ...(await asRead(change)), words: 'Payments fail.' });
    let run = await runOf(mona, change);
    expect(times(run)).toEqual({ noReturn: null, forecastEnd: '23:45' });
    await sam.call(tickStepRoute, line(run, 'Back', 0));
    run = await runOf(mona, change);
    expect(task(run, 'Switch')).toMatchObject({ state: 'cancelled' });
    await sam.call(finishTaskRoute, read(task(run, 'Back')));
    at('23:25');
    change = await move(sam, await show(sam, change), 'review');
    expect((await explained(carl, change, 'closed')).guards.map(({ guard }) => guard)).not.toContain(
      'overrun_reviewed',
    );
  });

  test('tells whoever looks again only what is new', async () => {
    const change = await begun();
    const first = await mona.call(showRunRoute, { changeId: change.number });
    const seen = first.stamp;
    at('22:01');
    expect(await mona.call(showRunRoute, { changeId: change.number, seen })).toEqual({
      at: '2026-03-02T22:01:00.000Z',
      stamp: seen,
      run: null,
    });
    await sam.call(startTaskRoute, read(task(await runOf(sam, change), 'Switch')));
    const next = await mona.call(showRunRoute, { changeId: change.number, seen });
    expect(next.run && task(next.run, 'Switch').state).toBe('in_progress');
  });
});

describe('more time', () => {
  const asked = async (change: { id: string }, minutes = 30) => {
    const answer = await sam.call(askExtensionRoute, { ...(await asRead(change)), minutes, words: 'It lags.' });
    const open = answer.run?.extensions.find(({ state }) => state === 'asked');
    return { changeId: change.id, extensionId: open?.id ?? '' };
  };

  test('takes two where the model says so, and is told to who asked', async () => {
    const change = await begun({ modelId: 'mdl_strict' });
    const which = await asked(change);
    let { run } = await mona.call(grantExtensionRoute, which);
    expect(run?.extensions).toMatchObject([{ state: 'asked', needed: 2, mayDecide: false }]);
    expect(await mona.refused(grantExtensionRoute, which)).toMatchObject({ code: 'already_voted' });
    expect(await inInbox(mona, change)).toEqual([]);
    ({ run } = await mark.call(grantExtensionRoute, which));
    expect(run?.extensions).toMatchObject([{ state: 'granted' }]);
    expect(await told(sam, change)).toContain('extension_granted');
  });

  test('is refused with words, withdrawn, and lapses with the end of the work', async () => {
    const change = await begun();
    let which = await asked(change);
    expect(await mona.refused(refuseExtensionRoute, { ...which, words: ' ' })).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'words' }],
    });
    await mona.call(refuseExtensionRoute, { ...which, words: 'The shop opens at midnight.' });
    expect(await told(sam, change)).toContain('extension_refused');
    await sam.call(withdrawExtensionRoute, await asked(change));
    which = await asked(change);
    await move(sam, await show(sam, change), 'review');
    expect(await mona.refused(grantExtensionRoute, which)).toMatchObject({ status: 409, code: 'extension_closed' });
    expect(await inInbox(mona, change)).toEqual([]);
    expect((await runOf(mona, change)).extensions.map(({ state }) => state)).toEqual([
      'refused',
      'withdrawn',
      'lapsed',
    ]);
  });

  test('and the end of the work never meet halfway', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const change = await begun();
      const { extensionId } = await asked(change);
      const { version } = await show(sam, change);
      const [grant, end] = await Promise.all([
        mona.send('POST', `/api/v1/changes/${change.id}/extensions/${extensionId}/grant`, {}),
        sam.send('POST', `/api/v1/changes/${change.id}/move`, { version, to: 'review' }),
      ]);
      expect(end?.status).toBe(200);
      const { extensions } = await runOf(mona, change);
      expect(extensions.map(({ state }) => state)).toEqual([grant?.status === 200 ? 'granted' : 'lapsed']);
    }
  });
});

describe('recorded times', () => {
  test('are corrected with a reason, in order, and by whoever runs the change', async () => {
    const change = await begun();
    await sam.call(startTaskRoute, read(task(await runOf(sam, change), 'Switch')));
    at('22:20');
    const early = '2026-03-02T21:55:00.000Z';
    const correct = { ...(await asRead(change)), actualStart: early, words: 'I pressed it late.' };
    expect(await rita.refused(correctTimesRoute, correct)).toMatchObject({ code: 'forbidden' });
    expect(await sam.refused(correctTimesRoute, { ...correct, actualEnd: '2026-03-02T22:10:00.000Z' })).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'actualEnd', message: 'it has not ended yet' }],
    });
    const long = { ...correct, actualStart: '1970-01-01T00:00:00.000Z' };
    expect(await sam.refused(correctTimesRoute, long)).toMatchObject({
      status: 400,
      errors: [{ path: 'actualStart', message: expect.stringContaining('the earliest is 2026-03-02T') }],
    });
    const { run } = await sam.call(correctTimesRoute, correct);
    expect(run).toMatchObject({ actualStart: early });
    const times = { startedAt: early, words: 'The same.' };
    const corrected = await sam.call(correctTaskTimesRoute, {
      ...read(task(await runOf(sam, change), 'Switch')),
      ...times,
    });
    expect(corrected.run && task(corrected.run, 'Switch')).toMatchObject({ startedAt: early });
    const { items } = await carl.call(listActivityRoute, { changeId: change.id, limit: 100 });
    expect(items.find(({ verb }) => verb === 'change.times_corrected')?.parts).toMatchObject({
      words: 'I pressed it late.',
      fields: [{ field: 'actualStart', before: '2026-03-02T22:00:00.000Z', after: early }],
    });
  });
});

test('a run of a restricted change does not exist for who may not see it', async () => {
  const change = await begun({ restricted: true });
  await sam.call(askExtensionRoute, { ...(await asRead(change)), minutes: 5, words: 'It lags.' });
  expect(await mona.refused(showRunRoute, { changeId: change.id })).toMatchObject({ status: 404 });
  expect(await inInbox(mona, change)).toEqual([]);
  expect(await told(mona, change)).toEqual([]);
});
