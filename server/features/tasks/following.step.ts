import { stageOf, type TaskStage } from '@interlock/contract/tasks.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { record } from '../audit/index.ts';
import { countFiles } from '../files/index.ts';
import { isLive, type Task, type TaskPlace } from './task.rules.ts';
import { dropTasks, saveTask, saveTasks, shiftPlanned } from './task.store.ts';
import { tasksOf } from './task.view.ts';
import { giveTurns } from './turns.step.ts';

const nameOf = ({ number, title }: Task) => `${number} ${title}`;

type Leaving = {
  subject: string;
  /** The stages that begin, or have begun, where the subject is now. */
  reached: ReadonlySet<TaskStage>;
  /** What is not done any more, of what is not over. */
  drops?: (task: Task) => boolean;
  because?: string;
};

/** The subject has come to another state: what is left behind is cancelled, and the next tasks begin. */
export async function followSubject(tx: Tx, ctx: Ctx, leaving: Leaving): Promise<void> {
  const { subject, reached, drops = () => false, because = '' } = leaving;
  const before = await tasksOf(tx, subject);
  const dropped = before.filter((task) => isLive(task) && task.state !== 'failed' && drops(task));
  await saveTasks(
    tx,
    dropped.map(({ id }) => id),
    {
      state: 'cancelled',
      ended_at: ctx.now,
      closed_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
      words: because,
    },
    ctx.now,
  );
  const all = dropped.length > 0 ? await tasksOf(tx, subject) : before;
  const { opened } = await giveTurns(tx, ctx, { all, reached, kind: 'work_handed_over' });
  if (dropped.length > 0) {
    await record(tx, ctx, {
      verb: 'task.cancelled',
      object: subject,
      parts: { tasks: dropped.map(nameOf), words: because },
    });
  }
  if (opened.length > 0) {
    await record(tx, ctx, { verb: 'task.opened', object: subject, parts: { tasks: opened.map(nameOf) } });
  }
}

/** Goes back: the backout tasks begin, and what is left of the work is not done any more. */
export async function callBackout(
  tx: Tx,
  ctx: Ctx,
  { subject, reached, words }: { subject: string; reached: ReadonlySet<TaskStage>; words: string },
): Promise<void> {
  await followSubject(tx, ctx, {
    subject,
    reached: new Set([...reached, 'backout' as const]),
    drops: ({ kind }) => stageOf[kind] === 'work',
    because: `Backed out: ${words}`,
  });
}

/** What is planned moves with the subject by the same time, so that the gaps stay. */
export async function shiftTasks(
  tx: Tx,
  ctx: Ctx,
  { subject, milliseconds }: { subject: string; milliseconds: number },
): Promise<void> {
  if (milliseconds === 0) return;
  const moved = await shiftPlanned(tx, subject, milliseconds, ctx.now);
  if (moved.length === 0) return;
  await record(tx, ctx, {
    verb: 'task.shifted',
    object: subject,
    parts: { tasks: moved, minutes: milliseconds / 60_000 },
  });
}

/** Somebody else holds a place on the subject: what that place owns is theirs from now on. */
export async function placesTaken(
  tx: Tx,
  ctx: Ctx,
  { subject, holders }: { subject: string; holders: Partial<Record<TaskPlace, string | null>> },
): Promise<void> {
  for (const task of (await tasksOf(tx, subject)).filter(isLive)) {
    const holder = task.ownerPlace === null ? undefined : holders[task.ownerPlace];
    if (holder === undefined || holder === (task.owner?.id ?? null)) continue;
    await saveTask(tx, task.id, { owner_id: holder }, ctx.now);
  }
}

/** Another model gives other tasks: those that the first one gave and nobody has touched go with it. */
export async function withdrawGiven(tx: Tx, subject: string): Promise<void> {
  const given = (await tasksOf(tx, subject)).filter(
    ({ asGiven, state, createdFrom }) =>
      asGiven && createdFrom === 'model' && (state === 'pending' || state === 'open'),
  );
  const ids = given.map(({ id }) => id);
  const shown = await countFiles(tx, ids);
  await dropTasks(
    tx,
    ids.filter((id) => !shown.has(id)),
  );
}
