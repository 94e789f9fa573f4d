// Reads: task with its task_step lines, and the names of people and groups from person and person_group.
import { type RawBuilder, sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { stillAsRead } from '../identity/index.ts';
import type { Task } from './task.rules.ts';

const person = (id: RawBuilder<unknown>) =>
  sql<
    Task['owner']
  >`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) from person p where p.id = ${id})`;

type StepRow = Omit<Task['steps'][number], 'at'> & { at: string | null };

const steps = sql<StepRow[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', s.id, 'text', s.text, 'minutes', s.minutes, 'automatic', s.automatic,
    'owner', ${person(sql`s.owner_id`)}, 'state', s.state, 'at', s.at, 'by', ${person(sql`s.by`)}) order by s.position)
  from task_step s where s.task_id = task.id), '[]')`;

const select = (reads: Reads) =>
  reads
    .selectFrom('task')
    .selectAll()
    .select([
      steps.as('steps'),
      person(sql`task.owner_id`).as('owner'),
      person(sql`task.closed_by`).as('closer'),
      sql<
        Task['group']
      >`(select jsonb_build_object('id', g.id, 'name', g.name) from person_group g where g.id = task.group_id)`.as(
        'group',
      ),
    ])
    .orderBy('number');

type Selected = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

const taskOf = (row: Selected): Task => ({
  id: row.id,
  number: taskNumber(row.number),
  subject: row.subject,
  kind: row.kind,
  title: row.title,
  description: row.description,
  level: row.level,
  position: row.position,
  owner: row.owner,
  group: row.group,
  ownerPlace: row.owner_place,
  state: row.state,
  plannedStart: row.planned_start,
  plannedEnd: row.planned_end,
  evidence: row.evidence,
  findings: row.findings,
  words: row.words,
  held: row.held,
  createdFrom: row.created_from,
  asGiven: row.as_given,
  taken: row.taken,
  late: row.late,
  openedAt: row.opened_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  closedBy: row.closer,
  updatedAt: row.updated_at,
  steps: row.steps.map((step) => ({ ...step, at: step.at === null ? null : new Date(step.at) })),
  version: row.version,
});

/** Every task of a subject with its lines, in the order in which they were made. */
export async function tasksOf(reads: Reads, subject: string): Promise<Task[]> {
  return (await select(reads).where('subject', '=', subject).execute()).map(taskOf);
}

/** The same of several subjects at once. */
export async function tasksOfEach(reads: Reads, subjects: readonly string[]): Promise<ReadonlyMap<string, Task[]>> {
  if (subjects.length === 0) return new Map();
  const rows = await select(reads).where(sql<boolean>`subject = any (${subjects}::text[])`).execute();
  return Map.groupBy(rows.map(taskOf), ({ subject }) => subject);
}

export const taskNumber = (number: string): string => `TSK-${number}`;

/** One task among all of its subject, still as somebody read it. */
export async function taskAsRead(
  reads: Reads,
  subject: string,
  { taskId, version }: { taskId: string; version: number },
): Promise<{ task: Task; all: Task[] }> {
  const all = await tasksOf(reads, subject);
  const task = all.find(({ id }) => id === taskId);
  if (!task) return refuse('not_found', 'There is no such task, or it is not yours to see.');
  return { task: must(stillAsRead(task, version, task.number)), all };
}
