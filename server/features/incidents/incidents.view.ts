// Reads: incident, incident_link, incident_reference, change, person; models through the door of theirs.

import type { Incident, IncidentLink, listIncidentsRoute } from '@interlock/contract/incidents.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';
import type { Guard } from '../change-guards/index.ts';
import { changeRows, shownRows } from '../change-list/index.ts';
import { reviewDone } from '../change-runs/index.ts';
import { seesIncident, visibleTo } from '../changes/index.ts';
import { definitionsOf } from '../models/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { tasksOfEach } from '../tasks/index.ts';
import { handOf, incidentGuard, whyNotDecide } from './incident.rules.ts';
import { linksOfEach } from './incident.store.ts';

const person = (id: string) =>
  sql<PersonRef | null>`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) from person p where p.id = ${sql.ref(id)})`;

/** Links to changes that the one who asks may see. */
const visibleLinks = (ctx: Ctx) =>
  ctx.db.selectFrom('incident_link').innerJoin('change', 'change.id', 'incident_link.change_id').where(visibleTo(ctx));

type Asked = z.output<typeof listIncidentsRoute.input>;

export async function incidents(ctx: Ctx, { cursor, limit, q, change, kind, attribution }: Asked) {
  const before = keyOf(cursor, ['text'])?.[0];
  const narrow = change !== undefined || kind !== undefined || attribution !== undefined;
  const linked = visibleLinks(ctx)
    .select('incident_id')
    .$if(change !== undefined, (query) => query.where('change_id', '=', change ?? ''))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'caused_by'))
    .$if(attribution !== undefined, (query) => query.where('attribution', 'in', attribution ?? []));
  const rows = await ctx.db
    .selectFrom('incident')
    .selectAll()
    .where(seesIncident(ctx, 'incident.id'))
    .$if(narrow, (query) => query.where('incident.id', 'in', linked))
    .$if(q !== undefined && q !== '', (query) =>
      query.where(sql<SqlBool>`starts_with(lower(incident.number), lower(${q ?? ''}))`),
    )
    .$if(before !== undefined, (query) => query.where('incident.id', '<', before ?? ''))
    .orderBy('incident.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(
    rows,
    limit,
    (row) => [row.id],
    (row) => row,
  );
  const ids = page.items.map(({ id }) => id);
  const links = await linksShown(ctx, ids);
  const elsewhere = await elsewhereOf(ctx, ids);
  const items = page.items.map((row) => shown(row, links.get(row.id) ?? [], elsewhere.get(row.id) ?? []));
  return { next: page.next, items };
}

type Row = {
  id: string;
  system: string;
  number: string;
  title: string;
  url: string;
  opened_at: Date | null;
  recorded_at: Date;
};

type Elsewhere = Incident['elsewhere'];

async function elsewhereOf(ctx: Ctx, incidentIds: readonly string[]): Promise<Map<string, Elsewhere>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('incident_reference')
    .selectAll()
    .where('incident_id', 'in', [...incidentIds])
    .orderBy('kind')
    .orderBy('number')
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.incident_id)].map(([id, found]) => [
      id,
      found.map(({ kind, system, number }) => ({ kind, system, number })),
    ]),
  );
}

const shown = (
  { opened_at, recorded_at, id, system, number, title, url }: Row,
  links: IncidentLink[],
  elsewhere: Elsewhere,
): Incident => ({
  ...{ id, system, number, title, url, links, elsewhere },
  openedAt: opened_at?.toISOString() ?? null,
  recordedAt: recorded_at.toISOString(),
});

async function linksShown(ctx: Ctx, incidentIds: readonly string[]): Promise<Map<string, IncidentLink[]>> {
  const found = new Map<string, IncidentLink[]>();
  if (incidentIds.length === 0) return found;
  const rows = await visibleLinks(ctx)
    .selectAll('incident_link')
    .select(['change.assignee_id', person('incident_link.linked_by').as('linker')])
    .select(person('incident_link.decided_by').as('decider'))
    .where('incident_id', 'in', [...incidentIds])
    .orderBy('incident_link.id')
    .execute();
  const ids = [...new Set(rows.map(({ change_id }) => change_id))];
  const changes =
    ids.length === 0 ? [] : await shownRows(ctx, await changeRows(ctx.db).where('change.id', 'in', ids).execute());
  const hand = handOf(ctx.actor);
  const linked = await linkedAccounts(ctx.db);
  for (const row of rows) {
    const change = changes.find(({ id }) => id === row.change_id);
    if (!change) continue;
    const link = { kind: row.kind, attribution: row.attribution };
    const may = (becomes: 'confirmed' | 'dismissed') =>
      whyNotDecide(link, becomes, { hand, assigneeId: row.assignee_id, linked }) === undefined;
    const { decider, decided_at } = row;
    const one: IncidentLink = {
      ...link,
      id: row.id,
      words: row.words,
      change: {
        id: change.id,
        number: change.number,
        title: change.title,
        state: { name: change.state.name, kind: change.state.kind },
      },
      linkedBy: row.linker,
      linkedAt: row.linked_at.toISOString(),
      decided: decider && decided_at && { by: decider, at: decided_at.toISOString(), words: row.decided_words },
      version: row.version,
      mayDecide: may('confirmed') || may('dismissed'),
    };
    found.set(row.incident_id, [...(found.get(row.incident_id) ?? []), one]);
  }
  return found;
}

export async function incident(ctx: Ctx, incidentId: string): Promise<Incident> {
  const row = await ctx.db
    .selectFrom('incident')
    .selectAll()
    .where('id', '=', incidentId)
    .where(seesIncident(ctx, 'incident.id'))
    .executeTakeFirst();
  if (!row) return refuse('not_found', 'There is no such incident, or it is not yours to see.');
  const links = (await linksShown(ctx, [incidentId])).get(incidentId) ?? [];
  return shown(row, links, (await elsewhereOf(ctx, [incidentId])).get(incidentId) ?? []);
}

/** The incident of this number as far as the one who asks may know of it: where there are several, the first. */
export async function incidentKnownAs(
  reads: Reads,
  ctx: Ctx,
  { system, number }: Pick<Incident, 'system' | 'number'>,
): Promise<string | undefined> {
  const row = await reads
    .selectFrom('incident')
    .select('id')
    .where('system', '=', system)
    .where('number', '=', number)
    .where(seesIncident(ctx, 'incident.id'))
    .orderBy('apart')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** A standard change is held in review by an incident that it caused, or is suspected to have caused. */
export const incidentsReviewed: Guard = {
  name: 'incidents_reviewed',
  async look(reads, ctx, changes) {
    const reviewed = changes.filter(({ stateKind }) => stateKind === 'review');
    const definitions = await definitionsOf(reads, ctx, reviewed);
    const standard = reviewed.filter(({ id }) => definitions.get(id)?.raisedFrom === 'template').map(({ id }) => id);
    const links = await linksOfEach(reads, standard);
    const tasks = await tasksOfEach(reads, [...links.keys()]);
    return (change, to) => {
      const linked = links.get(change.id) ?? [];
      const kind = definitions.get(change.id)?.states.find(({ key }) => key === to)?.kind;
      if (linked.length === 0 || kind !== 'closed') return undefined;
      return incidentGuard(linked, reviewDone(tasks.get(change.id) ?? [], change)?.closedBy?.name);
    };
  },
};
