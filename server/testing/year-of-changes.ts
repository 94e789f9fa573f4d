import * as announcing from '@interlock/contract/announcements.ts';
import * as flow from '@interlock/contract/change-flow.ts';
import { copyChangeRoute } from '@interlock/contract/change-forms.ts';
import { holdChangeRoute, releaseChangeRoute } from '@interlock/contract/change-hold.ts';
import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import * as changes from '@interlock/contract/changes.ts';
import { approveManyRoute, lookRoute } from '@interlock/contract/decisions.ts';
import * as files from '@interlock/contract/files.ts';
import { grantMoveRoute } from '@interlock/contract/overrides.ts';
import * as accounts from '@interlock/contract/people.ts';
import * as recurring from '@interlock/contract/recurring.ts';
import * as taskPlanning from '@interlock/contract/task-planning.ts';
import * as taskWork from '@interlock/contract/task-work.ts';
import * as templates from '@interlock/contract/templates.ts';
import { addWatchersRoute, unwatchChangeRoute, watchChangeRoute } from '@interlock/contract/watching.ts';
import { raiseRecurring } from '../features/recurring/raise-recurring.ts';
import { connect } from '../platform/database/db.ts';
import { testCtx } from './ctx.ts';
import { scheduledNight } from './night.ts';
import { rotation } from './templates.ts';
import type { Client } from './world.ts';
import type { Chapters } from './year.ts';

/** What becomes of changes, their tasks, templates and announcements. */
export const workOnChanges: Chapters = {
  'changes are raised, decided on, carried out and called off': async ({ bank, people, act }) => {
    const { rita, carl, mona, sam, abe, ann } = people;
    const raised = () =>
      act(rita, changes.raiseChangeRoute, {
        ...{ modelId: 'mdl_normal', title: 'X', summary: 'x', reason: 'x', ifNotDone: 'x', implementationPlan: 'x' },
        ...{ backoutPlan: 'x', riskLevel: 'low', assigneeId: sam.id },
      });
    const move = (by: Client, { id, version }: changes.ChangeDetail, to: string, given = {}) =>
      act(by, flow.moveChangeRoute, { changeId: id, version, to, ...given });
    const asked = async () => move(carl, await move(rita, await raised(), 'assess'), 'authorize');
    const vote = ({ id, version, rounds }: changes.ChangeDetail) => ({
      ...{ changeId: id, version, roundId: rounds[0]?.id ?? '' },
    });

    const { id: changeId } = await raised();
    const attached = await act(rita, files.attachFileRoute, { changeId, name: 'plan.txt' });
    await act(rita, files.removeFileRoute, { changeId, fileId: attached.items[0]?.id ?? '' });

    let change = await asked();
    change = await act(abe, flow.askAboutChangeRoute, { ...vote(change), words: 'Why?' });
    const questionId = change.rounds[0]?.questions[0]?.id ?? '';
    change = await act(rita, flow.answerQuestionRoute, { changeId: change.id, questionId, words: 'So' });
    await act(sam, changes.commentOnChangeRoute, { changeId: change.id, text: 'Ready' });
    await act(ann, watchChangeRoute, { changeId: change.id });
    await act(ann, unwatchChangeRoute, { changeId: change.id });
    await act(rita, addWatchersRoute, { changeId: change.id, personIds: [ann.id] });
    change = await act(rita, changes.editChangeRoute, { changeId: change.id, version: change.version, testPlan: 'T' });
    change = await act(abe, flow.approveChangeRoute, vote(change));
    await act(abe, lookRoute, { changeId: change.id, revision: change.revision });
    change = await act(abe, flow.withdrawVoteRoute, { ...vote(change), words: 'Wait' });
    change = await act(abe, flow.approveChangeRoute, vote(change));
    await act(ann, approveManyRoute, { items: [vote(change)] });
    change = await mona.call(changes.showChangeRoute, { changeId: change.id });
    const window = { start: '2026-03-02T08:00', end: '2026-03-02T20:00', zone: 'UTC' };
    change = await move(mona, change, 'scheduled', { window });
    change = await move(sam, change, 'implement');
    change = await move(sam, change, 'review');
    await move(mona, change, 'closed', { closureCode: 'successful', closureNotes: 'Done' });

    await act(abe, flow.rejectChangeRoute, { ...vote(await asked()), comment: 'No' });
    const off = await raised();
    const calledOff = { changeId: off.id, version: off.version, reason: 'withdrawn', words: 'No need' } as const;
    await act(rita, flow.cancelChangeRoute, calledOff);
    const halted = await raised();
    const held = await act(rita, holdChangeRoute, { changeId: halted.id, version: halted.version, reason: 'Wait' });
    const { version } = await act(rita, releaseChangeRoute, { changeId: held.id, version: held.version });
    await act(rita, copyChangeRoute, { changeId: held.id });
    await act(rita, restrictChangeRoute, { changeId: held.id, version, restricted: true, readerIds: [sam.id] });

    const stuck = await asked();
    for (const name of ['Ann', 'Zoe']) {
      const [member] = (await bank.admin.call(accounts.listPeopleRoute, { q: name })).items;
      const asRead = { personId: member?.id ?? '', version: member?.version ?? 0 };
      await act(bank.admin, accounts.deactivatePersonRoute, asRead);
    }
    await act(carl, flow.askAgainRoute, { changeId: stuck.id, version: stuck.version });
  },
  'tasks are planned, worked on, passed on and dropped': async ({ people, act }) => {
    const { rita, carl, sam } = people;
    const raise = { modelId: 'mdl_normal', title: 'T', assigneeId: sam.id };
    const { id: changeId, version } = await act(rita, changes.raiseChangeRoute, raise);
    const planning = { changeId, kind: 'planning' as const, title: 'Look', ownerId: sam.id };
    const steps = [{ text: 'One' }, { text: 'Two' }];
    let all = await act(rita, taskPlanning.addTaskRoute, { ...planning, version, steps });
    for (const title of ['Skip', 'Fail', 'Cancel']) {
      all = await act(rita, taskPlanning.addTaskRoute, { ...planning, version, title });
    }
    const task = (at: number) => {
      const found = all.tasks[at];
      return { taskId: found?.id ?? '', version: found?.version ?? 0 };
    };
    all = await act(rita, taskPlanning.editTaskRoute, { ...task(0), title: 'Look again' });
    all = await act(carl, taskWork.handOverTaskRoute, { ...task(0), ownerId: carl.id });
    all = await act(carl, taskWork.holdTaskRoute, { ...task(0), words: 'Wait' });
    all = await act(carl, taskWork.releaseTaskRoute, task(0));
    all = await act(carl, taskWork.startTaskRoute, task(0));
    const stepId = all.tasks[0]?.steps[0]?.id ?? '';
    all = await act(carl, taskWork.tickStepRoute, { ...task(0), stepId, state: 'done' });
    const { taskId } = task(0);
    const shown = await act(carl, files.attachEvidenceRoute, { taskId, name: 'run.log' });
    await act(carl, files.removeEvidenceRoute, { taskId, fileId: shown.items[0]?.id ?? '' });
    all = await act(carl, taskWork.finishTaskRoute, { ...task(0), rest: true });
    all = await act(sam, taskWork.skipTaskRoute, { ...task(1), words: 'No need' });
    all = await act(sam, taskWork.failTaskRoute, { ...task(2), words: 'No way' });
    await act(rita, taskPlanning.cancelTaskRoute, { ...task(3), words: 'No use' });
  },
  'templates are written, published, raised from and retired': async ({ bank, people, act }) => {
    const { rita, carl, mona } = people;
    const at = ({ id, version }: templates.TemplateDetail) => ({ templateId: id, version });
    const { required: _, ...preset } = rotation;
    let template = await act(carl, templates.createTemplateRoute, { name: 'Rotate' });
    template = await act(carl, templates.editTemplateRoute, { ...at(template), ...preset });
    template = await act(carl, templates.proposeTemplateRoute, at(template));
    template = await act(carl, templates.withdrawTemplateRoute, at(template));
    template = await act(carl, templates.proposeTemplateRoute, at(template));
    template = await act(mona, templates.returnTemplateRoute, { ...at(template), words: 'Once more' });
    template = await act(carl, templates.proposeTemplateRoute, at(template));
    template = await act(mona, templates.publishTemplateRoute, at(template));
    await act(rita, templates.raiseFromTemplateRoute, { templateId: template.id, title: 'X' });
    const window = { start: '2026-03-07T22:00', end: '2026-03-07T23:00', zone: 'UTC' };
    const plan = { templateId: template.id, name: 'Weekly', rule: 'FREQ=WEEKLY', window, fields: { title: 'X' } };
    let weekly = await act(rita, recurring.planRecurringRoute, plan);
    const asRead = () => ({ recurringId: weekly.id, version: weekly.version });
    const db = connect(bank.database.appUrl, { max: 1, onIdleError: () => {} });
    const ctx = testCtx(db, { now: bank.clock.now, via: 'job' });
    await raiseRecurring(ctx, [], { recurringId: weekly.id }).finally(() => db.destroy());
    weekly = await rita.call(recurring.showRecurringRoute, { recurringId: weekly.id });
    weekly = await act(rita, recurring.editRecurringRoute, { ...asRead(), name: 'Each week' });
    weekly = await act(rita, recurring.pauseRecurringRoute, { ...asRead(), words: 'Freeze' });
    weekly = await act(rita, recurring.resumeRecurringRoute, asRead());
    await act(rita, recurring.endRecurringRoute, asRead());
    template = await act(carl, templates.renewTemplateRoute, at(template));
    template = await act(carl, templates.discardTemplateRoute, at(template));
    await act(mona, templates.retireTemplateRoute, { ...at(template), words: 'Enough' });
  },
  'a way back is tried, done without, let pass and gone': async ({ bank, people, act }) => {
    const { rita, mona, sam, abe, carl } = people;
    const mark = await bank.person('Mark', ['change_manager']);
    const born = { modelId: 'mdl_guarded', title: 'G', backoutPlan: 'x', assigneeId: sam.id, coordinatorId: carl.id };
    const move = (by: Client, { id, version }: changes.ChangeDetail, to: string, given = {}) =>
      act(by, flow.moveChangeRoute, { changeId: id, version, to, ...given });
    let change = await move(rita, await act(rita, changes.raiseChangeRoute, born), 'ask');
    const read = () => ({ changeId: change.id, version: change.version });
    change = await act(abe, flow.approveChangeRoute, { ...read(), roundId: change.rounds[0]?.id ?? '' });
    change = await move(mona, change, 'scheduled', {
      window: { start: '2026-03-02T08:00', end: '2026-03-02T20:00', zone: 'UTC' },
    });
    await act(sam, taskWork.rehearseBackoutRoute, { ...read(), passed: false, words: 'Too slow' });
    await act(mona, grantMoveRoute, { ...read(), to: 'implement', guard: 'backout_ready', words: 'Small' });
    await move(mark, change, 'implement');
    change = await mona.call(changes.showChangeRoute, { changeId: change.id });
    await act(sam, taskWork.backOutRoute, { ...read(), words: 'Errors' });
    const other = await act(rita, changes.raiseChangeRoute, born);
    await act(mona, taskWork.waiveBackoutRoute, { changeId: other.id, version: other.version, words: 'Small' });
  },
  'a change is announced, and audiences kept': async ({ people, act }) => {
    const { carl, mona, sam } = people;
    const { id: changeId } = await scheduledNight(carl, sam, { title: 'Announce it' });
    const reached = { name: 'Branches', addresses: [], groupIds: ['grp_approvers'], chatIds: [] };
    const { id: audienceId } = await act(mona, announcing.addAudienceRoute, reached);
    await act(mona, announcing.editAudienceRoute, { audienceId, version: 1, name: 'All branches' });
    const written = { changeId, audienceId, subject: 'Tonight', body: 'We move.' };
    const one = async (given: object) => {
      const { items } = await act(carl, announcing.writeAnnouncementRoute, {
        ...written,
        occasion: 'at_start',
        ...given,
      });
      return { announcementId: items[0]?.id ?? '', version: items[0]?.version ?? 0 };
    };
    const read = await one({});
    await act(carl, announcing.editAnnouncementRoute, { ...read, body: 'We move at ten.' });
    await act(carl, announcing.releaseAnnouncementRoute, { ...read, version: 2 });
    await act(carl, announcing.withdrawAnnouncementRoute, { ...read, version: 3 });
    await one({ occasion: 'now', release: true });
    const { id: spare } = await act(mona, announcing.addAudienceRoute, { ...reached, name: 'Spare' });
    await act(mona, announcing.deleteAudienceRoute, { audienceId: spare });
  },
};
