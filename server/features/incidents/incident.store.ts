import type { Attribution, LinkKind } from '@interlock/contract/incidents.ts';
import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';

/** What is told of an incident. An empty address and no time say nothing. */
export type ToldIncident = { title: string; url: string; openedAt: Date | null };
export type Named = { system: string; number: string };

/**
 * Records an incident under what its system calls it, and answers its id; undefined where that one is there. `apart` keeps a
 * second one beside it, for those who may not know of the first.
 */
export async function insertIncident(
  tx: Tx,
  { system, number, title, url, openedAt }: Named & ToldIncident,
  { by, at, apart }: { by: string; at: Date; apart: boolean },
): Promise<string | undefined> {
  const id = newId('inc');
  const row = await tx
    .insertInto('incident')
    .values({
      ...{ id, system, number, title, url, opened_at: openedAt, recorded_by: by, recorded_at: at },
      apart: apart ? id : '',
    })
    .onConflict((same) => same.columns(['system', 'number', 'apart']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function lockIncident(tx: Tx, id: string): Promise<Named & ToldIncident & { recordedBy: string }> {
  return tx
    .selectFrom('incident')
    .select(['system', 'number', 'title', 'url', 'opened_at as openedAt', 'recorded_by as recordedBy'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function saveTold(tx: Tx, id: string, { title, url, openedAt }: ToldIncident): Promise<void> {
  await tx.updateTable('incident').set({ title, url, opened_at: openedAt }).where('id', '=', id).execute();
}

export type StoredLink = {
  id: string;
  incidentId: string;
  changeId: string;
  kind: LinkKind;
  attribution: Attribution;
  version: number;
  called: string;
};

const select = (reads: Reads) =>
  reads
    .selectFrom('incident_link')
    .innerJoin('incident', 'incident.id', 'incident_link.incident_id')
    .select(['incident_link.id', 'incident_id', 'change_id', 'kind', 'attribution', 'version'])
    .select(sql<string>`incident.system || ' ' || incident.number`.as('called'));

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

const linkOf = (row: Row): StoredLink => ({
  id: row.id,
  incidentId: row.incident_id,
  changeId: row.change_id,
  kind: row.kind,
  attribution: row.attribution,
  version: row.version,
  called: row.called,
});

export async function loadLink(reads: Reads, linkId: string): Promise<StoredLink | undefined> {
  const row = await select(reads).where('incident_link.id', '=', linkId).executeTakeFirst();
  return row && linkOf(row);
}

export async function linksOfEach(
  reads: Reads,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, StoredLink[]>> {
  if (changeIds.length === 0) return new Map();
  const rows = await select(reads)
    .where(sql<boolean>`change_id = any (${changeIds}::text[])`)
    .orderBy('incident_link.id')
    .execute();
  return Map.groupBy(rows.map(linkOf), ({ changeId }) => changeId);
}

type New = { incidentId: string; changeId: string; kind: LinkKind; attribution: Attribution; words: string };

/** Links an incident with a change, once for each kind. Answers whether it was not there yet. */
export async function insertLink(
  tx: Tx,
  { incidentId, changeId, ...said }: New,
  by: string,
  at: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('incident_link')
    .values({
      ...{ id: newId('lnk'), incident_id: incidentId, change_id: changeId, linked_by: by, linked_at: at },
      ...said,
    })
    .onConflict((same) => same.columns(['incident_id', 'change_id', 'kind']).doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows) > 0;
}

type Decided = { attribution: 'confirmed' | 'dismissed'; words: string; by: string; at: Date };

export async function saveDecision(tx: Tx, linkId: string, { attribution, words, by, at }: Decided): Promise<void> {
  await tx
    .updateTable('incident_link')
    .set({ attribution, decided_by: by, decided_at: at, decided_words: words, version: sql`version + 1` })
    .where('id', '=', linkId)
    .execute();
}

/** Takes the links of these changes, and incidents that these people recorded and that nothing speaks of any more. */
export async function dropIncidents(
  tx: Tx,
  { changes, people }: { changes: readonly string[]; people: readonly string[] },
): Promise<void> {
  await tx
    .deleteFrom('incident_link')
    .where('change_id', 'in', [...changes])
    .execute();
  await tx
    .deleteFrom('incident')
    .where('recorded_by', 'in', [...people])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('incident_link').select('id').whereRef('incident_id', '=', 'incident.id'))),
    )
    .execute();
}
