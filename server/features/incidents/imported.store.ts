import type { LinkKind } from '@interlock/contract/incidents.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { importKnowsIncident } from '../changes/index.ts';
import { type Edit, newlyTold } from './incident.rules.ts';

type Told = Pick<Given, 'title' | 'url' | 'openedAt'>;
type Link = { kind: LinkKind; changeId: string };
type Reference = { kind: LinkKind; system: string; number: string };
type Given = {
  number: string;
  title: string;
  url: string;
  openedAt: Date | null;
  links: readonly Link[];
  elsewhere: readonly Reference[];
};
/** `linked` are the links that were not there yet, `edits` what the import told anew. */
export type IncidentFate = { id: string; number: string; isNew: boolean; edits: Edit[]; linked: Link[] };

type Known = Told & { id: string };

/** Which of these numbers of another system are here already, as far as the importer may know: of several, the first. */
export async function incidentsBefore(
  reads: Reads,
  ctx: Ctx,
  system: string,
  numbers: readonly string[],
): Promise<Map<string, Known>> {
  if (numbers.length === 0) return new Map();
  const rows = await reads
    .selectFrom('incident')
    .select(['id', 'number', 'title', 'url', 'opened_at as openedAt'])
    .where('system', '=', system)
    .where('number', '=', sql<string>`any (${[...numbers]}::text[])`)
    .where(importKnowsIncident(ctx, 'incident.id'))
    .orderBy('apart', 'desc')
    .execute();
  return new Map(rows.map(({ number, ...known }) => [number, known]));
}

/**
 * Records incidents of one system by their numbers, with the links that an import suggests. What is not said stays as it is. One
 * that the importer may not know of stays untouched, and another is recorded beside it.
 */
export async function recordIncidents(
  tx: Tx,
  ctx: Ctx,
  system: string,
  given: readonly Given[],
): Promise<IncidentFate[]> {
  if (given.length === 0) return [];
  // Imports of one system wait for each other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`incidents ${system}`}, 0))`.execute(tx);
  const { before, written } = await place(tx, ctx, system, given);
  const said = new Map(given.map((one) => [one.number, one]));
  const editsOf = (number: string): Edit[] => {
    const [known, told] = [before.get(number), said.get(number)];
    return known && told ? newlyTold(known, told).edits : [];
  };
  const idOf = new Map(written.map(({ id, number }) => [number, id]));
  const linked = await suggestLinks(
    tx,
    ctx.now,
    given.flatMap(({ number, links }) => links.map((link) => ({ incidentId: idOf.get(number) ?? '', ...link }))),
  );
  await addReferences(
    tx,
    given.flatMap(({ number, elsewhere }) => elsewhere.map((one) => ({ incidentId: idOf.get(number) ?? '', ...one }))),
  );
  return written.map(({ id, number }) => ({
    ...{ id, number, isNew: !before.has(number), edits: editsOf(number) },
    linked: linked.filter(({ incidentId }) => incidentId === id),
  }));
}

type Written = { id: string; number: string };

/** Each under the incident of its number that the importer knows, or under a new one. */
async function place(tx: Tx, ctx: Ctx, system: string, given: readonly Given[]) {
  const numbers = given.map(({ number }) => number);
  const before = await incidentsBefore(tx, ctx, system, numbers);
  const made = await insert(tx, ctx, system, without(given, before), 'first');
  const taken = without(given, before, new Map(made.map((one) => [one.number, one])));
  // Somebody recorded them at this moment, or they are such as the importer may not know of.
  const since = await incidentsBefore(
    tx,
    ctx,
    system,
    taken.map(({ number }) => number),
  );
  const apart = await insert(tx, ctx, system, without(taken, since), 'apart');
  const known = new Map([...before, ...since]);
  return { before: known, written: [...(await bringUpToDate(tx, ctx, system, given, known)), ...made, ...apart] };
}

const without = (given: readonly Given[], ...known: ReadonlyMap<string, unknown>[]): Given[] =>
  given.filter(({ number }) => !known.some((some) => some.has(number)));

const rowOf = (ctx: Ctx, system: string, id: string, { number, title, url, openedAt }: Given) => ({
  ...{ id, system, number, title, url, opened_at: openedAt },
  ...{ recorded_by: ctx.actor.id, recorded_at: ctx.now },
});

/** Answers those whose place was free. */
async function insert(
  tx: Tx,
  ctx: Ctx,
  system: string,
  given: readonly Given[],
  as: 'first' | 'apart',
): Promise<Written[]> {
  if (given.length === 0) return [];
  const rows = given.map((one) => rowOf(ctx, system, newId('inc'), one));
  return tx
    .insertInto('incident')
    .values(rows.map((row) => ({ ...row, apart: as === 'apart' ? row.id : '' })))
    .onConflict((same) => same.columns(['system', 'number', 'apart']).doNothing())
    .returning(['id', 'number'])
    .execute();
}

async function bringUpToDate(
  tx: Tx,
  ctx: Ctx,
  system: string,
  given: readonly Given[],
  known: ReadonlyMap<string, Known>,
): Promise<Written[]> {
  const rows = given.flatMap((one) => {
    const there = known.get(one.number);
    return there ? [rowOf(ctx, system, there.id, one)] : [];
  });
  if (rows.length === 0) return [];
  return tx
    .insertInto('incident')
    .values(rows)
    .onConflict((same) =>
      same.column('id').doUpdateSet({
        title: sql`excluded.title`,
        url: sql`coalesce(nullif(excluded.url, ''), incident.url)`,
        opened_at: sql`coalesce(excluded.opened_at, incident.opened_at)`,
      }),
    )
    .returning(['id', 'number'])
    .execute();
}

type Suggested = Link & { incidentId: string };

/** Answers those that were not there yet: what people have decided on stays decided. */
async function suggestLinks(tx: Tx, at: Date, links: readonly Suggested[]): Promise<Suggested[]> {
  if (links.length === 0) return [];
  const rows = await tx
    .insertInto('incident_link')
    .values(
      links.map(({ incidentId, changeId, kind }) => ({
        ...{ id: newId('lnk'), incident_id: incidentId, change_id: changeId, kind },
        ...{ attribution: 'suggested', words: '', linked_by: null, linked_at: at },
      })),
    )
    .onConflict((same) => same.columns(['incident_id', 'change_id', 'kind']).doNothing())
    .returning(['incident_id', 'change_id', 'kind'])
    .execute();
  // A check of the table keeps kinds to their set.
  return rows.map((row) => ({ incidentId: row.incident_id, changeId: row.change_id, kind: row.kind }));
}

async function addReferences(tx: Tx, all: readonly (Reference & { incidentId: string })[]): Promise<void> {
  if (all.length === 0) return;
  await tx
    .insertInto('incident_reference')
    .values(all.map(({ incidentId, ...reference }) => ({ incident_id: incidentId, ...reference })))
    .onConflict((same) => same.doNothing())
    .execute();
}

/** Changes that have come in and that incidents name already: their links are made. Answers them with what the incident is called. */
export async function linkNamed(
  tx: Tx,
  { now }: Pick<Ctx, 'now'>,
  system: string,
  changes: readonly { id: string; sourceNumber: string }[],
): Promise<(Link & { called: string })[]> {
  if (changes.length === 0) return [];
  const idOf = new Map(changes.map(({ id, sourceNumber }) => [sourceNumber, id]));
  const named = await tx
    .deleteFrom('incident_reference')
    .where('system', '=', system)
    .where('number', '=', sql<string>`any (${[...idOf.keys()]}::text[])`)
    .returning(['incident_id', 'kind', 'number'])
    .execute();
  const links = await suggestLinks(
    tx,
    now,
    named.map(({ incident_id, kind, number }) => ({
      ...{ incidentId: incident_id, kind, changeId: idOf.get(number) ?? '' },
    })),
  );
  if (links.length === 0) return [];
  const incidents = await tx
    .selectFrom('incident')
    .select(['id', sql<string>`system || ' ' || number`.as('called')])
    .where('id', 'in', [...new Set(links.map(({ incidentId }) => incidentId))])
    .execute();
  const called = new Map(incidents.map((one) => [one.id, one.called]));
  return links.map(({ incidentId, ...link }) => ({ ...link, called: called.get(incidentId) ?? incidentId }));
}
