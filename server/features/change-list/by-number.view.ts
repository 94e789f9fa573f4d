// Reads: change.
import type { ChangeFilters } from '@interlock/contract/changes.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Where } from '../change-words/index.ts';
import { partsVisibleTo } from '../changes/index.ts';
import { elsewherePage } from './elsewhere.view.ts';
import { branchesOf, isShortSpan } from './filters.rules.ts';
import { filtered, numbersOf, type Place } from './filters.view.ts';

type Walk = { after: string | undefined; before?: number | undefined; isSorted: boolean; where?: Where | undefined };

/**
 * The numbers of the page, out of indexes alone where these hold what is asked; what is shown of them comes after. Several
 * values of one filter are a branch each, as each has an index in the order of the list. A sum is in no index: where
 * `isSorted`, the planner takes whichever index finds the fewest rows, then sorts those.
 */
async function page(ctx: Ctx, filters: ChangeFilters, { after, before, isSorted, where }: Walk): Promise<Place[]> {
  const oldest = filters.sort === 'oldest';
  const [onward, back] = oldest ? (['>', '<'] as const) : (['<', '>'] as const);
  const most = filters.limit + 1;
  const order = sql`${isSorted ? sql`change.number + 0` : sql.ref('change.number')} ${oldest ? sql`asc` : sql`desc`}`;
  const { open, hidden } = partsVisibleTo(ctx);
  const branch = (narrowed: ChangeFilters, seen: RawBuilder<SqlBool>) =>
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

export async function byNumber(
  ctx: Ctx,
  filters: ChangeFilters,
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
