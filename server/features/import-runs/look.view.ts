// Reads: import_run and import_piece.
import type {
  ImportLook,
  lookAtImportRoute,
  previewImportRoute,
  suggestMapRoute,
} from '@interlock/contract/import-runs.ts';
import { MOST_COLUMNS, type RowNote } from '@interlock/contract/imports.ts';
import type { previewIncidentsRoute, suggestIncidentMapRoute } from '@interlock/contract/incident-imports.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must } from '../../platform/refusal.ts';
import { columnsLooker, knownFormats, likelyDelimiter, likelyProfile, suggestMap } from '../import-profiles/index.ts';
import { dateReader, judgedBatches, modelOfMap, opened } from '../imports/index.ts';
import { foldIncidents, holdsIncidents, rehearseIncidents, suggestIncidentMap } from '../incident-imports/index.ts';
import { encodingOf, textOf } from './file.view.ts';
import { mayBeRead } from './run.rules.ts';
import { loadRun } from './run.store.ts';

/** Enough to know a file by, and read in a moment. */
const LOOKED_AT = 5_000;
const SHOWN = 20;
const PREVIEWED = 50;
const LONGEST_SHOWN = 300;

const formats = knownFormats.flatMap((format) => {
  const read = dateReader(format);
  return typeof read === 'string' ? [] : [{ format, fits: (cell: string) => read(cell) !== null }];
});

/** A row may have more cells than there are columns. */
const shown = (cells: readonly string[]) =>
  cells.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, LONGEST_SHOWN).toWellFormed());

type Asked = Omit<z.output<typeof lookAtImportRoute.input>, 'runId'>;

/** The first rows, and what the columns hold. */
export async function lookAtImport(ctx: Ctx, runId: string, asked: Asked): Promise<ImportLook> {
  requirePermission(ctx.actor, 'import.run');
  must(mayBeRead(await loadRun(ctx.db, runId)));
  const sniffed = await encodingOf(ctx.db, runId);
  const encoding = asked.encoding ?? sniffed;
  const likely = likelyDelimiter(await headOf(ctx, runId, encoding));
  const delimiter = asked.delimiter ?? likely;
  const { header, records } = await opened(() => textOf(ctx.db, runId, encoding), delimiter);
  const looker = columnsLooker(header, formats);
  const first: ImportLook['first'] = [];
  let rows = 0;
  for await (const { line, cells } of records) {
    looker.add(cells);
    if (first.length < SHOWN) first.push({ line, cells: shown(cells) });
    if (++rows === LOOKED_AT) break;
  }
  const columns = looker.columns();
  const holds = holdsIncidents(columns) ? ('incidents' as const) : ('changes' as const);
  const guessed = { encoding: sniffed, delimiter: likely, profile: likelyProfile(columns), holds };
  return { encoding, delimiter, guessed, rows, columns, first };
}

async function headOf(ctx: Ctx, runId: string, encoding: string): Promise<string> {
  for await (const text of textOf(ctx.db, runId, encoding)) return text.slice(0, 100_000).replace(/\r\n?/g, '\n');
  return '';
}

/** A map to begin with. */
export async function suggestedMap(ctx: Ctx, asked: z.output<typeof suggestMapRoute.input>) {
  const { runId, profile, zone, source, ...reading } = asked;
  const looked = await lookAtImport(ctx, runId, reading);
  return suggestMap(looked, { profile: profile ?? looked.guessed.profile, zone: zone ?? 'UTC', source });
}

/** A map to begin with, for a file of incidents. */
export async function suggestedIncidentMap(ctx: Ctx, asked: z.output<typeof suggestIncidentMapRoute.input>) {
  const { runId, zone, source, ...reading } = asked;
  const looked = await lookAtImport(ctx, runId, reading);
  const system = looked.guessed.profile === 'hpsm' ? 'HP Service Manager' : 'ServiceNow';
  return suggestIncidentMap(looked, { zone: zone ?? 'UTC', source: source ?? system });
}

/** What the first rows of a file of incidents would become. */
export async function previewIncidents(
  ctx: Ctx,
  { runId, map }: z.output<typeof previewIncidentsRoute.input>,
): Promise<z.output<typeof previewIncidentsRoute.output>> {
  requirePermission(ctx.actor, 'import.run');
  must(mayBeRead(await loadRun(ctx.db, runId)));
  const text = () => textOf(ctx.db, runId, map.encoding);
  const refusals: RowNote[] = [];
  const tell = (_rows: number, found: readonly RowNote[]) => void refusals.push(...found);
  const { rows } = await foldIncidents(text, map, { most: LOOKED_AT, tell });
  const some = rows.slice(0, PREVIEWED);
  const { warnings } = await rehearseIncidents(ctx.db, ctx, map, some);
  return {
    rows: some.map((row) => ({
      ...row,
      openedAt: row.openedAt?.toISOString() ?? null,
      links: [...row.links.values()],
    })),
    refusals: refusals.slice(0, PREVIEWED),
    warnings: warnings.slice(0, PREVIEWED),
  };
}

/** What the first rows would become. */
export async function previewImport(
  ctx: Ctx,
  { runId, map }: z.output<typeof previewImportRoute.input>,
): Promise<z.output<typeof previewImportRoute.output>> {
  requirePermission(ctx.actor, 'import.run');
  must(mayBeRead(await loadRun(ctx.db, runId)));
  const model = await modelOfMap(ctx.db, map.model);
  // Of a folded file, what a change touches is put together from its first rows only.
  const text = () => textOf(ctx.db, runId, map.encoding);
  for await (const { accepted, refusals, warnings } of judgedBatches(ctx, text, map, model, LOOKED_AT)) {
    return {
      rows: accepted.slice(0, PREVIEWED).map((row) => ({
        line: row.line,
        number: row.number,
        title: row.title,
        state: Object.values(row.state).join(' '),
        requestedAt: row.requestedAt?.toISOString() ?? null,
        plannedStart: row.plannedStart?.toISOString() ?? null,
        plannedEnd: row.plannedEnd?.toISOString() ?? null,
        endedAt: row.endedAt?.toISOString() ?? null,
        systemsAffected: row.texts.systemsAffected,
      })),
      refusals: refusals.slice(0, PREVIEWED),
      warnings: warnings.slice(0, PREVIEWED),
    };
  }
  return { rows: [], refusals: [], warnings: [] };
}
