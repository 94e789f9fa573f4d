import { says } from '@interlock/contract/says.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { mustBeAble } from './owners.view.ts';
import { isBuilt, isOfPlan, type Task } from './task.rules.ts';
import { saveTask } from './task.store.ts';
import { taskAsRead, tasksOf } from './task.view.ts';
import { giveTurns, tellOwners } from './turns.step.ts';
import { type Working, whyNotCancel, whyNotHandOver, whyNotHold, whyNotRelease, whyNotTo } from './work.rules.ts';

type Read = { taskId: string; version: number };
type Passed = { all: Task[]; built: boolean };

/**
 * Gives a task to somebody else, to a group, or to somebody of a group. The new owner is told. Before its turn, who does what a
 * model or a template gave is a line of the plan like any other, and no longer as it was given.
 */
export async function handOverTaskWithin(
  tx: Tx,
  ctx: Ctx,
  { hand, subject }: Working,
  { ownerId, groupId, words, ...read }: Read & { ownerId: string | null; groupId: string | null; words: string },
): Promise<Passed> {
  const { task } = await taskAsRead(tx, subject.id, read);
  must(whyNotHandOver({ task, hand, subject }) ?? whyNotTo({ task, subject }, ownerId) ?? yes(task));
  if (ownerId === null && groupId === null) {
    refuse('invalid', 'Say who gets it.', { errors: [{ path: 'ownerId', message: 'a person or a group' }] });
  }
  await mustBeAble(tx, ownerId ? [{ path: 'ownerId', id: ownerId }] : [], groupId);
  const isPlanned = !subject.fixed && isOfPlan(task) && task.openedAt === null;
  const isAnother = ownerId !== (task.owner?.id ?? null) || groupId !== (task.group?.id ?? null);
  const isBegun = task.state === 'in_progress' && ownerId !== task.owner?.id;
  await saveTask(
    tx,
    task.id,
    {
      ...{ owner_id: ownerId, group_id: groupId, owner_place: null, taken: false },
      ...(isBegun && { state: 'open' }),
      ...(isPlanned && isAnother && { as_given: false }),
    },
    ctx.now,
  );
  const all = await tasksOf(tx, subject.id);
  const given = all.find(({ id }) => id === task.id) ?? task;
  await record(tx, ctx, {
    verb: 'task.handed_over',
    object: subject.id,
    parts: {
      task: `${task.number} ${task.title}`,
      to: given.owner?.name ?? given.group?.name ?? '',
      ...(says(words) && { words }),
    },
  });
  await tellOwners(tx, ctx, given, 'work_handed_over');
  return { all, built: false };
}

/** A task that is not wanted any more is cancelled, with a reason; what waited for it goes on. */
export async function cancelTaskWithin(
  tx: Tx,
  ctx: Ctx,
  { hand, subject, reached }: Working,
  { words, ...read }: Read & { words: string },
): Promise<Passed> {
  const { task, all } = await taskAsRead(tx, subject.id, read);
  must(whyNotCancel({ task, hand, subject }) ?? yes(task));
  await saveTask(tx, task.id, { state: 'cancelled', ended_at: ctx.now, closed_by: ctx.actor.id, words }, ctx.now);
  const after = await tasksOf(tx, subject.id);
  await record(tx, ctx, {
    verb: 'task.cancelled',
    object: subject.id,
    parts: { task: `${task.number} ${task.title}`, words },
  });
  const turned = await giveTurns(tx, ctx, { all: after, reached, kind: 'work_handed_over' });
  return { all: turned.all, built: !isBuilt(all) && isBuilt(turned.all) };
}

/** Lets a task rest, with a reason, or takes it up again. It keeps its turn. */
export async function holdTaskWithin(
  tx: Tx,
  ctx: Ctx,
  { hand, subject }: Working,
  { words, ...read }: Read & { words: string | null },
): Promise<Passed> {
  const { task } = await taskAsRead(tx, subject.id, read);
  const judge = words === null ? whyNotRelease : whyNotHold;
  must(judge({ task, hand, subject }) ?? yes(task));
  await saveTask(tx, task.id, { held: words }, ctx.now);
  await record(tx, ctx, {
    verb: words === null ? 'task.released' : 'task.held',
    object: subject.id,
    parts: { task: `${task.number} ${task.title}`, ...(words !== null && { words }) },
  });
  return { all: await tasksOf(tx, subject.id), built: false };
}
