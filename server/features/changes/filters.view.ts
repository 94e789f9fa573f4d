// Reads: change, change_words.
import type { Category, listChangesRoute } from '@interlock/contract/changes.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { sparing } from '../../platform/database/planned-once.ts';
import { bandOf, holdsWords, isOwn, saidIn, type Where } from '../change-words/index.ts';
import { partsVisibleTo, visibleEach } from './visible.view.ts';

export type Filters = z.output<typeof listChangesRoute.input>;
/** What narrows a list, without where it begins and how long a page is. */
export type Narrowed = Omit<Filters, 'cursor' | 'limit' | 'sort'>;

export const numbersOf = (reads: Reads) => reads.selectFrom('change').select('change.number');
type Numbers = ReturnType<typeof numbersOf>;

const severals = ['state', 'model', 'priority', 'category', 'risk', 'outcome'] as const;
const MOST_BRANCHES = 36;

/** One for each way to take one value of each filter that has several; the same filters where there are too many ways. */
export function branchesOf(filters: Filters): Filters[] {
  let branches = [filters];
  for (const name of severals) {
    const values = [...new Set<unknown>(filters[name] ?? [])];
    if (values.length < 2) continue;
    branches = branches.flatMap((branch) => values.map((value) => ({ ...branch, [name]: [value] })));
    if (branches.length > MOST_BRANCHES) return [filters];
  }
  return branches;
}

/** Whether nothing that is over can match. */
export const isLive = ({ state = [] }: Narrowed): boolean =>
  state.length > 0 && state.every((kind) => kind !== 'closed' && kind !== 'cancelled');

const DAY = 86_400_000;
const SHORT_DAYS = 800;

/**
 * Whether so few changes lie in a span that they are found first and sorted then. Walking the list until it comes to a month that
 * is long past would read everything since.
 */
export function isShortSpan(filters: Narrowed, now: Date): boolean {
  return filters.missed === true || indexed.some(([, from, to]) => isShort(filters[from], filters[to], now));
}

function isShort(from: string | undefined, to: string | undefined, now: Date): boolean {
  if (from === undefined) return false;
  const end = to === undefined ? now.getTime() + 365 * DAY : Date.parse(to);
  return end - Date.parse(from) <= SHORT_DAYS * DAY;
}

const orNone = (id: string) => (id === 'none' ? sql<boolean>`is null` : sql<boolean>`= ${id}`);

/** Each filter has an index that ends in the number. */
export function filtered(query: Numbers, filters: Narrowed, now: Date, where: Where = 'anywhere'): Numbers {
  const { q, number, requester, assignee, coordinator, team, planned, missed } = filters;
  const { state, model, priority, category, risk, outcome } = filters;
  const { imported, onHold, restricted, template, templateVersion } = filters;
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
    .$if(assignee !== undefined, (rows) => rows.where(sql<boolean>`change.assignee_id ${orNone(assignee ?? '')}`))
    .$if(coordinator !== undefined, (rows) =>
      rows.where(sql<boolean>`change.coordinator_id ${orNone(coordinator ?? '')}`),
    )
    .$if(team !== undefined, (rows) => rows.where(sql<boolean>`change.team_id ${orNone(team ?? '')}`))
    .$call((rows) => within(rows, filters))
    .$if(missed !== undefined, (rows) => rows.where((is) => (missed ? hasMissed(now) : is.not(hasMissed(now)))))
    .$if(planned !== undefined, (rows) => rows.where('change.planned_start', planned ? 'is not' : 'is', null))
    .$if(onHold !== undefined, (rows) => rows.where('change.held_at', onHold ? 'is not' : 'is', null))
    .$if(restricted !== undefined, (rows) =>
      rows.where(restricted ? sql<boolean>`change.restricted` : sql<boolean>`not change.restricted`),
    )
    .$if(imported !== undefined, (rows) => rows.where('change.imported', '=', imported ?? false))
    .$if(template !== undefined, (rows) => rows.where('change.template_id', '=', template ?? ''))
    .$if(templateVersion !== undefined, (rows) => rows.where('change.template_version', '=', templateVersion ?? 0))
    .$if(q !== undefined && q !== '', (rows) => rows.where(holdsWords(q ?? '', where)));
}

/** Spans whose few changes an index finds. */
const indexed = [
  ['planned_start', 'plannedFrom', 'plannedTo'],
  ['planned_end', 'endsFrom', 'endsTo'],
  ['closed_at', 'closedFrom', 'closedTo'],
] as const;
/** Changes are numbered as they are raised, so the list comes to this span by itself. */
const spans = [...indexed, ['created_at', 'raisedFrom', 'raisedTo']] as const;

/** What lies in every span that was given. */
function within(query: Numbers, filters: Narrowed): Numbers {
  return spans.reduce((rows, [column, from, to]) => {
    const [begin, end] = [filters[from], filters[to]];
    return rows
      .$if(begin !== undefined, (some) => some.where(`change.${column}`, '>=', new Date(begin ?? 0)))
      .$if(end !== undefined, (some) => some.where(`change.${column}`, '<', new Date(end ?? 0)));
  }, query);
}

const hasMissed = (now: Date) =>
  sql<boolean>`(change.state_kind = 'scheduled' and coalesce(change.planned_end <= ${now}, false))`;

/** Written as the index of each category is, which keeps its changes in order. */
const ofCategory = (category: Category | 'none') =>
  category === 'none'
    ? sql<boolean>`change.categories = '{}'`
    : sql<boolean>`change.categories @> array[${sql.lit(category)}]::text[]`;

/** Where a change stands in the order of the list. */
export type Place = { number: string; planned_start: Date | null; elsewhere?: boolean };

type Asked = { after: string | undefined; near?: { from: number; before: number } | undefined };

/**
 * The numbers of a page of what says the words elsewhere than in its own, out of the index of words: where `near`, of the bands next
 * to where the page begins, in the order of the list, so that no more of them are looked at than the page holds; else of all.
 */
export async function elsewherePage(ctx: Ctx, filters: Filters, { after, near }: Asked): Promise<Place[]> {
  const { q = '', sort, limit, ...others } = filters;
  const order = sort === 'oldest' ? sql`asc` : sql`desc`;
  const [onward, back] = sort === 'oldest' ? [sql`>`, sql`<`] : [sql`<`, sql`>`];
  const within = sql`${after === undefined ? sql`true` : sql`words.number ${onward} ${after}`}
    and ${near ? sql`words.number ${back} ${near.before}` : sql`true`}`;
  const bands = near && bandsBetween(near.from, near.before);
  const said = sql`select words.change_id, words.number from change_words words where ${saidIn(q, bands)} and ${within}`;
  // What was found is looked at one by one, also what is hidden; an approver's few are found first.
  const seen = ctx.actor.permissions.has('change.read_all') ? visibleEach(ctx) : partsVisibleTo(ctx).open;
  const found = filtered(numbersOf(ctx.db), others, ctx.now).select('change.id').where(seen).where(isOwn(q, false));
  const inOrder = near ? sql`${said} order by words.number ${order}` : said;
  const by = near ? sql`said.number` : sql`said.number + 0`;
  const rows = await sparing(
    'rows',
    ctx.db,
    sql<Place>`select found.number, null::timestamptz as planned_start from (${inOrder}) said join (${found}) found on found.id = said.change_id
      order by ${by} ${order} limit ${limit + 1}`,
  );
  return [...rows];
}

function bandsBetween(from: number, to: number): number[] {
  const [one, other] = [bandOf(from), bandOf(to)];
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, at) => Math.min(one, other) + at);
}
