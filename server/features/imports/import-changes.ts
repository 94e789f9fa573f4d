import type { ImportReport, importChangesRoute, RowNote } from '@interlock/contract/imports.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import { csvRecords } from '../../platform/csv.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { instantOf, localOf } from '../../platform/time.ts';
import { recordImportedRounds } from '../approvals/index.ts';
import { record, recordMany } from '../audit/index.ts';
import { type ImportedFate, importedBefore, recordImported } from '../changes/index.ts';
import { insertImportFile, sha256Of } from './import-file.store.ts';
import { importedChangeOf } from './imported-change.rules.ts';
import { checkMap } from './map.rules.ts';
import { type ImportModel, modelByKey } from './model.view.ts';
import { type FileReading, recordReader } from './reading.rules.ts';
import { type ImportedRow, rowReader } from './row.rules.ts';

type ImportChanges = z.output<typeof importChangesRoute.input>;

/**
 * Takes another system's changes in as history. The whole file is read and judged first; then every row that passed goes in
 * with its audit entry in one transaction, and the others are reported. A dry run reports the same and writes nothing.
 */
export async function importChanges(ctx: Ctx, input: ImportChanges): Promise<ImportReport> {
  requirePermission(ctx.actor, 'import.run');
  const model = await modelByKey(ctx.db, input.map.model);
  if (!model) {
    return refuse('invalid', `There is no model "${input.map.model}".`, {
      errors: [{ path: 'map.model', message: 'no such model' }],
    });
  }
  if (model.definition.raisedFrom === 'template') {
    return refuse('template_only', `${model.name} changes come from a published template, and no file brings one.`, {
      errors: [{ path: 'map.model', message: 'raised from a template' }],
      next: 'Import them as another model, such as normal.',
    });
  }
  const reading = await readFile(ctx, input, model);
  if (input.dryRun) return rehearse(ctx, input, reading);
  return ctx.transaction((tx) => write(tx, ctx, input, model, reading));
}

async function readFile(ctx: Ctx, { csv, map }: ImportChanges, model: ImportModel): Promise<FileReading> {
  const records = csvRecords(csv, map.delimiter);
  const first = await records.next();
  if (first.done)
    return refuse('invalid', 'The file is empty: its first line names the columns.', {
      errors: [{ path: 'csv', message: 'empty' }],
    });
  const header = first.value.cells.map((name) => name.trim());
  must(checkMap(map, header, model.definition));
  const { add, reading } = recordReader(header, map.blanks, rowReader(map, { instantOf, localOf, now: ctx.now }));
  for await (const one of records) add(one);
  return reading;
}

async function rehearse(ctx: Ctx, { map }: ImportChanges, reading: FileReading): Promise<ImportReport> {
  const before = await importedBefore(
    ctx.db,
    map.source,
    reading.accepted.map(({ number }) => number),
  );
  const free = reading.accepted.filter(({ number }) => !before.get(number)?.takenUp);
  const updated = free.filter(({ number }) => before.has(number)).length;
  return reportOf(
    null,
    { created: free.length - updated, updated },
    reading,
    takenUp(reading, new Set(free.map(({ number }) => number))),
  );
}

async function write(
  tx: Tx,
  ctx: Ctx,
  { fileName, csv, map }: ImportChanges,
  model: ImportModel,
  reading: FileReading,
): Promise<ImportReport> {
  const fates = await recordImported(tx, ctx, { system: map.source, model }, reading.accepted.map(importedChangeOf));
  const fateOf = new Map(fates.map((fate) => [fate.sourceNumber, fate]));
  const updated = fates.filter(({ fate }) => fate === 'updated').length;
  const id = newId('imp');
  const report = reportOf(id, { created: fates.length - updated, updated }, reading, takenUp(reading, fateOf));
  const { refusals: _refusals, warnings: _warnings, importId: _id, ...counts } = report;
  const sha256 = sha256Of(csv);
  await insertImportFile(tx, { id, source: map.source, fileName, sha256, by: ctx.actor.id, at: ctx.now, ...counts });
  await record(tx, ctx, {
    verb: 'import.file_imported',
    object: id,
    parts: { file: fileName, sha256: sha256.toString('hex'), source: map.source, ...counts },
  });
  const rows = reading.accepted.flatMap((row) => {
    const fate = fateOf.get(row.number);
    return fate ? [{ row, fate }] : [];
  });
  for (const some of batchesOf(rows)) {
    const subjects = some.filter(({ fate }) => fate.fate === 'updated').map(({ fate }) => fate.id);
    await recordImportedRounds(tx, subjects, roundsOf(some, model));
  }
  await recordMany(
    tx,
    ctx,
    rows.map(({ row, fate }) => entryOf(row, fate, map.source, id)),
  );
  return report;
}

/** A statement takes 65,535 values. */
const AT_ONCE = 500;

function batchesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
    all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

type Written = { row: ImportedRow; fate: ImportedFate };

function entryOf(row: ImportedRow, { id, fate, edits }: ImportedFate, source: string, importId: string) {
  const parts = { title: row.title, from: { source, number: row.number, line: row.line, import: importId } };
  if (fate === 'created') return { verb: 'change.imported', object: id, parts } as const;
  return { verb: 'change.reimported', object: id, parts: { ...parts, edits } } as const;
}

/** Under the state of the model that asks for approval first. */
function roundsOf(rows: readonly Written[], { definition }: ImportModel) {
  const state = definition.states.find(({ approvals }) => approvals.length > 0)?.key;
  return rows.flatMap(({ row: { decision }, fate }) =>
    decision && state !== undefined ? [{ subject: fate.id, state, ...decision }] : [],
  );
}

function takenUp({ accepted }: FileReading, written: { has(number: string): boolean }): RowNote[] {
  return accepted
    .filter(({ number }) => !written.has(number))
    .map(({ line, number }) => ({
      line,
      column: null,
      value: number,
      reason: 'people have taken this change up in Interlock since: it stays as it is',
    }));
}

function reportOf(
  importId: string | null,
  done: { created: number; updated: number },
  reading: FileReading,
  late: readonly RowNote[],
): ImportReport {
  const refusals = [...reading.refusals, ...late].sort((a, b) => a.line - b.line);
  return { importId, ...done, refused: reading.refused + late.length, refusals, warnings: reading.warnings };
}
