import type { RowNote } from '@interlock/contract/imports.ts';
import type { IncidentMap } from '@interlock/contract/incident-map.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { recordMany } from '../audit/index.ts';
import { changesNamed } from '../changes/index.ts';
import { incidentsBefore, recordIncidents } from '../incidents/index.ts';
import type { IncidentRow } from './incident-row.rules.ts';

type Into = { importId: string; map: IncidentMap };
export type TakenIncidents = { created: number; updated: number; warnings: RowNote[] };

/** What is not said of an incident is its number. */
const titleOf = ({ title, number }: IncidentRow): string => title || number;

/** Writes some incidents with their links, each with its audit entry. Whom nobody has confirmed is suggested. */
export async function takeIncidents(
  tx: Tx,
  ctx: Ctx,
  { importId, map }: Into,
  rows: readonly IncidentRow[],
): Promise<TakenIncidents> {
  const { source } = map;
  const here = await namedBy(tx, map, rows);
  const given = rows.map((row) => ({
    ...{ number: row.number, title: titleOf(row), url: row.url, openedAt: row.openedAt },
    links: [...row.links.values()].flatMap(({ kind, change }) => {
      const changeId = here.get(change);
      return changeId ? [{ kind, changeId }] : [];
    }),
    elsewhere: [...row.links.values()].flatMap(({ kind, change }) =>
      here.has(change) ? [] : [{ kind, system: map.changesOf ?? source, number: change }],
    ),
  }));
  const fates = await recordIncidents(tx, ctx, source, given);
  const lines = new Map(rows.map((row) => [row.number, row]));
  await recordMany(
    tx,
    ctx,
    fates.flatMap(({ id, number, isNew, edits, linked }) => {
      const row = lines.get(number);
      if (!row) return [];
      const from = { source, number, line: row.line, import: importId };
      const own = { verb: isNew ? 'incident.imported' : 'incident.reimported', object: id } as const;
      return [
        { ...own, parts: { title: titleOf(row), from, ...(edits.length > 0 && { fields: edits }) } },
        ...linked.map(({ changeId, kind }) => ({
          ...({ verb: 'change.incident_linked', object: changeId } as const),
          parts: { incident: `${source} ${number}`, title: titleOf(row), kind, attribution: 'suggested', from },
        })),
      ];
    }),
  );
  const created = fates.filter(({ isNew }) => isNew).length;
  return { created, updated: fates.length - created, warnings: absentees(rows, here) };
}

/** What `takeIncidents` would do with these rows now. */
export async function rehearseIncidents(
  reads: Reads,
  ctx: Ctx,
  map: IncidentMap,
  rows: readonly IncidentRow[],
): Promise<TakenIncidents> {
  const numbers = rows.map(({ number }) => number);
  const before = await incidentsBefore(reads, ctx, map.source, numbers);
  const here = await namedBy(reads, map, rows);
  return { created: rows.length - before.size, updated: before.size, warnings: absentees(rows, here) };
}

const namedBy = (reads: Reads, { source, changesOf }: IncidentMap, rows: readonly IncidentRow[]) =>
  changesNamed(reads, changesOf ?? source, [
    ...new Set(rows.flatMap(({ links }) => [...links.values()].map(({ change }) => change))),
  ]);

const absentees = (rows: readonly IncidentRow[], here: ReadonlyMap<string, string>): RowNote[] =>
  rows.flatMap(({ line, links }) =>
    [...links.values()]
      .filter(({ change }) => !here.has(change))
      .map(({ change }) => ({
        ...{ line, column: null, value: change },
        reason: 'is no change that is here; it is kept by its number, and linked when that change is imported',
      })),
  );
