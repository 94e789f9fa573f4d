// Reads: task, task_step, change, and the names of people and groups from person, person_group and group_member.

import type { AttachedFiles } from '@interlock/contract/files.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import type { listTasksRoute, Task, TaskRow } from '@interlock/contract/tasks.ts';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';
import { changeRows, shownRows } from '../change-list/index.ts';
import { loadChange, visibleTo } from '../changes/index.ts';
import { filesOf } from '../files/index.ts';
import { subjectOf, taskNumber, tasksOf } from '../tasks/index.ts';
import { dueOf } from './due.rules.ts';
import { taskShown } from './tasks.view.ts';
import { workingOn } from './working.view.ts';

type Asked = z.output<typeof listTasksRoute.input>;

const person = (id: RawBuilder<unknown>) =>
  sql<PersonRef | null>`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) from person p where p.id = ${id})`;

/** Tasks of the changes that one may see, newest first. */
export async function tasks(ctx: Ctx, asked: Asked): Promise<{ items: TaskRow[]; next: string | null }> {
  const before = keyOf(asked.cursor, ['bigint'])?.[0];
  const rows = await narrowed(ctx, asked)
    .$if(before !== undefined, (query) => query.where('task.number', '<', String(before)))
    .orderBy('task.number', 'desc')
    .limit(asked.limit + 1)
    .execute();
  const page = pageOf(
    rows,
    asked.limit,
    (row) => [row.number],
    (row) => row,
  );
  const changes = await changesOf(ctx, [...new Set(page.items.map(({ subject }) => subject))]);
  return {
    next: page.next,
    items: page.items.flatMap((row): TaskRow[] => {
      const change = changes.get(row.subject);
      return change ? [{ ...rowOf(row), change }] : [];
    }),
  };
}

function narrowed(ctx: Ctx, { mine, owner, group, state, kind }: Asked) {
  return ctx.db
    .selectFrom('task')
    .innerJoin('change', 'change.id', 'task.subject')
    .selectAll('task')
    .select([
      'change.planned_start as opens',
      'change.planned_end as closes',
      'change.hold_reason',
      person(sql`task.owner_id`).as('owner'),
      sql<
        TaskRow['group']
      >`(select jsonb_build_object('id', g.id, 'name', g.name) from person_group g where g.id = task.group_id)`.as(
        'group',
      ),
      sql<
        TaskRow['steps']
      >`(select jsonb_build_object('done', count(*) filter (where s.state <> 'open'), 'all', count(*))
        from task_step s where s.task_id = task.id)`.as('steps'),
    ])
    .where(visibleTo(ctx))
    .$if(mine === true, (query) => query.where(isMine(ctx)))
    .$if(owner !== undefined, (query) => query.where('task.owner_id', '=', owner ?? ''))
    .$if(group !== undefined, (query) => query.where('task.group_id', '=', group ?? ''))
    .$if(state !== undefined, (query) => query.where('task.state', 'in', state ?? []))
    .$if(kind !== undefined, (query) => query.where('task.kind', 'in', kind ?? []));
}

/** What is theirs, and what nobody in their groups has taken yet. The words of the index stand here, so that it serves. */
function isMine({ actor }: Ctx) {
  return sql<boolean>`task.id in (
    select own.id from task own where own.owner_id = ${actor.id} and own.state in ('pending', 'open', 'in_progress', 'failed')
    union all
    select free.id from task free join group_member m on m.group_id = free.group_id and m.person_id = ${actor.id}
      where free.owner_id is null and free.state in ('pending', 'open', 'in_progress', 'failed'))`;
}

type Row = Awaited<ReturnType<ReturnType<typeof narrowed>['execute']>>[number];

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

function rowOf(row: Row): Omit<TaskRow, 'change'> {
  const kind = row.kind;
  const due = dueOf({ kind, plannedEnd: row.planned_end }, { plannedStart: row.opens, plannedEnd: row.closes });
  return {
    id: row.id,
    number: taskNumber(row.number),
    kind,
    title: row.title,
    level: row.level,
    state: row.state,
    owner: row.owner,
    group: row.group,
    held: row.hold_reason ?? row.held,
    plannedStart: instant(row.planned_start),
    plannedEnd: instant(row.planned_end),
    due: instant(due),
    version: row.version,
    steps: row.steps,
  };
}

async function changesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, TaskRow['change']>> {
  if (ids.length === 0) return new Map();
  const rows = await changeRows(ctx.db)
    .where('change.id', 'in', [...ids])
    .where(visibleTo(ctx))
    .execute();
  const shown = await shownRows(ctx, rows);
  return new Map(
    shown.map(({ id, number, title, state: { name, kind } }) => [id, { id, number, title, state: { name, kind } }]),
  );
}

/** One task, by id or number, with the change that it belongs to. */
export async function taskDetail(ctx: Ctx, named: string): Promise<{ task: Task; change: TaskRow['change'] }> {
  const found = await subjectOf(ctx.db, named);
  const shown = found && (await changesOf(ctx, [found.subject])).get(found.subject);
  const change = found && (await loadChange(ctx.db, found.subject));
  const all = shown ? await tasksOf(ctx.db, shown.id) : [];
  const task = all.find(({ id }) => id === found?.id);
  if (!shown || !change || !task) return refuse('not_found', 'There is no such task, or it is not yours to see.');
  const around = {
    change,
    working: await workingOn(ctx.db, ctx, change),
    all,
    files: await filesOf(ctx.db, [task.id]),
  };
  return { task: taskShown(ctx, around, task), change: shown };
}

/** The files of one task, for whoever may see its change. */
export async function evidence(ctx: Ctx, taskId: string): Promise<AttachedFiles> {
  return (await taskDetail(ctx, taskId)).task.files;
}
