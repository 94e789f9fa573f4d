import * as announcements from '@interlock/contract/announcements.ts';
import * as flow from '@interlock/contract/change-flow.ts';
import { holdChangeRoute } from '@interlock/contract/change-hold.ts';
import * as reviews from '@interlock/contract/change-reviews.ts';
import * as runs from '@interlock/contract/change-runs.ts';
import {
  ChangeDetail,
  commentOnChangeRoute,
  editChangeRoute,
  raiseChangeRoute,
  showChangeRoute,
} from '@interlock/contract/changes.ts';
import { editImprovementRoute, listImprovementsRoute } from '@interlock/contract/improvements.ts';
import * as incidents from '@interlock/contract/incidents.ts';
import { listRaisedRoute, planRecurringRoute } from '@interlock/contract/recurring.ts';
import * as taskPlanning from '@interlock/contract/task-planning.ts';
import * as taskWork from '@interlock/contract/task-work.ts';
import * as tasks from '@interlock/contract/tasks.ts';
import { raiseFromTemplateRoute } from '@interlock/contract/templates.ts';
import type { Actor } from '../../platform/ctx.ts';
import type { Act, Beat, Fields, Who } from '../demo-story/index.ts';
import { actorNamed, type Scene } from './set-the-scene.step.ts';
import type { Stage } from './stage.step.ts';

/** The change of a story; `detail` is what the last act on it answered, where it answered the whole change. */
export type Seen = { changeId: string; detail: ChangeDetail | undefined };
type Playing = Seen & { stage: Stage; scene: Scene; actor: Actor; at: Date };
type Done<D extends Act['does']> = (playing: Playing, act: Extract<Act, { does: D }>) => Promise<unknown>;

/** Names of the play become ids. */
function written({ scene }: Playing, fields: Fields) {
  const { teamId, readerIds, requesterId, coordinatorId, managerId, assigneeId, ...rest } = fields;
  const id = (who: Who) => actorNamed(scene, who).id;
  return {
    ...rest,
    ...(requesterId && { requesterId: id(requesterId) }),
    ...(coordinatorId && { coordinatorId: id(coordinatorId) }),
    ...(managerId && { managerId: id(managerId) }),
    ...(assigneeId && { assigneeId: id(assigneeId) }),
    ...(teamId && { teamId: scene.teams.get(teamId) ?? '' }),
    ...(readerIds && { readerIds: readerIds.map(id) }),
  };
}

const show = async ({ stage, actor, at, changeId, detail }: Playing): Promise<ChangeDetail> =>
  detail ?? stage.call(actor, at, showChangeRoute, { changeId });

async function read(playing: Playing): Promise<{ changeId: string; version: number }> {
  const { version } = await show(playing);
  return { changeId: playing.changeId, version };
}

/** The round that asks whoever acts now. */
async function asked(playing: Playing) {
  const { rounds, version } = await show(playing);
  const round = rounds.find(({ status }) => status === 'open');
  return { round, ballot: { changeId: playing.changeId, version, roundId: round?.id ?? '' } };
}

async function taskOf({ stage, actor, at, changeId }: Playing, kind: tasks.Task['kind']): Promise<tasks.Task> {
  const answer = await stage.call(actor, at, tasks.listChangeTasksRoute, { changeId });
  const live = answer.tasks.find((task) => task.kind === kind && ['open', 'in_progress'].includes(task.state));
  if (!live) throw new Error(`there is no task for ${kind}`);
  return live;
}

/** What an incident has to do with the change, as nobody has decided it yet. */
async function openLink({ stage, actor, at, changeId }: Playing): Promise<{ linkId: string; version: number }> {
  const { items } = await stage.call(actor, at, incidents.listIncidentsRoute, { change: changeId, limit: 5 });
  const link = items.flatMap(({ links }) => links).find(({ attribution }) => attribution === 'suspected');
  if (!link) throw new Error('no incident is suspected');
  return { linkId: link.id, version: link.version };
}

const acts: { [D in Act['does']]: Done<D> } = {
  raise: ({ stage, actor, at, ...rest }, { model, fields }) =>
    stage.call(actor, at, raiseChangeRoute, {
      ...written({ stage, actor, at, ...rest }, fields),
      modelId: `mdl_${model}`,
    }),
  raise_standard: (playing, { template, fields }) =>
    playing.stage.call(playing.actor, playing.at, raiseFromTemplateRoute, {
      ...written(playing, fields),
      templateId: playing.scene.templates.get(template) ?? '',
    }),
  plan_recurring: async ({ stage, scene, actor, at }, { template, name, system, owner, window }) => {
    const { id: recurringId } = await stage.call(actor, at, planRecurringRoute, {
      ...{ templateId: scene.templates.get(template) ?? '', name, window, rule: 'FREQ=WEEKLY;BYDAY=SU', leadDays: 14 },
      fields: { title: name, systemsAffected: system, assigneeId: actorNamed(scene, owner).id },
    });
    await stage.work(at, 'recurring.raise', { recurringId });
    const { items } = await stage.call(actor, at, listRaisedRoute, { recurringId, limit: 1 });
    return items[0]?.change;
  },
  plan: async (playing, { kind, title, level, owner, steps }) =>
    playing.stage.call(playing.actor, playing.at, taskPlanning.addTaskRoute, {
      ...(await read(playing)),
      ...{ kind, title, level, ownerId: actorNamed(playing.scene, owner).id },
      steps: steps.map(([text, minutes]) => ({ text, minutes })),
    }),
  move: async (playing, { to, given }) =>
    playing.stage.call(playing.actor, playing.at, flow.moveChangeRoute, { ...(await read(playing)), to, ...given }),
  vote: async (playing, { yes, comment }) => {
    const { ballot } = await asked(playing);
    const { stage, actor, at } = playing;
    return yes
      ? stage.call(actor, at, flow.approveChangeRoute, { ...ballot, comment })
      : stage.call(actor, at, flow.rejectChangeRoute, { ...ballot, comment });
  },
  ask: async (playing, { words }) => {
    const { ballot } = await asked(playing);
    return playing.stage.call(playing.actor, playing.at, flow.askAboutChangeRoute, { ...ballot, words });
  },
  answer: async (playing, { words }) => {
    const { round } = await asked(playing);
    const questionId = round?.questions.find(({ answer }) => answer === null)?.id ?? '';
    const { changeId } = playing;
    return playing.stage.call(playing.actor, playing.at, flow.answerQuestionRoute, { changeId, questionId, words });
  },
  comment: ({ stage, actor, at, changeId }, { text }) =>
    stage.call(actor, at, commentOnChangeRoute, { changeId, text }),
  start: async (playing, { kind }) => {
    const { id: taskId, version } = await taskOf(playing, kind);
    return playing.stage.call(playing.actor, playing.at, taskWork.startTaskRoute, { taskId, version });
  },
  incident: ({ stage, actor, at, changeId }, { kind, number, title, words }) => {
    const openedAt = new Date(at.getTime() - 25 * 60_000).toISOString();
    const recorded = { system: 'Service desk', number, title, openedAt };
    return stage.call(actor, at, incidents.linkIncidentRoute, { changeId, kind, words, ...recorded });
  },
  confirm_incident: async (playing) =>
    playing.stage.call(playing.actor, playing.at, incidents.confirmLinkRoute, await openLink(playing)),
  dismiss_incident: async (playing, { words }) =>
    playing.stage.call(playing.actor, playing.at, incidents.dismissLinkRoute, { ...(await openLink(playing)), words }),
  answer_review: ({ stage, actor, at, changeId }, { answers }) => {
    const given = Object.entries(answers).map(([key, text]) => ({ key, text }));
    return stage.call(actor, at, reviews.answerReviewRoute, { changeId, answers: given });
  },
  lesson: ({ stage, scene, actor, at, changeId }, { title, words, owner, dueOn }) => {
    const ownerId = actorNamed(scene, owner).id;
    return stage.call(actor, at, reviews.addLessonRoute, { changeId, title, words, ownerId, dueOn });
  },
  improve: async ({ stage, actor, at, changeId }, { state, outcome }) => {
    const { items } = await stage.call(actor, at, listImprovementsRoute, { change: changeId, limit: 1 });
    const { id: improvementId = '', version = 0 } = items[0] ?? {};
    return stage.call(actor, at, editImprovementRoute, { improvementId, version, state, outcome });
  },
  finish: async (playing, { kind, evidence, findings }) => {
    const { id: taskId, version } = await taskOf(playing, kind);
    const said = { ...(evidence && { evidence }), ...(findings && { findings }) };
    return playing.stage.call(playing.actor, playing.at, taskWork.finishTaskRoute, {
      taskId,
      version,
      ...said,
      rest: true,
    });
  },
  tick: async (playing, { kind }) => {
    const { id: taskId, version, steps } = await taskOf(playing, kind);
    const stepId = steps.find(({ state }) => state === 'open')?.id ?? '';
    return playing.stage.call(playing.actor, playing.at, taskWork.tickStepRoute, {
      taskId,
      version,
      stepId,
      state: 'done',
    });
  },
  rehearse: async (playing, { words }) => {
    const given = { ...(await read(playing)), passed: true, words };
    return playing.stage.call(playing.actor, playing.at, taskWork.rehearseBackoutRoute, given);
  },
  back_out: async (playing, { words }) =>
    playing.stage.call(playing.actor, playing.at, taskWork.backOutRoute, { ...(await read(playing)), words }),
  ask_time: async (playing, { minutes, words }) =>
    playing.stage.call(playing.actor, playing.at, runs.askExtensionRoute, { ...(await read(playing)), minutes, words }),
  grant_time: async ({ stage, actor, at, changeId }, { words }) => {
    const { run } = await stage.call(actor, at, runs.showRunRoute, { changeId });
    const extensionId = run?.extensions.find(({ state }) => state === 'asked')?.id ?? '';
    return stage.call(actor, at, runs.grantExtensionRoute, { changeId, extensionId, words });
  },
  announce: async ({ stage, actor, at, changeId }, { audience, occasion, minutes = null, more, release }) => {
    const asked = { changeId, audienceId: `aud_${audience}`, occasion };
    const { subject, body } = await stage.call(actor, at, announcements.draftAnnouncementRoute, asked);
    const written = { subject, body: [body, ...(more ? [more] : [])].join('\n\n') };
    return stage.call(actor, at, announcements.writeAnnouncementRoute, { ...asked, ...written, minutes, release });
  },
  add_to_draft: async ({ stage, actor, at, changeId }, { more }) => {
    const { items } = await stage.call(actor, at, announcements.listAnnouncementsRoute, { changeId });
    const { id: announcementId = '', version = 0, body = '' } = items.find(({ state }) => state === 'draft') ?? {};
    const edited = { announcementId, version, body: `${body}\n\n${more}` };
    return stage.call(actor, at, announcements.editAnnouncementRoute, edited);
  },
  postpone: async (playing, { window }) =>
    playing.stage.call(playing.actor, playing.at, editChangeRoute, { ...(await read(playing)), window }),
  hold: async (playing, { reason }) =>
    playing.stage.call(playing.actor, playing.at, holdChangeRoute, { ...(await read(playing)), reason }),
  cancel: async (playing, { reason, words }) =>
    playing.stage.call(playing.actor, playing.at, flow.cancelChangeRoute, { ...(await read(playing)), reason, words }),
  miss_window: ({ stage, at, changeId }) => stage.work(at, 'changes.miss_window', { changeId }),
  watch_run: ({ stage, at, changeId }) => stage.work(at, 'change_runs.watch', { changeId }),
  look_at_announcements: ({ stage, at, changeId }) => stage.work(at, 'announcements.announce', { changeId }),
};

/** One act of the play, by whom and when it says, through the call that everybody uses for it. */
export async function playAct(
  stage: Stage,
  scene: Scene,
  seen: Seen | undefined,
  { at, by, act }: Beat,
): Promise<Seen> {
  const [anybody] = scene.people.values();
  const actor = by === 'clock' ? anybody : actorNamed(scene, by);
  if (!actor) throw new Error('the play has nobody');
  const does = acts[act.does] as Done<Act['does']>;
  const { changeId, detail } = seen ?? { changeId: '', detail: undefined };
  const answer = await does({ stage, scene, actor, at, changeId, detail }, act as never);
  const whole = ChangeDetail.safeParse(answer).data;
  if (changeId !== '') return { changeId, detail: whole };
  return { changeId: (answer as { id: string }).id, detail: whole };
}
