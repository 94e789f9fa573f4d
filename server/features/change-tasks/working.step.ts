import { isDeepStrictEqual } from 'node:util';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { modelOf, saveEdit } from '../change-flow/index.ts';
import { type Change, lockChange, mustShowNobody, saveTaskSums, sees, seesAll, withTasks } from '../changes/index.ts';
import { notify } from '../notifications/index.ts';
import { planText, publishedText, subjectOf, type Task, tasksOf, type Working } from '../tasks/index.ts';
import { workingOn } from './working.view.ts';

/** Locks the change that a task belongs to, if it is theirs to see; every act on a change takes this lock first. */
export async function lockForTask(tx: Tx, ctx: Ctx, taskId: string): Promise<{ change: Change; working: Working }> {
  const named = await subjectOf(tx, taskId);
  const change = named && (await lockChange(tx, named.subject));
  if (!change || !(seesAll(ctx, change) || (await sees(tx, ctx, change.id)))) {
    return refuse('not_found', 'There is no such task, or it is not yours to see.');
  }
  return { change, working: await workingOn(tx, ctx, change) };
}

/**
 * Writes on the tasks of a change. Where the lines that votes are bound to are others then, it is a material edit like any
 * other: a revision, and void what was decided on them.
 */
export async function writeTasks(
  tx: Tx,
  ctx: Ctx,
  change: Change,
  write: () => Promise<readonly Task[]>,
): Promise<void> {
  const before = change.taskCount > 0 ? await tasksOf(tx, change.id) : [];
  const all = await write();
  await mustShowNobody(tx, ctx, change, newOwners(before, all), 'work');
  if (change.locked.includes('steps')) mustStayAsPublished(before, all);
  const after = withTasks(change, all);
  if (after.taskCount !== change.taskCount || !isDeepStrictEqual(after.planKinds, change.planKinds)) {
    await saveTaskSums(tx, after);
  }
  if (after.steps === change.steps) return;
  await saveEdit(tx, ctx, {
    before: change,
    after,
    model: await modelOf(tx, ctx, change),
    edits: [{ field: 'steps', before: planText(before), after: planText(all) }],
  });
}

const ownersOf = ({ owner, steps }: Task) => [
  ...(owner ? [{ path: 'ownerId', id: owner.id }] : []),
  ...steps.flatMap((step, at) => (step.owner ? [{ path: `steps.${at}.ownerId`, id: step.owner.id }] : [])),
];

function newOwners(before: readonly Task[], after: readonly Task[]) {
  const had = new Set(before.flatMap(ownersOf).map(({ id }) => id));
  return after.flatMap(ownersOf).filter(({ id }) => !had.has(id));
}

/** What was approved with the template is what is done; who does it may change. */
function mustStayAsPublished(before: readonly Task[], after: readonly Task[]): void {
  if (publishedText(before) === publishedText(after)) return;
  refuse('field_locked', 'Its template was approved with this plan and these tasks, and so they stay.', {
    next: 'Whose task it is skips it with a reason when its turn comes. Add what is more as a task for planning, build or review, or raise a normal change where it must be otherwise.',
  });
}

/** What is built and tested is handed to those who coordinate the deployment: only they take it on. */
export const tellBuilt = (tx: Tx, ctx: Ctx, change: Change, to: readonly string[]): Promise<void> =>
  notify(tx, ctx, { kind: 'build_and_test_done', subject: change.id, to, parts: {} });
