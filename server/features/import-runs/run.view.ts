// Reads: import_run, import_note, and the names of people in person.
import type { ImportRun, importNotesRoute, listImportRunsRoute } from '@interlock/contract/import-runs.ts';
import type { RowNote } from '@interlock/contract/imports.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';
import { type Failure, runMapOf } from './run.store.ts';

const runs = (reads: Reads) =>
  reads
    .selectFrom('import_run')
    .leftJoin('person', 'person.id', 'import_run.by')
    .selectAll('import_run')
    .select('person.name as by_name');
type Row = Awaited<ReturnType<ReturnType<typeof runs>['execute']>>[number];

/** One file on its way in. */
export async function importRun(ctx: Ctx, runId: string): Promise<ImportRun> {
  requirePermission(ctx.actor, 'import.run');
  const row = await runs(ctx.db).where('import_run.id', '=', runId).executeTakeFirst();
  return row ? shown(row) : refuse('not_found', 'There is no such file.');
}

/** Files that were brought, newest first. */
export async function importRuns(ctx: Ctx, { cursor, limit }: z.output<typeof listImportRunsRoute.input>) {
  requirePermission(ctx.actor, 'import.run');
  const [before] = keyOf(cursor, ['text']) ?? [];
  let query = runs(ctx.db)
    .orderBy('import_run.id', 'desc')
    .limit(limit + 1);
  if (before !== undefined) query = query.where('import_run.id', '<', before);
  return pageOf(await query.execute(), limit, ({ id }) => [id], shown);
}

/** What was told of rows, by line. */
export async function importNotes(ctx: Ctx, asked: z.output<typeof importNotesRoute.input>) {
  requirePermission(ctx.actor, 'import.run');
  await importRun(ctx, asked.runId);
  const [line, ord] = keyOf(asked.cursor, ['integer', 'integer']) ?? [];
  let query = ctx.db
    .selectFrom('import_note')
    .select(['line', 'ord', 'column_name', 'value', 'reason'])
    .where('run_id', '=', asked.runId)
    .where('kind', '=', asked.kind)
    .orderBy('line')
    .orderBy('ord')
    .limit(asked.limit + 1);
  if (line !== undefined)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('line', 'ord'), '>', tuple(Number(line), Number(ord))),
    );
  return pageOf(
    await query.execute(),
    asked.limit,
    (row) => [row.line, row.ord],
    (row): RowNote => ({ line: row.line, column: row.column_name, value: row.value, reason: row.reason }),
  );
}

function shown(row: Row): ImportRun {
  const of = row.map === null ? null : runMapOf(row.holds, row.map);
  return {
    id: row.id,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    received: Number(row.received),
    state: row.state,
    holds: row.holds,
    map: of?.holds === 'changes' ? of.map : null,
    incidentMap: of?.holds === 'incidents' ? of.map : null,
    by: { id: row.by, name: row.by_name ?? '' },
    createdAt: row.created_at.toISOString(),
    rows: row.read_rows,
    readBytes: Number(row.read_bytes),
    created: row.created,
    updated: row.updated,
    unchanged: row.unchanged,
    refused: row.refused,
    warned: row.warned,
    cancelling: row.cancelling,
    failure: row.failure as Failure | null,
    importId: row.import_id,
    keptUntil: row.kept_until?.toISOString() ?? null,
    version: row.version,
  };
}
