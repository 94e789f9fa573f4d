// Reads: change_revision for who was the assignee while the work went on; audit_event and audit_part for who began and ended it; change.
import type { ModelDefinition } from '@interlock/contract/models.ts';
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';
import type { Change } from '../changes/index.ts';
import type { Hand } from './facts.rules.ts';

type Born = { change: Change; model: { definition: ModelDefinition } };
type Row = { changeId: string; id: string | null; from: string | null; to: string | null; early: boolean | null };

/**
 * Who had a hand in the work of each change besides its assignee of now: who carried it out before, who began it, who ended it. Only
 * closing asks, so only changes that can be closed from where they stand are looked at. Work that is recorded after the fact has none.
 */
export async function handsInEach(reads: Reads, born: readonly Born[]): Promise<(changeId: string) => readonly Hand[]> {
  const asked = born.filter(canBeClosed);
  if (asked.length === 0) return () => [];
  const ids = asked.map(({ change }) => change.id);
  const part = (name: string) =>
    sql`(select convert_from(body, 'UTF8')::jsonb #>> '{}' from audit_part where event_id = event.id and name = ${name})`;
  const { rows } = await sql<Row>`
    select revision.change_id as "changeId", edit ->> 'before' as id, null as "from", null as "to", null::boolean as early
    from change_revision revision join change on change.id = revision.change_id
    cross join lateral jsonb_array_elements(revision.fields) edit
    where revision.change_id = any (${ids}::text[]) and revision.at >= change.actual_start and edit ->> 'field' = 'assigneeId'
    union all
    select object, actor, ${part('from')}, ${part('to')}, ${part('early')}::boolean from audit_event event
    where object = any (${ids}::text[]) and verb = 'change.moved'`.execute(reads);
  const definitions = new Map(asked.map(({ change, model }) => [change.id, model.definition]));
  return (changeId) => {
    const definition = definitions.get(changeId);
    return definition ? rows.filter((row) => row.changeId === changeId).flatMap((row) => handOf(definition, row)) : [];
  };
}

const kindIn = ({ states }: ModelDefinition, state: string | null) => states.find(({ key }) => key === state)?.kind;

const canBeClosed = ({ change, model: { definition } }: Born): boolean =>
  !definition.retrospective &&
  change.actualStart !== null &&
  definition.transitions.some(({ from, to }) => from === change.state && kindIn(definition, to) === 'closed');

function handOf(definition: ModelDefinition, { id, from, to, early }: Row): Hand[] {
  if (id === null) return [];
  if (to === null) return [{ id, did: 'carried_out' }];
  const [was, is] = [kindIn(definition, from) === 'implement', kindIn(definition, to) === 'implement'];
  // Whoever starts it before its window for its assignee lets it begin, and carries nothing out.
  const letsBegin =
    early === true &&
    definition.transitions.some((made) => made.from === from && made.to === to && made.earlyMovers.length > 0);
  if (is && !was) return letsBegin ? [] : [{ id, did: 'began' }];
  return was && !is ? [{ id, did: 'ended' }] : [];
}
