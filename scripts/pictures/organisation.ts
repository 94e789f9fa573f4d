import {
  answerQuestionRoute,
  approveChangeRoute,
  askAboutChangeRoute,
  cancelChangeRoute,
  moveChangeRoute,
} from '@interlock/contract/change-flow.ts';
import {
  type ChangeDetail,
  commentOnChangeRoute,
  raiseChangeRoute,
  showChangeRoute,
} from '@interlock/contract/changes.ts';
import { createGroupRoute } from '@interlock/contract/groups.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import { finishTaskRoute, rehearseBackoutRoute } from '@interlock/contract/task-work.ts';
import { createTemplateRoute, proposeTemplateRoute, publishTemplateRoute } from '@interlock/contract/templates.ts';
import { type Actor, found, invite } from './client.ts';
import { certificate, ledger, ledgerTasks, type Planned, plans, queueTasks, requests } from './requests.ts';
import { begun } from './running.ts';

const APPROVERS = 'grp_approvers';
const zone = 'Europe/Amsterdam';

type Staff = Record<'ada' | 'ines' | 'kofi' | 'yuki' | 'lena' | 'ann' | 'ben' | 'carla', Actor> & { teamId: string };
export type Organisation = Staff & { ledger: ChangeDetail; running: ChangeDetail; templateKey: string };

/** A small bank with a week's work in every state, all of it done over HTTP by those who would do it. */
export async function makeOrganisation(address: string, setUpSecret: string): Promise<Organisation> {
  const staff = await makeStaff(address, setUpSecret);
  await olderWork(staff);
  const change = await ledgerChange(staff);
  await newerWork(staff);
  const running = await begun(staff.ada, staff.kofi, await approved(staff, requests.queue, withTasks(queueTasks)));
  return { ...staff, ledger: change, running, templateKey: await standardWork(staff) };
}

async function makeStaff(address: string, setUpSecret: string): Promise<Staff> {
  const ada = await found(address, setUpSecret);
  const ines = await invite(address, ada, 'Ines Bakker', ['initiator']);
  const kofi = await invite(address, ada, 'Kofi Mensah', ['specialist']);
  const yuki = await invite(address, ada, 'Yuki Tanaka', ['specialist']);
  const lena = await invite(address, ada, 'Lena Fischer', ['coordinator']);
  const ann = await invite(address, ada, 'Ann Okafor', ['approver'], [APPROVERS]);
  const ben = await invite(address, ada, 'Ben Larsen', ['approver'], [APPROVERS]);
  const carla = await invite(address, ada, 'Carla Rossi', ['approver', 'coordinator'], [APPROVERS]);
  const team = await ada.askInBrowser(createGroupRoute, {
    name: 'Database team',
    managerId: kofi.id,
    memberIds: [kofi.id, lena.id],
  });
  return { ada, ines, kofi, yuki, lena, ann, ben, carla, teamId: team.id };
}

const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
/** The next Saturday, and never today. */
const saturday = day(((6 - new Date().getUTCDay() + 6) % 7) + 1);
const sunday = new Date(Date.parse(saturday) + 86_400_000).toISOString().slice(0, 10);
const today = { start: `${day(0)}T00:00`, end: `${day(1)}T06:00`, zone };

type Given = Record<string, unknown>;
type Plan = (staff: Staff, change: ChangeDetail) => Promise<ChangeDetail>;

const raise = ({ ines, kofi, lena, ada, teamId }: Staff, request: object, over: Given = {}): Promise<ChangeDetail> =>
  ines.ask(raiseChangeRoute, {
    modelId: 'mdl_normal',
    title: '',
    ...plans,
    assigneeId: kofi.id,
    coordinatorId: lena.id,
    managerId: ada.id,
    teamId,
    ...request,
    ...over,
  });

const move = (by: Actor, { id, version }: ChangeDetail, to: string, given: Given = {}): Promise<ChangeDetail> =>
  by.ask(moveChangeRoute, { changeId: id, version, to, ...given });

const vote = ({ id, version, rounds }: ChangeDetail) => ({ changeId: id, version, roundId: rounds[0]?.id ?? '' });
const approve = (by: Actor, change: ChangeDetail, comment = ''): Promise<ChangeDetail> =>
  by.ask(approveChangeRoute, { ...vote(change), comment });

async function askedFor(staff: Staff, request: object, plan?: Plan): Promise<ChangeDetail> {
  const raised = await raise(staff, request);
  const planned = plan ? await plan(staff, raised) : raised;
  const assessed = await move(staff.ines, planned, 'assess');
  return move(staff.lena, assessed, 'authorize');
}

async function approved(staff: Staff, request: object, plan?: Plan): Promise<ChangeDetail> {
  const once = await approve(staff.ann, await askedFor(staff, request, plan));
  return approve(staff.ben, once);
}

async function closed(staff: Staff, request: object, closureCode: string, closureNotes: string): Promise<void> {
  const scheduled = await move(staff.ada, await approved(staff, request), 'scheduled', { window: today });
  const reviewed = await move(staff.kofi, await move(staff.kofi, scheduled, 'implement'), 'review');
  if (closureCode === 'backed_out') await lookBack(staff, reviewed, closureNotes);
  await move(staff.ada, reviewed, 'closed', { closureCode, closureNotes });
}

/** What was backed out is not closed before somebody has looked back on it. */
async function lookBack({ ada, lena }: Staff, change: ChangeDetail, findings: string): Promise<void> {
  const review = { kind: 'review', title: 'Post-implementation review', ownerId: lena.id } as const;
  const { tasks } = await ada.ask(addTaskRoute, { changeId: change.id, version: change.version, ...review });
  const task = tasks.find(({ kind }) => kind === 'review');
  await lena.ask(finishTaskRoute, { taskId: task?.id ?? '', version: task?.version ?? 0, findings });
}

async function olderWork(staff: Staff): Promise<void> {
  await closed(staff, requests.mail, 'successful', 'Every mail since Tuesday is signed.');
  await closed(staff, requests.branch, 'with_issues', 'Ten of eleven; Groningen follows when its line is mended.');
  await closed(
    staff,
    requests.backup,
    'backed_out',
    'The copy was slower than the night is long; the old schedule is back.',
  );
  const dropped = await raise(staff, requests.limits, { assigneeId: staff.yuki.id });
  const words = 'The regulator is about to set a limit of its own.';
  await staff.ines.ask(cancelChangeRoute, {
    changeId: dropped.id,
    version: dropped.version,
    reason: 'withdrawn',
    words,
  });
  await move(staff.ada, await approved(staff, requests.gateway), 'scheduled', {
    window: { start: `${saturday}T21:00`, end: `${saturday}T22:30`, zone },
  });
  await approved(staff, requests.cards);
}

/** Who does what, and how they get back. */
const withTasks =
  (tasks: readonly Planned[]): Plan =>
  async ({ ines, kofi, lena, yuki }, { id: changeId }) => {
    const read = () => ines.ask(showChangeRoute, { changeId });
    const owners = { kofi, lena, yuki };
    for (const { owner, ...task } of tasks) {
      const { version } = await read();
      await ines.ask(addTaskRoute, { changeId, version, ...task, ownerId: owners[owner].id });
    }
    const { version } = await read();
    await kofi.ask(rehearseBackoutRoute, { changeId, version, passed: true, words: 'On the copy, in 21 minutes.' });
    return read();
  };

/** One yes is given, a question was asked and answered, two are still to decide. */
async function ledgerChange(staff: Staff): Promise<ChangeDetail> {
  const window = { start: `${saturday}T22:00`, end: `${sunday}T04:00`, zone };
  const links = [{ url: 'https://runbooks.meridian.example/ledger/promote', label: 'Runbook: promote a replica' }];
  const asked = await askedFor(staff, { ...ledger, window, links }, withTasks(ledgerTasks));
  const once = await approve(staff.ann, asked, 'Rehearsed on the copy last week; the plan held.');
  const words = 'Who tells payment operations when the queue has drained?';
  const waits = await staff.ben.ask(askAboutChangeRoute, { ...vote(once), words });
  const answered = await staff.ines.ask(answerQuestionRoute, {
    changeId: waits.id,
    questionId: waits.rounds[0]?.questions[0]?.id ?? '',
    words: 'Kofi does, by phone, before the batch is started again.',
  });
  const text = 'The rehearsal took **31 seconds** from stop to first booking. The log is with the runbook.';
  await staff.kofi.ask(commentOnChangeRoute, { changeId: answered.id, text });
  return answered;
}

async function newerWork(staff: Staff): Promise<void> {
  const scoring = { ...requests.fraud, assigneeId: staff.yuki.id };
  await askedFor(staff, { ...scoring, window: { start: `${sunday}T06:00`, end: `${sunday}T08:00`, zone } });
  const unclaimed = { assigneeId: staff.yuki.id, coordinatorId: null };
  await move(staff.ines, await raise(staff, requests.statements, unclaimed), 'assess');
  const { ines: _raiser, ...others } = staff;
  const emergency = await raise({ ...others, ines: staff.lena }, requests.orders, {
    modelId: 'mdl_emergency',
    cannotWait: 'Every hour books more orders twice, and customers are calling.',
  });
  const yes = await approve(staff.ann, await move(staff.lena, emergency, 'authorize'));
  await move(staff.kofi, yes, 'implement', { plannedEnd: { end: `${day(1)}T06:00`, zone } });
  await raise(staff, {
    title: 'Archive the postings of before 2016',
    summary: 'Cold postings move to cheaper storage.',
  });
}

/** One kind of change that is approved for good, and one of it under way. */
async function standardWork({ ada, lena }: Staff): Promise<string> {
  const draft = await lena.ask(createTemplateRoute, certificate);
  const proposed = await lena.ask(proposeTemplateRoute, { templateId: draft.id, version: draft.version });
  const { id, version } = proposed;
  const { key } = await ada.ask(publishTemplateRoute, { templateId: id, version });
  return key;
}
