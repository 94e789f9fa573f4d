// Reads: change, change_reader, model, person, person_group, when it was imported in audit_event, and the rounds through their door.
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { type CompiledQuery, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Foreseen, type Reads, readWithCommit } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';
import { refuse } from '../../platform/refusal.ts';
import { roundsOf, roundsWithCommit } from '../approvals/index.ts';
import { modelVersion } from '../models/index.ts';
import { linkedColumn } from '../same-person/index.ts';
import { isOver, mayHaveRounds } from './change.rules.ts';
import { changeOf } from './change.store.ts';
import { detailOf } from './detail.view.ts';
import { visibleTo, waySeen } from './visible.view.ts';

type Asked = { named: string; me: string; now: Date };

const queries = new Map<string, ReturnType<typeof rowQuery>>();

function queryOf(ctx: Ctx, named: string) {
  const byNumber = named.startsWith('CHG-');
  const way = `${byNumber} ${waySeen(ctx)}`;
  const query = queries.get(way) ?? rowQuery(ctx, byNumber);
  queries.set(way, query);
  return query(ctx.db, { named: byNumber ? named.slice(4) : named, me: ctx.actor.id, now: ctx.now });
}

const rowQuery = ({ actor: { permissions } }: Ctx, byNumber: boolean) =>
  fixedQuery((reads, { named, me, now }: Asked) => {
    const asking = { actor: { permissions, id: me }, now };
    return reads
      .selectFrom('change')
      .innerJoin('model', 'model.id', 'change.model_id')
      .selectAll('change')
      .select(['model.name as model_name', 'model.current_version', 'source_system', 'source_number'])
      .select([
        linkedColumn.as('linked'),
        sql<
          Record<string, PersonRef>
        >`coalesce((select jsonb_object_agg(p.id, jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active))
          from person p where p.id in (change.raised_by, change.requester_id, change.coordinator_id, change.manager_id, change.assignee_id, change.held_by)
            or p.id in (select reader.person_id from change_reader reader where reader.change_id = change.id)
            or p.id in (select contact ->> 'personId' from jsonb_array_elements(change.contacts) contact)), '{}')`.as(
          'people',
        ),
        sql<
          ChangeDetail['copiedFrom']
        >`(select jsonb_build_object('number', 'CHG-' || origin.number, 'title', origin.title)
          from change origin where origin.id = change.copied_from and ${visibleTo(asking, 'origin')})`.as('origin'),
        sql<Date | null>`case when change.source_system is not null then (select event.at from audit_event event
          where event.object = change.id and event.verb = 'change.imported' order by event.id limit 1) end`.as(
          'imported_at',
        ),
        sql<string[]>`case when change.restricted then array(select reader.person_id from change_reader reader
          where reader.change_id = change.id) else '{}' end`.as('readers'),
        sql<{
          id: string;
          name: string;
        } | null>`(select jsonb_build_object('id', g.id, 'name', g.name) from person_group g where g.id = change.team_id)`.as(
          'team',
        ),
      ])
      .where(byNumber ? 'change.number' : 'change.id', '=', named)
      .where(visibleTo(asking));
  });

/** What is read with the commit of an act, for the page that answers it; nothing is in it where there was no commit. */
export type ReadWithAct = {
  id: string;
  row: Foreseen<RowShown>;
  rounds: Awaited<ReturnType<typeof roundsWithCommit>> | undefined;
};
type RowShown = ReturnType<ReturnType<typeof rowQuery>> extends CompiledQuery<infer Row> ? Row : never;

type Born = { born?: boolean };

/** For an act that the page of this change answers: has it read with the commit. What is born in the act has no rounds. */
export async function readWithAct(
  reads: Reads,
  ctx: Ctx,
  changeId: string,
  { born = false }: Born = {},
): Promise<ReadWithAct> {
  const row = await readWithCommit(reads, queryOf(ctx, changeId));
  return { id: changeId, row, rounds: born ? undefined : await roundsWithCommit(reads, changeId) };
}

/**
 * Everything that the page of one change shows. `named` is its id or its number. An act hands over what it had read; a repeat of
 * the act may be about another than it was the first time.
 */
export async function changeDetail(ctx: Ctx, named: string, withAct?: ReadWithAct): Promise<ChangeDetail> {
  const read = withAct?.id === named ? withAct : undefined;
  const [row] = read?.row.rows ?? (await ctx.db.executeQuery(queryOf(ctx, named))).rows;
  if (!row) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const change = changeOf(row);
  const definition = (await modelVersion(ctx.db, ctx, change.modelId, change.modelVersion))?.definition;
  if (!definition) throw new Error(`${change.id} has a model version that is not there`);
  const rounds = mayHaveRounds(change) ? (read?.rounds?.(change.linked) ?? (await roundsOf(ctx.db, change.id))) : [];
  const source =
    row.source_system && row.source_number
      ? {
          ...{
            system: row.source_system,
            number: row.source_number,
            importedAt: row.imported_at?.toISOString() ?? null,
          },
          history: isOver(change) && row.version === row.imported_version,
        }
      : null;
  const model = {
    id: row.model_id,
    name: row.model_name,
    version: row.model_version,
    newestVersion: row.current_version,
    retrospective: definition.retrospective,
    assigneeMayClose: definition.assigneeMayClose,
  };
  const { people, team, readers, origin: copiedFrom } = row;
  return detailOf(ctx, { change, rounds, definition, source, model, people, team, readers, copiedFrom });
}
