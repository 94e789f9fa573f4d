// Reads: change.
import type { Category } from '@interlock/contract/changes.ts';
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';
import { holdsWords, type Where } from '../change-words/index.ts';
import { type Narrowed, spans } from './filters.rules.ts';

export const numbersOf = (reads: Reads) => reads.selectFrom('change').select('change.number');
type Numbers = ReturnType<typeof numbersOf>;

/** Where a change stands in the order of the list. */
export type Place = { number: string; planned_start: Date | null; elsewhere?: boolean };

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
