// Reads: change.
import type { Category, listChangesRoute } from '@interlock/contract/changes.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Reads } from '../../platform/database/db.ts';

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
export function filtered(query: Numbers, filters: Narrowed, now: Date): Numbers {
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
    .$if(q !== undefined && q !== '', (rows) => withWords(rows, q ?? ''));
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

function withWords(query: Numbers, q: string): Numbers {
  const number = /^\s*CHG-(\d{1,15})\s*$/i.exec(q)?.[1];
  if (number !== undefined) return query.where('change.number', '=', number);
  const words = searchOf(q);
  if (words === '') return query.where(sql<boolean>`false`);
  return query.where((is) =>
    is.or([
      sql<boolean>`change.search @@ to_tsquery('simple', ${words})`,
      // The other system's number is one word to people, whatever signs it holds.
      is('change.source_number', '=', q.trim()),
      ...(/^\d{1,15}$/.test(q.trim()) ? [is('change.number', '=', q.trim())] : []),
    ]),
  );
}

/** Written as the index of each category is, which keeps its changes in order. */
const ofCategory = (category: Category | 'none') =>
  category === 'none'
    ? sql<boolean>`change.categories = '{}'`
    : sql<boolean>`change.categories @> array[${sql.lit(category)}]::text[]`;

const MOST_WORDS = 12;
/** Words and what joins them without a blank, as in `web-01.example.com`. Other signs part words as a blank does. */
const joined = /[\p{L}\p{M}\p{N}]+(?:[-.:@_]+[\p{L}\p{M}\p{N}]+)*/gu;

/**
 * Every word that was typed must begin a word of the change; words that were typed as one, by a hyphen or a dot, stand in it side
 * by side. Anything that is no word is left out. The migration that writes the column parts words by the same signs.
 */
export function searchOf(typed: string): string {
  const all = (typed.match(joined) ?? []).map((one) => one.split(/[-.:@_]+/));
  return all
    .slice(0, MOST_WORDS)
    .map((words) => words.slice(0, MOST_WORDS))
    .map((words) =>
      orNumber(words, words.map((word, at) => `'${word}'${at === words.length - 1 ? ':*' : ''}`).join(' <-> ')),
    )
    .join(' & ');
}

/** A change's number among other words is that of the change itself, or of one that its words name. */
function orNumber([first = '', number = '', ...more]: string[], query: string): string {
  const isNumber = more.length === 0 && /^chg$/i.test(first) && /^\d{1,15}$/.test(number);
  return isNumber ? `('CHG${number}' | 'CHG' <-> '${number}')` : query;
}
