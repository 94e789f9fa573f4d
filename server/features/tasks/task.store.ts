import type { Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import type { Task as TaskTable } from '../../platform/database/tables.d.ts';
import { newId } from '../../platform/ids.ts';
import type { Line } from './edit.rules.ts';
import type { StepLine, Task } from './task.rules.ts';

export type NewTask = Pick<
  Task,
  | 'kind'
  | 'title'
  | 'description'
  | 'level'
  | 'position'
  | 'ownerPlace'
  | 'plannedStart'
  | 'plannedEnd'
  | 'createdFrom'
  | 'asGiven'
  | 'late'
> & { id: string; ownerId: string | null; groupId: string | null; lines: readonly Line[] };

type Subject = { kind: 'change'; id: string };

export async function insertTasks(tx: Tx, subject: Subject, tasks: readonly NewTask[], at: Date): Promise<void> {
  if (tasks.length === 0) return;
  await tx
    .insertInto('task')
    .values(
      tasks.map((task) => ({
        id: task.id,
        subject_kind: subject.kind,
        subject: subject.id,
        kind: task.kind,
        title: task.title,
        description: task.description,
        level: task.level,
        position: task.position,
        owner_id: task.ownerId,
        group_id: task.groupId,
        owner_place: task.ownerPlace,
        state: 'pending',
        planned_start: task.plannedStart,
        planned_end: task.plannedEnd,
        created_from: task.createdFrom,
        as_given: task.asGiven,
        late: task.late,
        created_at: at,
        updated_at: at,
      })),
    )
    .execute();
  const lines = tasks.flatMap((task) => task.lines.map((line, position) => rowOf(task.id, line, position)));
  if (lines.length > 0) await tx.insertInto('task_step').values(lines).execute();
}

const rowOf = (taskId: string, line: Line, position: number) => ({
  id: newId('stp'),
  task_id: taskId,
  position,
  text: line.text,
  minutes: line.minutes,
  automatic: line.automatic,
  owner_id: line.ownerId,
});

type Saved = Updateable<Omit<TaskTable, 'id' | 'number' | 'subject' | 'subject_kind' | 'version'>>;

/** Saves what an act alters and counts the version up. */
export async function saveTask(tx: Tx, taskId: string, saved: Saved, at: Date): Promise<void> {
  await tx
    .updateTable('task')
    .set({ ...saved, updated_at: at, version: sql`version + 1` })
    .where('id', '=', taskId)
    .execute();
}

/** The same for many tasks at once. */
export async function saveTasks(tx: Tx, ids: readonly string[], saved: Saved, at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('task')
    .set({ ...saved, updated_at: at, version: sql`version + 1` })
    .where('id', 'in', [...ids])
    .execute();
}

/** Writes the lines of a task anew: known ones keep what was ticked, the others come and go. */
export async function saveLines(
  tx: Tx,
  taskId: string,
  before: readonly StepLine[],
  lines: readonly Line[],
): Promise<void> {
  const kept = new Set(lines.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (gone.length > 0) await tx.deleteFrom('task_step').where('id', 'in', gone).execute();
  const added: ReturnType<typeof rowOf>[] = [];
  for (const [position, line] of lines.entries()) {
    if (line.id === undefined) added.push(rowOf(taskId, line, position));
    else {
      const { text, minutes, automatic, ownerId } = line;
      await tx
        .updateTable('task_step')
        .set({ position, text, minutes, automatic, owner_id: ownerId })
        .where('id', '=', line.id)
        .where('task_id', '=', taskId)
        .execute();
    }
  }
  if (added.length > 0) await tx.insertInto('task_step').values(added).execute();
}

/** What is still open of a task, or one step of it, is ticked, skipped or taken back. */
export async function saveStepState(
  tx: Tx,
  taskId: string,
  steps: 'open' | { id: string },
  { state, by, at }: { state: StepLine['state']; by: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('task_step')
    .set(state === 'open' ? { state, at: null, by: null } : { state, at, by })
    .where('task_id', '=', taskId)
    .$if(steps === 'open', (rows) => rows.where('state', '=', 'open'))
    .$if(steps !== 'open', (rows) => rows.where('id', '=', steps === 'open' ? '' : steps.id))
    .execute();
}

/** Tasks whose plan is gone with the model that gave it: nobody has touched them. */
export async function dropTasks(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .deleteFrom('task_step')
    .where('task_id', 'in', [...ids])
    .execute();
  await tx
    .deleteFrom('task')
    .where('id', 'in', [...ids])
    .execute();
}

/** Moves what is planned and not over by so much, so that the gaps stay as they are. */
export async function shiftPlanned(tx: Tx, subject: string, milliseconds: number, at: Date): Promise<string[]> {
  const shift = sql<Date>`planned_start + ${milliseconds} * interval '1 millisecond'`;
  const rows = await tx
    .updateTable('task')
    .set({
      planned_start: shift,
      planned_end: sql<Date>`planned_end + ${milliseconds} * interval '1 millisecond'`,
      updated_at: at,
      version: sql`version + 1`,
    })
    .where('subject', '=', subject)
    .where('state', 'in', ['pending', 'open', 'in_progress'])
    .where((is) => is.or([is('planned_start', 'is not', null), is('planned_end', 'is not', null)]))
    .returning('number')
    .execute();
  return rows.map(({ number }) => `TSK-${number}`);
}

/** The subject of a task, by its id or its number. */
export async function subjectOf(reads: Reads, named: string): Promise<{ id: string; subject: string } | undefined> {
  const byNumber = named.startsWith('TSK-');
  return reads
    .selectFrom('task')
    .select(['id', 'subject'])
    .where(byNumber ? 'number' : 'id', '=', byNumber ? named.slice(4) : named)
    .executeTakeFirst();
}

/** Answers the ids of the tasks that went. */
export async function dropTasksOf(tx: Tx, subjects: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('task')
    .select('id')
    .where('subject', 'in', [...subjects])
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return ids;
  await tx.deleteFrom('task_step').where('task_id', 'in', ids).execute();
  await tx.deleteFrom('task').where('id', 'in', ids).execute();
  return ids;
}
