import { type ModelDefinition, type StateDefinition, TaskDefinition } from '@interlock/contract/models.ts';
import { isEmergency, isGrave } from '@interlock/contract/review-due.ts';
import { stageOf } from '@interlock/contract/tasks.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { type Change, giveTasks, holdersOf, saveTaskSums, stagesReached, withTasks } from '../changes/index.ts';
import { followSubject, placesTaken, shiftTasks, type Task, tasksOf, withdrawGiven } from '../tasks/index.ts';

/**
 * The tasks of a change come along to a state: what is left behind goes, the next ones begin, and what the model gives with the
 * state is given when it is entered for the first time. A change without tasks is not asked for any.
 */
export async function bringTasks(tx: Tx, ctx: Ctx, { before, moved, model, to }: Coming): Promise<void> {
  if (before.taskCount > 0) {
    await followSubject(tx, ctx, {
      subject: moved.id,
      reached: stagesReached(to.kind),
      drops: (task) => isLeftBehind(task, to),
      because: becauseOf(to),
    });
  }
  if (before.entered[to.key] !== undefined) return;
  await giveTasks(tx, ctx, {
    change: moved,
    tasks: [...to.tasks, ...dueReview(model.definition, moved, to)],
    from: 'model',
  });
}

const review = TaskDefinition.parse({
  kind: 'review',
  title: 'Post-implementation review',
  owner: { is: 'change_manager' },
});

/** An emergency, and what is told to have failed or to be backed out, is looked back on, also where its model gives no task for it. */
function dueReview(definition: ModelDefinition, { reportedOutcome }: Change, to: StateDefinition): TaskDefinition[] {
  if (to.kind !== 'review' || to.tasks.some(({ kind }) => kind === 'review')) return [];
  return isEmergency(definition) || isGrave(reportedOutcome) ? [review] : [];
}

type Coming = { before: Change; moved: Change; model: { definition: ModelDefinition }; to: StateDefinition };

/** Nobody ends hand-made work but a person; what a model gave, and a backout that was never called, ends with the work. */
function isLeftBehind({ kind, createdFrom, openedAt }: Task, to: StateDefinition): boolean {
  if (to.kind === 'cancelled' || to.kind === 'closed') return true;
  if (to.kind !== 'review') return false;
  if (kind === 'backout') return openedAt === null;
  return createdFrom !== 'hand' && stageOf[kind] !== 'review';
}

function becauseOf({ kind, name }: StateDefinition): string {
  if (kind === 'cancelled') return 'The change was cancelled';
  return kind === 'closed' ? 'The change was closed' : `The change went on to ${name}`;
}

/** An edit of the change reaches its tasks: another window moves what is planned, another holder of a place owns its tasks. */
export async function bringTasksAlong(tx: Tx, ctx: Ctx, before: Change, after: Change): Promise<void> {
  if (before.taskCount === 0) return;
  if (before.plannedStart && after.plannedStart) {
    const milliseconds = after.plannedStart.getTime() - before.plannedStart.getTime();
    await shiftTasks(tx, ctx, { subject: before.id, milliseconds });
  }
  const were = holdersOf(before);
  const taken = Object.entries(holdersOf(after)).filter(
    ([place, holder]) => holder !== were[place as keyof typeof were],
  );
  if (taken.length > 0) await placesTaken(tx, ctx, { subject: before.id, holders: Object.fromEntries(taken) });
}

/** Another model gives a draft other tasks in place of those that nobody has touched. */
export async function exchangeTasks(
  tx: Tx,
  ctx: Ctx,
  change: Change,
  state: StateDefinition | undefined,
): Promise<void> {
  if (change.taskCount > 0) {
    await withdrawGiven(tx, change.id);
    await saveTaskSums(tx, withTasks(change, await tasksOf(tx, change.id)));
  }
  await giveTasks(tx, ctx, { change, tasks: state?.tasks ?? [], from: 'model' });
}
