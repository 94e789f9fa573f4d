// Reads: change, through the door of its feature; tasks and files through theirs.

import type { AttachedFile } from '@interlock/contract/files.ts';
import { taskKinds } from '@interlock/contract/models.ts';
import type { ChangeTasks, Task as TaskShown } from '@interlock/contract/tasks.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { htmlOf } from '../../platform/text/markdown.ts';
import { backoutProof } from '../change-guards/index.ts';
import { type Change, isFixed, isOver, loadChange, mustSee, sees } from '../changes/index.ts';
import { filesOf, type ShownFile } from '../files/index.ts';
import {
  actsOn,
  inOrder,
  isPublished,
  mayAttach,
  mayDetach,
  minutesOf,
  planMinutes,
  type Task,
  tasksOf,
  type Working,
  whyItWaits,
} from '../tasks/index.ts';
import { whyNotBackOut, whyNotRehearse, whyNotWaive } from './backout.rules.ts';
import { dueOf } from './due.rules.ts';
import { backoutAsked, workingOn } from './working.view.ts';

/** The tasks of a change as its page shows them, with what the one who asks may do. */
export async function changeTasks(ctx: Ctx, changeId: string): Promise<ChangeTasks> {
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const working = await workingOn(ctx.db, ctx, change);
  const all = change.taskCount > 0 ? await tasksOf(ctx.db, change.id) : [];
  const { hand } = working;
  const files = await filesOf(
    ctx.db,
    all.map(({ id }) => id),
  );
  return {
    tasks: inOrder(all).map((task) => taskShown(ctx, { change, working, all, files }, task)),
    minutes: { ...planMinutes(all), window: windowMinutes(change) },
    backout: await backoutShown(ctx, change, working, all),
    mayAdd: hand.mayPlan && !isOver(change) ? [...taskKinds] : [],
    planIs: isFixed(change) ? 'fixed' : 'material',
  };
}

/**
 * The tasks after somebody has given one away: whoever saw a restricted change by that task alone is told that it is done, and
 * sees nothing of the change any more.
 */
export const tasksAfter = async (ctx: Ctx, changeId: string): Promise<ChangeTasks> =>
  (await sees(ctx.db, ctx, changeId)) ? changeTasks(ctx, changeId) : nothingLeft;

const nothingLeft: ChangeTasks = {
  tasks: [],
  minutes: { implementation: 0, verification: 0, backout: 0, total: 0, window: null },
  backout: { proof: null, called: false, mayRehearse: false, mayWaive: false, mayCall: false },
  mayAdd: [],
  planIs: 'fixed',
};

async function backoutShown(ctx: Ctx, change: Change, working: Working, all: readonly Task[]) {
  const asked = backoutAsked(ctx, change, working, all);
  const proof = await backoutProof(ctx.db, change, all);
  return {
    proof: proof && { ...proof, at: proof.at.toISOString() },
    called: asked.called,
    mayRehearse: whyNotRehearse(asked) === undefined,
    mayWaive: whyNotWaive(asked) === undefined,
    mayCall: whyNotBackOut(asked) === undefined,
  };
}

const windowMinutes = ({ plannedStart, plannedEnd }: Change): number | null =>
  plannedStart && plannedEnd ? Math.round((plannedEnd.getTime() - plannedStart.getTime()) / 60_000) : null;

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export type Around = {
  change: Pick<Change, 'plannedStart' | 'plannedEnd' | 'locked'>;
  working: Working;
  all: readonly Task[];
  /** The files of all of them. */
  files: readonly ShownFile[];
};

/** The files of one task, with what the one who asks may do about them. */
const evidenceShown = ({ files: { mostBytes } }: Pick<Ctx, 'files'>, around: Around, task: Task) => ({
  items: around.files.filter(({ subject }) => subject === task.id).map(({ subject, ...file }): AttachedFile => file),
  mayAdd: mayAttach({ task, ...around.working }).ok,
  mayRemove: mayDetach({ task, ...around.working }).ok,
  mostBytes,
});

export function taskShown(ctx: Pick<Ctx, 'files'>, around: Around, task: Task): TaskShown {
  const { change, all, working } = around;
  const { hand, subject } = working;
  const locked = change.locked.includes('steps') && isPublished(task);
  return {
    id: task.id,
    number: task.number,
    kind: task.kind,
    title: task.title,
    level: task.level,
    state: task.state,
    owner: task.owner,
    group: task.group,
    held: subject.held ?? task.held,
    plannedStart: instant(task.plannedStart),
    plannedEnd: instant(task.plannedEnd),
    due: instant(dueOf(task, change)),
    version: task.version,
    description: { text: task.description, html: htmlOf(task.description) },
    steps: task.steps.map((step) => ({ ...step, at: instant(step.at) })),
    minutes: minutesOf(task),
    evidence: task.evidence,
    files: evidenceShown(ctx, around, task),
    findings: task.findings,
    words: task.words,
    createdFrom: task.createdFrom,
    openedAt: instant(task.openedAt),
    startedAt: instant(task.startedAt),
    endedAt: instant(task.endedAt),
    closedBy: task.closedBy,
    locked,
    may: actsOn({ task, all, hand, subject }).filter((act) => !(locked && act === 'cancel')),
    waitsBecause: task.state === 'pending' && !subject.over ? whyItWaits(task, all) : null,
  };
}
