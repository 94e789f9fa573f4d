import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { alteredBy, orderWith, peopleIn, type TaskEdit, whyNotLines, whyNotTimed } from './edit.rules.ts';
import { mustBeAble } from './owners.view.ts';
import type { Task } from './task.rules.ts';
import { saveLines, saveTask } from './task.store.ts';
import { taskAsRead, tasksOf } from './task.view.ts';
import { giveTurns } from './turns.step.ts';
import { type Working, whyNotEdit, whyNotLevel } from './work.rules.ts';

type Editing = TaskEdit & { taskId: string; version: number };

/** Somebody writes on a task, its lines, or its place in the order. An edit of nothing leaves no trace. */
export async function editTaskWithin(tx: Tx, ctx: Ctx, working: Working, edit: Editing): Promise<Task[]> {
  const { hand, subject, reached } = working;
  const { task, all } = await taskAsRead(tx, subject.id, edit);
  must(whyNotEdit({ task, hand, subject }) ?? yes(task));
  const altered = alteredBy(task, all, edit);
  if (altered.length === 0) return all;
  await mustBeSound(tx, task, all, edit);
  if (altered.includes('level') || altered.includes('place')) await saveOrder(tx, ctx, task, all, edit);
  if (edit.lines) await saveLines(tx, task.id, task.steps, edit.lines);
  const timesAlone = altered.every((field) => field === 'plannedStart' || field === 'plannedEnd');
  await saveTask(tx, task.id, { ...columnsOf(edit), ...(!timesAlone && { as_given: false }) }, ctx.now);
  await record(tx, ctx, {
    verb: 'task.edited',
    object: subject.id,
    parts: { task: `${task.number} ${task.title}`, fields: altered },
  });
  const after = await tasksOf(tx, subject.id);
  return (await giveTurns(tx, ctx, { all: after, reached, kind: 'work_handed_over' })).all;
}

async function mustBeSound(tx: Tx, task: Task, all: readonly Task[], edit: Editing): Promise<void> {
  await mustBeAble(tx, peopleIn(edit), edit.groupId);
  const times = {
    plannedStart: edit.plannedStart === undefined ? task.plannedStart : edit.plannedStart,
    plannedEnd: edit.plannedEnd === undefined ? task.plannedEnd : edit.plannedEnd,
  };
  const level = edit.level ?? task.level;
  const others = all.filter(({ id }) => id !== task.id);
  must(
    whyNotTimed(times) ??
      (edit.lines && whyNotLines(task, edit.lines)) ??
      (level === task.level ? undefined : whyNotLevel(task, level, others)) ??
      yes(task),
  );
}

function columnsOf({ title, description, level, ownerId, groupId, plannedStart, plannedEnd }: TaskEdit) {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(level !== undefined && { level }),
    ...(ownerId !== undefined && { owner_id: ownerId, owner_place: null, taken: false }),
    ...(groupId !== undefined && { group_id: groupId }),
    ...(plannedStart !== undefined && { planned_start: plannedStart }),
    ...(plannedEnd !== undefined && { planned_end: plannedEnd }),
  };
}

/** Puts a task among the peers of its level and counts their places anew. */
async function saveOrder(tx: Tx, ctx: Ctx, task: Task, all: readonly Task[], edit: Editing): Promise<void> {
  const order = orderWith(task, all, edit.level ?? task.level, edit.place);
  for (const [position, one] of order.entries()) {
    if (one.position !== position) await saveTask(tx, one.id, { position }, ctx.now);
  }
}
