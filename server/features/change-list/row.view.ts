// Reads: change, person, person_group, model, model_version, approval_question and approval_round.
import type { ChangeRow } from '@interlock/contract/changes.ts';
import type { GroupRef, PersonRef } from '@interlock/contract/shared.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { numberOf } from '../changes/index.ts';
import { type ModelVersion, modelVersion } from '../models/index.ts';

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
  state: { key: row.state, name: stateNameIn(model, row.state), kind: row.state_kind },
  model: { id: row.model_id, name: row.model_name },
  priority: row.priority,
  riskLevel: row.risk_level,
  outcome: row.outcome,
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
