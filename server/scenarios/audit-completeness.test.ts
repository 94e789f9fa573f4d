import * as announcing from '@interlock/contract/announcements.ts';
import { listAuditRoute } from '@interlock/contract/audit.ts';
import * as flow from '@interlock/contract/change-flow.ts';
import { copyChangeRoute } from '@interlock/contract/change-forms.ts';
import { holdChangeRoute, releaseChangeRoute } from '@interlock/contract/change-hold.ts';
import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import * as reviews from '@interlock/contract/change-reviews.ts';
import * as runs from '@interlock/contract/change-runs.ts';
import * as changes from '@interlock/contract/changes.ts';
import * as telling from '@interlock/contract/communication.ts';
import { decideByLinkRoute } from '@interlock/contract/decision-links.ts';
import { approveManyRoute, lookRoute } from '@interlock/contract/decisions.ts';
import * as deliveries from '@interlock/contract/deliveries.ts';
import { endDeputyRoute, nameDeputyRoute } from '@interlock/contract/deputies.ts';
import * as files from '@interlock/contract/files.ts';
import * as groups from '@interlock/contract/groups.ts';
import * as identity from '@interlock/contract/identity.ts';
import * as importRuns from '@interlock/contract/import-runs.ts';
import { importChangesRoute } from '@interlock/contract/imports.ts';
import { editImprovementRoute } from '@interlock/contract/improvements.ts';
import * as incidentImports from '@interlock/contract/incident-imports.ts';
import * as incidents from '@interlock/contract/incidents.ts';
import * as models from '@interlock/contract/model-drafts.ts';
import { grantMoveRoute } from '@interlock/contract/overrides.ts';
import * as accounts from '@interlock/contract/people.ts';
import * as links from '@interlock/contract/person-links.ts';
import * as recurring from '@interlock/contract/recurring.ts';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import * as sessionCalls from '@interlock/contract/sessions.ts';
import * as taskPlanning from '@interlock/contract/task-planning.ts';
import * as taskWork from '@interlock/contract/task-work.ts';
import * as work from '@interlock/contract/tasks.ts';
import * as templates from '@interlock/contract/templates.ts';
import * as views from '@interlock/contract/views.ts';
import { addWatchersRoute, unwatchChangeRoute, watchChangeRoute } from '@interlock/contract/watching.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { servedRoutes, startApp } from '../app.ts';
import { raiseRecurring } from '../features/recurring/raise-recurring.ts';
import { readConfig } from '../platform/config.ts';
import { connect } from '../platform/db.ts';
import { eventually } from '../platform/processes.ts';
import { openSecrets } from '../platform/secrets.ts';
import { testCtx } from '../testing/ctx.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { footprint } from '../testing/footprint.ts';
import { addGuardedModel } from '../testing/guarded-model.ts';
import { addNightModel, scheduledNight, tick } from '../testing/night.ts';
import { runSql } from '../testing/run-sql.ts';
import { rotation } from '../testing/templates.ts';
import { tables, untold, watch, written } from '../testing/watched.ts';
import {
  type Client,
  clientOf,
  cookieOf,
  PASSWORD,
  SECRETS_KEY,
  type Somebody,
  type World,
  world,
} from '../testing/world.ts';

const unsafe = servedRoutes({ secure: false, dataInsideClone: false })
  .map(({ route }) => route)
  .filter(({ method }) => method !== 'GET');
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;
/** These change nothing that anybody is told: they answer a question, mark what was read, or bring one more piece of a file. */
const askingOnly = [
  'POST /api/v1/models/try',
  'POST /api/v1/changes/needs',
  ...['POST /api/v1/decision-links/look', 'POST /api/v1/markdown', 'POST /api/v1/links/look'],
  ...['POST /api/v1/imports/runs/:runId/pieces', 'POST /api/v1/imports/runs/:runId/preview'],
  'POST /api/v1/imports/runs/:runId/incidents/preview',
  ...['POST /api/v1/notifications/read', 'POST /api/v1/notifications/:notificationId/read'],
];

/** A demo is filled where nothing else is: its own story watches the same tables. */
const watchedElsewhere = ['POST /api/v1/demo', 'DELETE /api/v1/demo'];

/** Calls that succeeded, with the id of their request, which stands in the log as `corr`. */
const done: { name: string; requestId: string }[] = [];

async function act<I extends z.ZodObject, O extends z.ZodType>(
  client: Client,
  route: Route<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  const { path, body } = requestOf(route as unknown as Route, input as Record<string, unknown>);
  const answer = await client.send(route.method, path, route.takes ? Buffer.from('seen') : body);
  expect([nameOf(route), answer.status, answer.body['code']]).toEqual([nameOf(route), 200, undefined]);
  done.push({ name: nameOf(route), requestId: answer.headers.get('x-request-id') ?? '' });
  return route.output.parse(answer.body);
}

const secretOf = ({ link }: { link: string }) => link.split('#')[1] ?? '';

describe('an organisation that is watched from before its set-up', () => {
  let fresh: TestDatabase;
  test('has every row of it on record', async () => {
    fresh = await testDatabase();
    await watch(fresh);
    const app = await startApp({
      config: readConfig({ PORT: '0', LOG_LEVEL: 'silent', INTERLOCK_DATA: '/nonexistent' }),
      databaseUrl: fresh.appUrl,
      operatorKey: 'ilk_op_x',
    });
    try {
      const operator = clientOf(app.address, { token: 'ilk_op_x' });
      const secret = secretOf(await act(operator, identity.operatorSetUpLinkRoute, {}));
      const who = { name: 'Ada', email: 'ada@example.org', password: PASSWORD };
      await act(clientOf(app.address, {}), identity.setUpRoute, { secret, organisation: 'Bank', zone: 'UTC', ...who });
    } finally {
      await app.close();
    }
    expect(await untold(fresh)).toEqual([]);
    const expected = ['one_time_link', 'organisation', 'person', 'person_group', 'session'];
    expect((await written(fresh)).toSorted()).toEqual(expected);
    await expectOnRecord(fresh);
  });
});

async function expectOnRecord({ ownerUrl }: TestDatabase): Promise<void> {
  const rows = await runSql(
    ownerUrl,
    `select distinct convert_from(leaf, 'UTF8')::jsonb ->> 'corr' as corr from audit_event`,
  );
  const told = new Set(rows.map(({ corr }) => corr));
  const secret = done.splice(0).filter(({ name, requestId }) => !askingOnly.includes(name) && !told.has(requestId));
  expect(secret).toEqual([]);
}

describe('a year of work, with every table watched', () => {
  let bank: World;
  let people: Record<'rita' | 'carl' | 'mona' | 'sam' | 'abe' | 'ann', Somebody>;
  const covered = new Set(['POST /api/v1/setup', 'POST /api/v1/operator/set-up-link', ...watchedElsewhere]);

  beforeAll(async () => {
    bank = await world(undefined, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'interlock@example.org' });
    await addNightModel(bank.database, 'mdl_night');
    await addGuardedModel(bank.database, 'mdl_guarded', {
      implement: { movers: [{ is: 'change_manager' }], enforce: { backout_ready: 'extra_approver' } },
      scheduled: { guards: [] },
    });
    await watch(bank.database);
    people = {
      rita: await bank.person('Rita', ['initiator']),
      carl: await bank.person('Carl', ['coordinator']),
      mona: await bank.person('Mona', ['change_manager']),
      sam: await bank.person('Sam', ['specialist']),
      abe: await bank.person('Abe', ['approver'], { approver: true }),
      ann: await bank.person('Ann', ['approver'], { approver: true }),
    };
  });

  afterAll(async () => {
    expect(await untold(bank.database)).toEqual([]);
  });

  const settle = async () => {
    for (const { name } of done) covered.add(name);
    await expectOnRecord(bank.database);
    expect(await untold(bank.database)).toEqual([]);
  };

  test('people come, change and go, each step on record', async () => {
    const { anonymous, address } = bank;
    const admin = bank.admin.browser;
    const invited = await act(admin, accounts.invitePersonRoute, {
      ...{ name: 'Zoe', email: 'zoe@example.org', roles: ['auditor'], groupIds: ['grp_approvers'] },
    });
    await act(anonymous, identity.lookAtLinkRoute, { secret: secretOf(invited) });
    await act(anonymous, identity.acceptLinkRoute, { secret: secretOf(invited), password: PASSWORD });
    const personId = invited.person.id;
    await act(admin, accounts.resetLinkRoute, { personId });
    await act(bank.operator, identity.operatorResetLinkRoute, { email: 'zoe@example.org' });
    const edited = await act(admin, accounts.editPersonRoute, { personId, version: 1, roles: ['specialist'] });
    const left = await act(admin, accounts.deactivatePersonRoute, { personId, version: edited.version });
    await act(admin, accounts.reactivatePersonRoute, { personId, version: left.version });
    const group = await act(admin, groups.createGroupRoute, { name: 'Network', memberIds: [personId] });
    await act(admin, groups.editGroupRoute, { groupId: group.id, version: group.version, name: 'Networks' });

    const credentials = { email: 'rita@example.org', password: PASSWORD };
    await act(anonymous, identity.signInRoute, credentials);
    const signedIn = await anonymous.send('POST', identity.signInRoute.path, credentials);
    const browser = clientOf(address, { cookie: cookieOf(signedIn) });
    const { items } = await act(browser, sessionCalls.listSessionsRoute, {}).finally(() => done.pop());
    const other = items.find(({ current }) => !current)?.id ?? '';
    await act(browser, sessionCalls.endSessionRoute, { sessionId: other });
    await act(browser, identity.editProfileRoute, { version: 1, theme: 'dark' });
    const { token } = await act(browser, sessionCalls.createTokenRoute, { name: 'Mine', scopes: ['read'], days: 1 });
    await act(browser, sessionCalls.revokeTokenRoute, { tokenId: token.id });
    const days = { from: '2026-03-02', until: '2026-03-03' };
    const named = await act(browser, nameDeputyRoute, { deputyId: people.abe.id, ...days });
    await act(browser, endDeputyRoute, { deputyId: named.id });
    await act(browser, identity.changePasswordRoute, { current: PASSWORD, next: `${PASSWORD} 2` });
    const again = await anonymous.send('POST', identity.signInRoute.path, {
      ...credentials,
      password: `${PASSWORD} 2`,
    });
    await act(clientOf(address, { cookie: cookieOf(again) }), sessionCalls.signOutRoute, {});
    await settle();
  });

  test('changes are raised, decided on, carried out and called off, each step on record', async () => {
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
    change = await act(mona, changes.showChangeRoute, { changeId: change.id }).finally(() => done.pop());
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
    await settle();
  });

  test('tasks are planned, worked on, passed on and dropped, each step on record', async () => {
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
    await settle();
  });

  test('templates are written, published, raised from and retired, each step on record', async () => {
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
    await settle();
  });

  test('a way back is tried, done without, let pass and gone, each step on record', async () => {
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
    change = await act(mona, changes.showChangeRoute, { changeId: change.id }).finally(() => done.pop());
    await act(sam, taskWork.backOutRoute, { ...read(), words: 'Errors' });
    const other = await act(rita, changes.raiseChangeRoute, born);
    await act(mona, taskWork.waiveBackoutRoute, { changeId: other.id, version: other.version, words: 'Small' });
    await settle();
  });

  test('a run is watched, gone on with and given more time, each step on record', async () => {
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
    await settle();
  });

  test('a change is announced, and audiences kept, each step on record', async () => {
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
    await settle();
  });

  /** A file of incidents, one of them about a change that is here. */
  async function incidentsBrought(): Promise<void> {
    const content = Buffer.from('number,title,rfc\nINC1,Slow,CHG-1\nINC2,Late,CHG0000404\n');
    const given = { fileName: 'incidents.csv', bytes: content.length };
    const { id: runId } = await act(bank.operator, importRuns.beginImportRoute, given);
    const piece = { runId, from: 0, content: content.toString('base64') };
    await bank.operator.call(importRuns.sendPieceRoute, piece);
    const { map } = await bank.operator.call(incidentImports.suggestIncidentMapRoute, { runId });
    await act(bank.operator, incidentImports.startIncidentsRoute, { runId, map, write: true });
    const shown = () => bank.operator.call(importRuns.showImportRunRoute, { runId });
    expect(await eventually(async () => (await shown()).state === 'imported', 15_000)).toBe(true);
  }

  test('a review is answered, a lesson kept and an incident linked, each step on record', async () => {
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
    await settle();
  });

  test('models are written, published, retired and taken up again, and groups kept by two, each step on record', async () => {
    const admin = bank.admin.browser;
    const second = (await bank.person('Eve', ['administrator'])).browser;
    const read = ({ modelId, version }: models.Draft) => ({ modelId, version });
    const begin = (name: string) => act(admin, models.beginDraftRoute, { modelId: 'mdl_normal', name });
    await act(admin, models.discardDraftRoute, read(await begin('Nothing')));
    let draft = await begin('Normal indeed');
    draft = await act(admin, models.writeDraftRoute, { ...read(draft), description: 'As ever.' });
    draft = await act(admin, models.proposeDraftRoute, read(draft));
    draft = await act(second, models.returnDraftRoute, { ...read(draft), words: 'No' });
    draft = await act(admin, models.proposeDraftRoute, read(draft));
    const { edited: version } = await act(second, models.publishDraftRoute, read(draft));
    const normal = { modelId: 'mdl_normal', words: 'So' };
    await act(admin, models.retireModelRoute, { ...normal, version });
    await act(admin, models.reinstateModelRoute, { ...normal, version: version + 1 });

    const groupId = 'grp_approvers';
    const group = async () => {
      const [found] = (await bank.admin.call(groups.listGroupsRoute, { q: 'Approvers' })).items;
      return { version: found?.version ?? 0, memberIds: (found?.members ?? []).map(({ id }) => id) };
    };
    const propose = async () => {
      const { version: at, memberIds } = await group();
      const edit = { groupId, version: at, memberIds: [...memberIds, people.carl.id] };
      const { proposals } = await act(admin, groups.editGroupRoute, edit);
      return { groupId, proposalId: proposals[0]?.id ?? '' };
    };
    await act(second, groups.declineGroupProposalRoute, await propose());
    await act(second, groups.publishGroupProposalRoute, await propose());

    const twice = { personId: people.rita.id, withId: people.carl.id, reason: 'One badge' };
    await act(admin, links.linkAccountsRoute, twice);
    const apart = { personId: people.rita.id, reason: 'Two after all' };
    await act(admin, links.unlinkAccountRoute, apart);
    await act(second, links.declineUnlinkingRoute, { personId: people.rita.id });
    await act(admin, links.unlinkAccountRoute, apart);
    await act(second, links.confirmUnlinkingRoute, { personId: people.rita.id });
    await settle();
  });

  test('who is told what is said on record, and what becomes of what did not arrive', async () => {
    const { browser } = people.mona;
    const rule = { name: 'Loud', events: ['mentioned'], stateKinds: [], minutes: null, condition: null } as const;
    const ways = {
      audience: ['addressed'],
      groupId: null,
      bell: true,
      mail: true,
      chatIds: [],
      pace: 'daily',
    } as const;
    const input = { ...rule, ...ways, urgent: false, active: true, events: [...rule.events] };
    const { id: ruleId } = await act(browser, telling.addRuleRoute, {
      ...input,
      stateKinds: [],
      audience: ['addressed'],
      chatIds: [],
    });
    await act(browser, telling.editRuleRoute, { ruleId, version: 1, urgent: true });
    await act(browser, telling.deleteRuleRoute, { ruleId });
    const { choice } = await browser.call(telling.myTellingRoute, {});
    await act(browser, telling.editMyTellingRoute, { ...choice, digestHour: 9 });
    const url = 'https://hooks.example.org/x';
    const { id: chatId } = await act(browser, deliveries.addChatRoute, { name: 'Ops', format: 'slack', url });
    await act(browser, deliveries.editChatRoute, { chatId, version: 1, active: false });
    await act(browser, deliveries.testChatRoute, { chatId });
    await act(bank.admin, deliveries.testMailRoute, {});
    await runSql(
      bank.database.ownerUrl,
      `insert into outbound_hold (since, because) values (now(), 'a test')`,
      `insert into delivery (id, person_id, kind, parts, state, daily, at, tries, key, ended_at)
       values ('dlv_failed', '${bank.admin.id}', 'test', '{}', 'given_up', false, now(), 8, 'failed', now())`,
    );
    await act(bank.admin, deliveries.sendAgainRoute, { deliveryId: 'dlv_failed' });
    await act(bank.admin, deliveries.releaseOutboundRoute, { waiting: 'drop' });
    await settle();
  });

  test('a decision by the link of a mail is on record', async () => {
    const { rita, abe, sam } = people;
    const raised = await act(rita, changes.raiseChangeRoute, {
      modelId: 'mdl_guarded',
      title: 'L',
      assigneeId: sam.id,
    });
    const asked = await act(rita, flow.moveChangeRoute, { changeId: raised.id, version: raised.version, to: 'ask' });
    const roundId = asked.rounds[0]?.id ?? '';
    await runSql(
      bank.database.ownerUrl,
      `insert into delivery (id, person_id, kind, parts, state, daily, at, tries, key, ended_at)
       values ('dlv_asked', '${abe.id}', 'decision_asked', '{}', 'sent', false, now(), 1, 'asked', now())`,
    );
    const [row] = await runSql(
      bank.database.ownerUrl,
      `select content_hash as hash from approval_round where id = '${roundId}'`,
    );
    const link = {
      deliveryId: 'dlv_asked',
      personId: abe.id,
      changeId: raised.id,
      roundId,
      contentHash: row?.['hash'],
    };
    const expiresAt = new Date(bank.clock.now.getTime() + 3600_000).toISOString();
    const token = openSecrets(SECRETS_KEY).sign(JSON.stringify({ ...link, revision: 1, expiresAt }), 'decide');
    await act(abe.browser, decideByLinkRoute, { token, decision: 'approve' });
    await settle();
  });

  test('a view of the list is kept, shared and deleted on record', async () => {
    const { browser } = people.mona;
    const view = await act(browser, views.saveViewRoute, { name: 'Mine', filters: { state: 'draft' }, columns: [] });
    const shared = { viewId: view.id, version: view.version, sharedWith: 'everyone' } as const;
    await act(browser, views.editViewRoute, shared);
    await act(browser, views.chooseDefaultViewRoute, { viewId: view.id });
    await act(browser, views.deleteViewRoute, { viewId: view.id });
    await settle();
  });

  test('an import is on record row by row', async () => {
    const map = {
      source: 'Elsewhere',
      fields: { number: { column: 'n' }, title: { column: 't' }, state: { value: { state: 'draft' as const } } },
    };
    await act(bank.operator, importChangesRoute, { fileName: 'x.csv', map, csv: 'n,t\n1,One\n2,Two' });
    const file = { fileName: 'x.csv', bytes: 9 };
    const { id: runId } = await act(bank.operator, importRuns.beginImportRoute, file);
    const content = Buffer.from('n,t\n3,Abc').toString('base64');
    await act(bank.operator, importRuns.sendPieceRoute, { runId, from: 0, content });
    await act(bank.operator, importRuns.startImportRoute, { runId, map, write: false });
    await incidentsBrought();
    await runSql(bank.database.ownerUrl, `update import_run set state = 'checking', turn = 7`);
    await act(bank.operator, importRuns.cancelImportRoute, { runId });
    await runSql(bank.database.ownerUrl, `update import_run set state = 'cancelled'`);
    await act(bank.operator, importRuns.discardImportRoute, { runId });
    await settle();
  });

  test('which are all calls that can change anything, and all tables that they write', async () => {
    expect(unsafe.map(nameOf).filter((name) => !covered.has(name) && !askingOnly.includes(name))).toEqual([]);
    const never = ['organisation'];
    expect((await written(bank.database)).toSorted()).toEqual(
      tables.filter((name) => !never.includes(name)).toSorted(),
    );
  });

  test('a refused sign-in is on record too, without the password', async () => {
    const wrong = 'never written down';
    await bank.anonymous.send('POST', identity.signInRoute.path, { email: 'rita@example.org', password: wrong });
    const { items } = await bank.admin.call(listAuditRoute, { verb: 'session.refused' });
    expect(items[0]).toMatchObject({ verb: 'session.refused', parts: { email: 'rita@example.org' } });
    const kept = await runSql(
      bank.database.ownerUrl,
      `select 1 from audit_part where position('${wrong}' in convert_from(body, 'UTF8')) > 0`,
    );
    expect(kept).toEqual([]);
  });

  test('reading the log takes its permission and scope, and is on record by who reads and what they asked', async () => {
    const olga = await bank.person('Olga', ['auditor'], { scopes: ['audit'] });
    const blind = await bank.person('Bo', ['auditor'], { scopes: ['read'] });
    await olga.call(listAuditRoute, { object: 'CHG-1' });
    expect(await blind.refused(listAuditRoute, {})).toMatchObject({ status: 403 });
    expect(await people.mona.refused(listAuditRoute, {})).toMatchObject({ status: 403 });
    const { items } = await bank.admin.call(listAuditRoute, { verb: 'audit.read' });
    const readers = items.map(({ actor, parts }) => [actor.name, parts['asked']]);
    expect(readers).toContainEqual(['Olga', expect.objectContaining({ object: 'CHG-1' })]);
    expect(readers.map(([name]) => name)).not.toContain('Bo');
    const { version } = await bank.admin.call(accounts.showPersonRoute, { personId: olga.id });
    await bank.admin.call(accounts.deactivatePersonRoute, { personId: olga.id, version });
    expect(await olga.refused(listAuditRoute, {})).toMatchObject({ status: 401 });
  });
});

describe('where the audit log cannot be written', () => {
  let bank: World;
  let rita: Somebody;
  beforeAll(async () => {
    bank = await world();
    rita = await bank.person('Rita', ['initiator', 'coordinator', 'change_manager']);
  });

  test('nothing is done: each act is refused and leaves no row', async () => {
    const change = await rita.call(changes.raiseChangeRoute, {
      modelId: 'mdl_normal',
      title: 'X',
      summary: 'x',
      reason: 'x',
    });
    await runSql(bank.database.ownerUrl, `revoke insert on audit_event from ${bank.database.appRole}`);
    const before = await footprint(bank.database.ownerUrl);
    const path = `/api/v1/changes/${change.id}`;
    const acts: [Client, string, string, unknown?][] = [
      [rita, 'POST', '/api/v1/changes', { modelId: 'mdl_normal', title: 'Y' }],
      [rita, 'PATCH', path, { version: 1, title: 'Z' }],
      [rita, 'POST', `${path}/move`, { version: 1, to: 'assess' }],
      [rita, 'POST', `${path}/cancel`, { version: 1, reason: 'withdrawn', words: 'x' }],
      [rita, 'POST', `${path}/comments`, { text: 'x' }],
      [rita.browser, 'POST', '/api/v1/me/tokens', { name: 'x', scopes: ['read'], days: 1 }],
      [rita.browser, 'PATCH', '/api/v1/me', { version: 1, name: 'x' }],
      [rita.browser, 'DELETE', '/api/v1/session'],
      [bank.admin.browser, 'POST', '/api/v1/people', { name: 'x', email: 'x@example.org', roles: ['auditor'] }],
      [bank.admin.browser, 'PATCH', `/api/v1/people/${rita.id}`, { version: 1, roles: ['auditor'] }],
      [bank.admin, 'POST', `/api/v1/people/${rita.id}/deactivate`, { version: 1 }],
      [bank.admin.browser, 'POST', `/api/v1/people/${rita.id}/reset-link`],
      [bank.admin, 'POST', '/api/v1/groups', { name: 'x' }],
      [bank.admin, 'GET', '/api/v1/audit'],
    ];
    for (const [client, method, to, body] of acts) {
      const { status } = await client.send(method, to, body);
      expect([method, to, status]).toEqual([method, to, 503]);
    }
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
    await runSql(bank.database.ownerUrl, `grant insert on audit_event to ${bank.database.appRole}`);
    expect((await rita.send('POST', acts[0]?.[2] ?? '', acts[0]?.[3])).status).toBe(200);
  });
});
