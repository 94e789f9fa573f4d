// Reads: change, change_words, person, person_group, model, model_version, approval_question and approval_round; approval_seat for pure approvers.
import type { ChangeRow } from '@interlock/contract/changes.ts';
import type { GroupRef, PersonRef } from '@interlock/contract/shared.ts';
import type { Wait } from '@interlock/contract/wait.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { type KeyPart, keyOf, pageOf } from '../../platform/database/pages.ts';
import { sparing } from '../../platform/database/planned-once.ts';
import { foundIn, type Where } from '../change-words/index.ts';
import { type ModelVersion, modelVersion } from '../models/index.ts';
import { numberOf } from './change.store.ts';
import {
  branchesOf,
  elsewherePage,
  type Filters,
  filtered,
  isLive,
  isShortSpan,
  numbersOf,
  type Place,
} from './filters.view.ts';
import { partsVisibleTo, visibleEach } from './visible.view.ts';

const person = (id: string) =>
  sql<PersonRef | null>`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) from person p where p.id = ${sql.ref(id)})`;

/** Whom the next step waits for, by name; while a round asks, the round. */
const waitsFor = sql<ChangeRow['waitsFor']>`case
  when change.waits_on like 'role:%' then jsonb_build_object('kind', substr(change.waits_on, 6), 'name', '')
  when change.waits_on like 'grp%' then (select jsonb_build_object('kind', 'group', 'name', g.name) from person_group g where g.id = change.waits_on)
  when change.waits_on is not null then (select jsonb_build_object('kind', 'person', 'name', p.name) from person p where p.id = change.waits_on)
  when change.held_at is null and change.state_kind not in ('closed', 'cancelled') then
    (select jsonb_build_object('kind', 'round', 'name', string_agg(r.name, ', ' order by r.ord, r.name)) from approval_round r
      where r.subject = change.id and r.status = 'open' and not r.advisory having count(*) > 0) end`;

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
      waitsFor.as('waits_for'),
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
  waitsFor: row.waits_for,
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

/** What each of these changes waits for; it comes from those who know what holds a change back. */
export type WaitsOf = (ctx: Ctx, changeIds: readonly string[]) => Promise<ReadonlyMap<string, Wait | null>>;

/** What is over waits for nothing, and is not looked at. */
export async function withWaits(ctx: Ctx, waitsOf: WaitsOf, rows: readonly ChangeRow[]): Promise<ChangeRow[]> {
  const live = rows.filter(({ state }) => state.kind !== 'closed' && state.kind !== 'cancelled');
  const waits = await waitsOf(
    ctx,
    live.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, wait: waits.get(row.id) ?? null }));
}

type Page = { items: ChangeRow[]; next: string | null };
/**
 * One page of the list, in the order that was asked for. It costs about the same at any size. With words, first what holds them in
 * its own words, then what holds them elsewhere or in another form: each in that order, so that nothing is sorted by how well it fits.
 */
export async function changes(ctx: Ctx, filters: Filters): Promise<Page> {
  const kinds: KeyPart[] = filters.sort === 'start' ? ['instant', 'bigint'] : ['bigint'];
  const { q, limit } = filters;
  const key = keyOf(filters.cursor, q ? ['integer', ...kinds] : kinds);
  if (!q) return pageOfPlaces(ctx, filters, await inOrder(ctx, filters, key));
  const [turn, ...after] = key ?? [String(OWN)];
  const from = key && after;
  const own = turn === String(OWN) ? await inOrder(ctx, filters, from, 'own') : [];
  if (own.length > limit) return pageOfPlaces(ctx, filters, own);
  const rest = { ...filters, limit: limit - own.length };
  const elsewhere = await inOrder(ctx, rest, turn === String(OWN) ? undefined : from, 'elsewhere');
  return pageOfPlaces(ctx, filters, [...own, ...elsewhere.map((place) => ({ ...place, elsewhere: true }))]);
}

/** What a cursor of a search begins with, as long as its own words are what is listed; then it is one more. */
const OWN = 0;

async function pageOfPlaces(ctx: Ctx, { q, sort, limit }: Filters, places: readonly Place[]): Promise<Page> {
  const { items, next } = pageOf(
    places,
    limit,
    ({ number, planned_start, elsewhere }) => [
      ...(q ? [elsewhere ? OWN + 1 : OWN] : []),
      ...(sort === 'start' ? [planned_start?.toISOString() ?? NEVER] : []),
      number,
    ],
    (place) => place,
  );
  const rows = await rowsNumbered(
    ctx,
    items.map(({ number }) => number),
  );
  return { items: q ? await withPlaces(ctx, q, items, rows) : rows, next };
}

/** Says of what was found elsewhere where that is. */
async function withPlaces(ctx: Ctx, q: string, places: readonly Place[], rows: readonly ChangeRow[]) {
  const sought = new Set(places.filter(({ elsewhere }) => elsewhere).map(({ number }) => numberOf(number)));
  const ids = rows.filter(({ number }) => sought.has(number)).map(({ id }) => id);
  if (ids.length === 0) return [...rows];
  const { rows: found } = await sql<{ change_id: string; parts: ChangeRow['foundIn'] }>`
    select words.change_id, ${foundIn(q)} as parts from change_words words where words.change_id = any (${ids})`.execute(
    ctx.db,
  );
  const partsOf = new Map(found.map(({ change_id, parts }) => [change_id, parts]));
  return rows.map((row) => (partsOf.has(row.id) ? { ...row, foundIn: partsOf.get(row.id) } : row));
}

/** What is shown of changes, in the order of their numbers here. The statement has one text, so that its plan is made once. */
async function rowsNumbered(ctx: Ctx, numbers: readonly string[]): Promise<ChangeRow[]> {
  if (numbers.length === 0) return [];
  const rows = await changeRows(ctx.db).where(sql<boolean>`change.number = any (${numbers}::bigint[])`).execute();
  const at = new Map(numbers.map((number, place) => [number, place]));
  return shownRows(
    ctx,
    rows.toSorted((one, other) => (at.get(one.number) ?? 0) - (at.get(other.number) ?? 0)),
  );
}

/** Stands in a cursor for a change that has no planned start. */
const NEVER = '9999-12-31T00:00:00.000Z';

/** One change more than the page holds, of those after `key`, in the order that was asked for. */
const inOrder = (ctx: Ctx, filters: Filters, key: readonly string[] | undefined, where?: Where) =>
  filters.sort === 'start' ? byStart(ctx, filters, key, where) : byNumber(ctx, filters, key, where);

type Walk = { after: string | undefined; before?: number | undefined; isSorted: boolean; where?: Where | undefined };

/**
 * The numbers of the page, out of indexes alone where these hold what is asked; what is shown of them comes after. Several
 * values of one filter are a branch each, as each has an index in the order of the list. A sum is in no index: where
 * `isSorted`, the planner takes whichever index finds the fewest rows, then sorts those.
 */
async function page(ctx: Ctx, filters: Filters, { after, before, isSorted, where }: Walk): Promise<Place[]> {
  const oldest = filters.sort === 'oldest';
  const [onward, back] = oldest ? (['>', '<'] as const) : (['<', '>'] as const);
  const most = filters.limit + 1;
  const order = sql`${isSorted ? sql`change.number + 0` : sql.ref('change.number')} ${oldest ? sql`asc` : sql`desc`}`;
  const { open, hidden } = partsVisibleTo(ctx);
  const branch = (narrowed: Filters, seen: RawBuilder<SqlBool>) =>
    sql`(${filtered(numbersOf(ctx.db), narrowed, ctx.now, where)
      .where(seen)
      .$if(after !== undefined, (query) => query.where('change.number', onward, String(after)))
      .$if(before !== undefined, (query) => query.where('change.number', back, String(before)))
      .orderBy(order)
      .limit(most)})`;
  const branches = (isSorted ? [filters] : branchesOf(filters)).map((narrowed) => branch(narrowed, open));
  const end = oldest ? sql`(select max(number)` : sql`(select min(number)`;
  const further = oldest ? sql`change.number < coalesce(` : sql`change.number > coalesce(`;
  // Of what is hidden, only what would come before the page's end is looked at.
  const within =
    hidden &&
    sql<SqlBool>`${hidden} and ${further}${end} from seen having count(*) >= ${most}), ${oldest ? '9223372036854775807' : '0'})`;
  const { rows } = await sql<Place>`with seen as materialized (${sql.join(branches, sql` union `)})
    select number, null as planned_start from (select number from seen ${within ? sql`union ${branch(filters, within)}` : sql``}) change
    order by number ${oldest ? sql`asc` : sql`desc`} limit ${most}`.execute(ctx.db);
  return rows;
}

/** So many of the newest are looked through for words before the index of words is asked, which cannot sort. */
const NEAR = 4_000;
/** Found among these, a word is common enough that going on through the list finds a page sooner than that index does. */
const COMMON = 10;
const FAR = 40_000;

async function byNumber(
  ctx: Ctx,
  filters: Filters,
  key: readonly string[] | undefined,
  where?: Where,
): Promise<Place[]> {
  const after = key?.[0];
  const isSorted = !ctx.actor.permissions.has('change.read_all') || isShortSpan(filters, ctx.now);
  const found = (near?: { from: number; before: number }): Promise<Place[]> =>
    where === 'elsewhere'
      ? elsewherePage(ctx, filters, { after, near })
      : page(ctx, filters, { after, before: near?.before, isSorted: !near, where });
  if (!filters.q) return page(ctx, filters, { after, isSorted });
  if (isSorted) return found();
  const from = Number(after ?? (await endOf(ctx, filters.sort === 'oldest')));
  const onward = filters.sort === 'oldest' ? 1 : -1;
  const near = await found({ from, before: from + onward * NEAR });
  if (near.length > filters.limit) return near;
  if (near.length >= COMMON) {
    const enough = Math.min(FAR, Math.ceil((NEAR * 1.5 * filters.limit) / near.length));
    const far = await found({ from, before: from + onward * enough });
    if (far.length > filters.limit) return far;
  }
  return found();
}

/** The number before the first or after the last. */
async function endOf(ctx: Ctx, first: boolean): Promise<string> {
  const end = first ? sql<string>`coalesce(min(number), 0) - 1` : sql<string>`coalesce(max(number), 0) + 1`;
  const row = await ctx.db.selectFrom('change').select(end.as('number')).executeTakeFirst();
  return row?.number ?? '0';
}

/** By the planned start, then what has none. */
async function byStart(
  ctx: Ctx,
  filters: Filters,
  key: readonly string[] | undefined,
  where?: Where,
): Promise<Place[]> {
  const [start, number] = key ?? [];
  const isElsewhere = where === 'elsewhere' && ctx.actor.permissions.has('change.read_all');
  // What the index of words has found is looked at one by one, also what is hidden.
  const { open, hidden } = isElsewhere ? { open: visibleEach(ctx), hidden: undefined } : partsVisibleTo(ctx);
  const branch = (seen: RawBuilder<SqlBool>, isPlanned: boolean, limit: number) =>
    sql`(${filtered(numbersOf(ctx.db), filters, ctx.now, where)
      .select('change.planned_start')
      .where(seen)
      .where('change.planned_start', isPlanned ? 'is not' : 'is', null)
      .$if(isLive(filters), (query) =>
        query.where('change.state_kind', 'not in', [sql.lit('closed'), sql.lit('cancelled')]),
      )
      .$if(isPlanned && start !== undefined, (query) =>
        query.where(sql<boolean>`(change.planned_start, change.number) > (${start}::timestamptz, ${number}::bigint)`),
      )
      .$if(start === NEVER, (query) => query.where('change.number', '>', String(number)))
      .orderBy('change.planned_start')
      .orderBy('change.number')
      .limit(limit)})`;
  const places = async (isPlanned: boolean, limit: number): Promise<readonly Place[]> => {
    const end = isPlanned
      ? sql`change.planned_start <= coalesce((select max(planned_start) from seen having count(*) >= ${limit}), 'infinity')`
      : sql`change.number < coalesce((select max(number) from seen having count(*) >= ${limit}), 9223372036854775807)`;
    const within = hidden && branch(sql<SqlBool>`${hidden} and ${end}`, isPlanned, limit);
    const query = sql<Place>`with seen as materialized ${branch(open, isPlanned, limit)}
      select number, planned_start from (select * from seen ${within ? sql`union ${within}` : sql``}) change
      order by planned_start, number limit ${limit}`;
    return where === 'elsewhere' ? await sparing('rows', ctx.db, query) : (await query.execute(ctx.db)).rows;
  };
  const planned = start === NEVER || filters.planned === false ? [] : await places(true, filters.limit + 1);
  const rest = filters.limit + 1 - planned.length;
  return rest > 0 && filters.planned !== true ? [...planned, ...(await places(false, rest))] : [...planned];
}
