import type { TaskKind } from '@interlock/contract/models.ts';
import { stageOf, type TaskStage } from '@interlock/contract/tasks.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { type Line, peopleIn, whyNotTimed } from './edit.rules.ts';
import { mustBeAble } from './owners.view.ts';
import type { Task } from './task.rules.ts';
import { insertTasks, type NewTask } from './task.store.ts';
import { tasksOf } from './task.view.ts';
import { giveTurns } from './turns.step.ts';
import { type Working, whyNotLevel } from './work.rules.ts';

/** A task as a person, a model or a template writes it. */
export type GivenTask = Pick<NewTask, 'kind' | 'title' | 'description' | 'level'> &
  Partial<Pick<NewTask, 'ownerPlace' | 'ownerId' | 'groupId' | 'plannedStart' | 'plannedEnd'>> & {
    lines?: readonly Line[];
  };

type Adding = {
  subject: string;
  from: Task['createdFrom'];
  /** The plan is fixed already: what comes now is work that was not decided on. */
  late: boolean;
  reached: ReadonlySet<TaskStage>;
  tasks: readonly GivenTask[];
};

/** Gives a subject tasks, last among their peers. They begin when it is their turn. Answers all tasks as they are then. */
export async function addTasks(tx: Tx, ctx: Ctx, { subject, from, late, reached, tasks }: Adding): Promise<Task[]> {
  const before = await tasksOf(tx, subject);
  const last = new Map<string, number>();
  const places = (kind: TaskKind, level: number) => {
    const key = `${stageOf[kind]} ${level}`;
    const peers = before.filter((one) => stageOf[one.kind] === stageOf[kind] && one.level === level);
    const next = (last.get(key) ?? Math.max(-1, ...peers.map(({ position }) => position))) + 1;
    last.set(key, next);
    return next;
  };
  const added = tasks.map(
    ({ lines = [], ownerId = null, groupId = null, ownerPlace = null, ...task }): NewTask => ({
      plannedStart: null,
      plannedEnd: null,
      ...task,
      id: newId('tsk'),
      position: places(task.kind, task.level),
      ownerId,
      groupId,
      ownerPlace,
      createdFrom: from,
      asGiven: from !== 'hand',
      late,
      lines,
    }),
  );
  await insertTasks(tx, { kind: 'change', id: subject }, added, ctx.now);
  const all = await tasksOf(tx, subject);
  const isNew = new Set(added.map(({ id }) => id));
  const fresh = all.filter(({ id }) => isNew.has(id));
  await record(tx, ctx, {
    verb: from === 'hand' ? 'task.added' : 'task.given',
    object: subject,
    parts: { tasks: fresh.map(({ number, title }) => `${number} ${title}`) },
  });
  return (await giveTurns(tx, ctx, { all, reached, kind: 'task_assigned' })).all;
}

/** Somebody adds a task by hand. */
export async function addByHand(
  tx: Tx,
  ctx: Ctx,
  { hand, subject, reached }: Working,
  task: GivenTask,
): Promise<Task[]> {
  if (subject.over) refuse('task_over', 'What it would belong to is over.');
  if (!hand.mayPlan) {
    refuse('forbidden', 'Tasks are added by those who plan the change.', {
      next: 'Comment on it, or ask its coordinator.',
    });
  }
  await mustBeAble(tx, peopleIn(task), task.groupId);
  must(whyNotTimed(task) ?? yes(task));
  const others = await tasksOf(tx, subject.id);
  must(whyNotLevel({ ...task, state: 'pending' }, task.level, others) ?? yes(task));
  return addTasks(tx, ctx, { subject: subject.id, from: 'hand', late: subject.fixed, reached, tasks: [task] });
}
