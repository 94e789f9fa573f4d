// Reads: change, person, person_group, model, model_version, approval_question and approval_round; approval_seat for pure approvers.
import type { Category, ChangeRow, listChangesRoute } from '@interlock/contract/changes.ts';
import type { GroupRef, PersonRef } from '@interlock/contract/shared.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/db.ts';
import { keyOf, pageOf } from '../../platform/pages.ts';
import { type ModelVersion, modelVersion } from '../models/index.ts';
import { numberOf } from './change.store.ts';
import { visibleTo } from './visible.view.ts';

const person = (id: string) =>
  sql<PersonRef | null>`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) from person p where p.id = ${sql.ref(id)})`;

/** The columns of a change as lists show it; the caller adds what it filters and sorts by. */
export const changeRows = (reads: Reads) =>
  reads
    .selectFrom('change')
    .innerJoin('model', 'model.id', 'change.model_id')
    .select([
      'change.id',
      'change.number',
      'change.title',
      'change.state',
      'change.state_kind',
      'change.model_id',
      'change.priority',
      'change.risk_level',
      'change.outcome',
      sql<boolean>`change.held_at is not null`.as('on_hold'),
      'change.restricted',
      'change.planned_start',
      'change.planned_end',
      'change.imported',
      'change.created_at',
      'change.updated_at',
      'model.name as model_name',
      'change.model_version',
      person('change.requester_id').as('requester'),
      person('change.assignee_id').as('assignee'),
      sql<GroupRef | null>`(select jsonb_build_object('id', g.id, 'name', g.name) from person_group g where g.id = change.team_id)`.as(
        'team',
      ),
      sql<boolean>`exists (select 1 from approval_question q join approval_round r on r.id = q.round_id
        where q.subject = change.id and q.answered_at is null and r.status = 'open')`.as('question_open'),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof changeRows>['execute']>>[number];

const rowOf = (row: Row, model: ModelVersion | undefined): ChangeRow => ({
  id: row.id,
  number: numberOf(row.number),
  title: row.title,
  state: { key: row.state, name: stateNameIn(model, row.state), kind: row.state_kind as ChangeRow['state']['kind'] },
  model: { id: row.model_id, name: row.model_name },
  priority: row.priority,
  riskLevel: row.risk_level as ChangeRow['riskLevel'],
  outcome: row.outcome as ChangeRow['outcome'],
  requester: row.requester,
  assignee: row.assignee,
  team: row.team,
  onHold: row.on_hold,
  restricted: row.restricted,
  plannedStart: row.planned_start?.toISOString() ?? null,
  plannedEnd: row.planned_end?.toISOString() ?? null,
  questionOpen: row.question_open,
  imported: row.imported,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

const stateNameIn = (model: ModelVersion | undefined, key: string): string =>
  model?.definition.states.find((state) => state.key === key)?.name ?? 'Cancelled';

/** Rows as lists show them; the few models that they were born with say what their states are called. */
export async function shownRows(ctx: Ctx, rows: readonly Row[]): Promise<ChangeRow[]> {
  const shown: ChangeRow[] = [];
  for (const row of rows) shown.push(rowOf(row, await modelVersion(ctx.db, ctx, row.model_id, row.model_version)));
  return shown;
}

type Filters = z.output<typeof listChangesRoute.input>;

/**
 * Newest first by number. Each filter has an index that ends in the number, so a page costs the same at any size. Words are
 * sought among the newest changes first; only rare ones are left to the index of words, which cannot sort.
 */
export async function changes(ctx: Ctx, filters: Filters): Promise<{ items: ChangeRow[]; next: string | null }> {
  const before = keyOf(filters.cursor, ['number'])?.[0];
  const matched = filtered(changeRows(ctx.db), filters)
    .where(visibleTo(ctx))
    .$if(before !== undefined, (query) => query.where('change.number', '<', String(before)))
    .limit(filters.limit + 1);
  const rows = await (ctx.actor.permissions.has('change.read_all')
    ? inOrder(ctx, matched, filters, before)
    : sorted(matched).execute());
  const page = pageOf(
    rows,
    filters.limit,
    (row) => [row.number],
    (row) => row,
  );
  return { items: await shownRows(ctx, page.items), next: page.next };
}

type Matched = ReturnType<typeof changeRows>;

/** A sum is in no index: the planner takes whichever index finds the fewest rows, then sorts those. */
const sorted = (matched: Matched) => matched.orderBy(sql`change.number + 0`, 'desc');

/** So many of the newest are looked through for words before the index of words is asked. */
const NEWEST = 4_000;

async function inOrder(ctx: Ctx, matched: Matched, { q, limit }: Filters, before: string | undefined): Promise<Row[]> {
  const newestFirst = matched.orderBy('change.number', 'desc');
  if (!q) return newestFirst.execute();
  const last =
    before ??
    (await ctx.db.selectFrom('change').select(sql<string>`coalesce(max(number), 0) + 1`.as('last')).executeTakeFirst())
      ?.last;
  const near = await newestFirst.where('change.number', '>', String(Number(last) - NEWEST)).execute();
  return near.length > limit ? near : sorted(matched).execute();
}

function filtered(query: Matched, filters: Filters): Matched {
  const {
    q,
    number,
    state,
    model,
    priority,
    category,
    risk,
    outcome,
    requester,
    assignee,
    coordinator,
    team,
    plannedFrom,
    plannedTo,
    imported,
    onHold,
    restricted,
    template,
    templateVersion,
  } = filters;
  return query
    .$if(number !== undefined, (rows) =>
      rows.where(
        'change.number',
        'in',
        (number ?? []).map((one) => one.slice(4)),
      ),
    )
    .$if(state !== undefined, (rows) => rows.where('change.state_kind', 'in', state ?? []))
    .$if(model !== undefined, (rows) => rows.where('change.model_id', 'in', model ?? []))
    .$if(priority !== undefined, (rows) => rows.where('change.priority', 'in', priority ?? []))
    .$if(category !== undefined, (rows) => rows.where((is) => is.or((category ?? []).map(ofCategory))))
    .$if(risk !== undefined, (rows) => rows.where('change.risk_level', 'in', risk ?? []))
    .$if(outcome !== undefined, (rows) => rows.where('change.outcome', 'in', outcome ?? []))
    .$if(requester !== undefined, (rows) => rows.where('change.requester_id', '=', requester ?? ''))
    .$if(assignee !== undefined, (rows) => rows.where('change.assignee_id', '=', assignee ?? ''))
    .$if(coordinator !== undefined, (rows) => rows.where('change.coordinator_id', '=', coordinator ?? ''))
    .$if(team !== undefined, (rows) => rows.where('change.team_id', '=', team ?? ''))
    .$if(plannedFrom !== undefined, (rows) => rows.where('change.planned_start', '>=', new Date(plannedFrom ?? 0)))
    .$if(plannedTo !== undefined, (rows) => rows.where('change.planned_start', '<', new Date(plannedTo ?? 0)))
    .$if(onHold !== undefined, (rows) => rows.where('change.held_at', onHold ? 'is not' : 'is', null))
    .$if(restricted !== undefined, (rows) =>
      rows.where(restricted ? sql<boolean>`change.restricted` : sql<boolean>`not change.restricted`),
    )
    .$if(imported !== undefined, (rows) => rows.where('change.imported', '=', imported ?? false))
    .$if(template !== undefined, (rows) => rows.where('change.template_id', '=', template ?? ''))
    .$if(templateVersion !== undefined, (rows) => rows.where('change.template_version', '=', templateVersion ?? 0))
    .$if(q !== undefined && q !== '', (rows) => {
      const number = /^\s*CHG-(\d{1,15})\s*$/i.exec(q ?? '')?.[1];
      if (number !== undefined) return rows.where('change.number', '=', number);
      const words = searchOf(q ?? '');
      return words === ''
        ? rows.where(sql<boolean>`false`)
        : rows.where((is) =>
            is.or([
              sql<boolean>`change.search @@ to_tsquery('simple', ${words})`,
              // The other system's number is one word to people, whatever signs it holds.
              is('change.source_number', '=', (q ?? '').trim()),
              ...(/^\d{1,15}$/.test((q ?? '').trim()) ? [is('change.number', '=', (q ?? '').trim())] : []),
            ]),
          );
    });
}

/** Written as the index of each category is, which keeps its changes in order. */
const ofCategory = (category: Category) => sql<boolean>`change.categories @> array[${sql.lit(category)}]::text[]`;

/** Every word that was typed must begin a word of the change. Anything that is no word is left out. */
export function searchOf(typed: string): string {
  const words = typed.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 12)
    .map((word) => `'${word}':*`)
    .join(' & ');
}
