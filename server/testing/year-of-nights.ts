import * as flow from '@interlock/contract/change-flow.ts';
import * as reviews from '@interlock/contract/change-reviews.ts';
import * as runs from '@interlock/contract/change-runs.ts';
import * as changes from '@interlock/contract/changes.ts';
import { editImprovementRoute } from '@interlock/contract/improvements.ts';
import * as incidents from '@interlock/contract/incidents.ts';
import * as taskWork from '@interlock/contract/task-work.ts';
import * as work from '@interlock/contract/tasks.ts';
import { scheduledNight, tick } from './night.ts';
import type { Chapters } from './year.ts';

/** Work at night, and looking back on it. The clock goes on for so long that sessions end: played last. */
export const workAtNight: Chapters = {
  'a run is watched, gone on with and given more time': async ({ bank, people, act }) => {
    const { carl, mona, sam } = people;
    const before = bank.clock.now;
    const scheduled = await scheduledNight(carl, sam);
    const changeId = scheduled.id;
    bank.clock.set('2026-03-02T22:00:00Z');
    await sam.call(flow.moveChangeRoute, { changeId, version: scheduled.version, to: 'implement' });
    bank.clock.set('2026-03-02T23:30:00Z');
    await tick(bank);
    const read = async () => ({ changeId, version: (await sam.call(changes.showChangeRoute, { changeId })).version });
    const ask = async () => {
      const asked = { ...(await read()), minutes: 10, words: 'It lags' };
      const { run } = await act(sam, runs.askExtensionRoute, asked);
      return { changeId, extensionId: run?.extensions.at(-1)?.id ?? '' };
    };
    await act(sam, runs.goOnRoute, { ...(await read()), words: 'Nearly done' });
    await act(sam, runs.withdrawExtensionRoute, await ask());
    await act(mona, runs.refuseExtensionRoute, { ...(await ask()), words: 'No' });
    await act(mona, runs.grantExtensionRoute, await ask());
    const began = { words: 'Late', actualStart: '2026-03-02T21:50:00Z' };
    await act(sam, runs.correctTimesRoute, { ...(await read()), ...began });
    const { tasks } = await sam.call(work.listChangeTasksRoute, { changeId });
    const task = tasks.find(({ title }) => title === 'Switch');
    const begun = await sam.call(taskWork.startTaskRoute, { taskId: task?.id ?? '', version: task?.version ?? 0 });
    const version = begun.tasks.find(({ title }) => title === 'Switch')?.version ?? 0;
    const taskTimes = { taskId: task?.id ?? '', version, startedAt: '2026-03-02T21:50:00Z', words: 'Late' };
    await act(sam, runs.correctTaskTimesRoute, taskTimes);
    bank.clock.set(before.toISOString());
  },
  'a review is answered, a lesson kept and an incident linked': async ({ bank, people, act }) => {
    const { carl, mona, sam } = people;
    const before = bank.clock.now;
    const { id: changeId, version } = await scheduledNight(carl, sam, { title: 'Look back on it' });
    bank.clock.set('2026-03-02T22:00:00Z');
    await sam.call(flow.moveChangeRoute, { changeId, version, to: 'implement' });
    const { id: ownerId } = sam;
    const entry = await act(mona, reviews.addLessonRoute, {
      changeId,
      title: 'More time',
      ownerId,
      dueOn: '2026-04-01',
    });
    const read = { improvementId: entry.id, version: entry.version };
    await act(sam, editImprovementRoute, { ...read, state: 'done', outcome: 'Planned.' });
    const outage = { system: 'Jira', title: 'Slow' };
    await act(mona, incidents.recordIncidentRoute, { ...outage, number: 'OPS-1' });
    const link = async (number: string) => {
      const linked = { changeId, ...outage, number, kind: 'caused_by' as const };
      const { links } = await act(mona, incidents.linkIncidentRoute, linked);
      return { linkId: links[0]?.id ?? '', version: 1, words: 'We looked.' };
    };
    await act(mona, incidents.confirmLinkRoute, await link('OPS-2'));
    await act(mona, incidents.dismissLinkRoute, await link('OPS-3'));
    const { version: now } = await sam.call(changes.showChangeRoute, { changeId });
    await sam.call(flow.moveChangeRoute, { changeId, version: now, to: 'review' });
    await act(mona, reviews.answerReviewRoute, { changeId, answers: [{ key: 'purpose_met', text: 'yes' }] });
    bank.clock.set(before.toISOString());
  },
};
