// Reads: change, and the names of its coordinator and manager in person.
import type { FurtherColumn } from '@interlock/contract/exports.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';
import type { Change } from '../../platform/database/tables.d.ts';
import type { Further } from './cells.rules.ts';

const named = (column: string) => sql<string | null>`(select p.name from person p where p.id = ${sql.ref(column)})`;
const own = (column: keyof Change) => sql<string | Date | null>`${sql.ref(`change.${column}`)}`;
const listed = (column: keyof Change) => sql<string | null>`array_to_string(${sql.ref(`change.${column}`)}, ', ')`;

const columns: Record<FurtherColumn, RawBuilder<string | Date | null>> = {
  stateKind: own('state_kind'),
  categories: listed('categories'),
  triggers: listed('triggers'),
  riskAssessment: own('risk_assessment'),
  purpose: own('purpose'),
  impact: own('impact'),
  urgency: own('urgency'),
  coordinator: named('change.coordinator_id'),
  manager: named('change.manager_id'),
  summary: own('summary'),
  description: own('description'),
  reason: own('reason'),
  ifNotDone: own('if_not_done'),
  cannotWait: own('cannot_wait'),
  benefit: own('benefit'),
  cost: own('cost'),
  costOfNotDoing: own('cost_of_not_doing'),
  implementationPlan: own('implementation_plan'),
  testPlan: own('test_plan'),
  backoutPlan: own('backout_plan'),
  communicationPlan: own('communication_plan'),
  peopleImpacted: own('people_impacted'),
  systemsAffected: own('systems_affected'),
  actualStart: own('actual_start'),
  actualEnd: own('actual_end'),
  closureNotes: own('closure_notes'),
  cancelReason: own('cancel_reason'),
  cancelWords: own('cancel_words'),
};

/** What the list does not read of these changes, by their ids; only the columns that are asked for. */
export async function furtherOf(
  reads: Reads,
  ids: readonly string[],
  wanted: readonly FurtherColumn[],
): Promise<ReadonlyMap<string, Further>> {
  if (ids.length === 0 || wanted.length === 0) return new Map();
  const rows = await reads
    .selectFrom('change')
    .select(['id', ...wanted.map((column) => columns[column].as(column))])
    .where('id', 'in', ids)
    .execute();
  // `as`: the columns are named by what was asked for, which the query does not know.
  return new Map(rows.map(({ id, ...further }) => [id, further as Further]));
}
