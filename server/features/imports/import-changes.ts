import { type ImportReport, type importChangesRoute, MOST_NOTES, type RowNote } from '@interlock/contract/imports.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { recordFile, rehearseRows, sha256Of, type Taken, takeRows } from './imported-rows.step.ts';
import { type Batch, judgedBatches } from './judged.view.ts';
import { modelOfMap } from './model.view.ts';

type ImportChanges = z.output<typeof importChangesRoute.input>;

/**
 * Takes another system's changes in as history, in one request. Every row that passes goes in with its audit entry, all in one
 * transaction, and the others are reported. A dry run reports the same and writes nothing.
 */
export async function importChanges(ctx: Ctx, input: ImportChanges): Promise<ImportReport> {
  requirePermission(ctx.actor, 'import.run');
  const { fileName, csv, map, dryRun } = input;
  const { source } = map;
  const model = await modelOfMap(ctx.db, map.model);
  const batches = () => judgedBatches(ctx, () => csv, map, model);
  if (dryRun) return reported(null, batches(), ({ accepted }) => rehearseRows(ctx.db, source, accepted));
  return ctx.transaction(async (tx) => {
    const importId = newId('imp');
    const report = await reported(importId, batches(), ({ accepted }) =>
      takeRows(tx, ctx, { importId, source, model }, accepted),
    );
    const { created, updated, refused } = report;
    const counts = { created, updated, unchanged: report.unchanged ?? 0, refused };
    await recordFile(tx, ctx, { importId, source, fileName, sha256: await sha256Of(csv), ...counts });
    return report;
  });
}

async function reported(
  importId: string | null,
  batches: AsyncIterable<Batch>,
  take: (batch: Batch) => Promise<Taken>,
): Promise<ImportReport> {
  const report: ImportReport = {
    ...{ importId, created: 0, updated: 0, unchanged: null, refused: 0 },
    ...{ refusals: [], warnings: [], untold: 0 },
  };
  const tell = (told: RowNote[], notes: readonly RowNote[]) => {
    const some = notes.slice(0, MOST_NOTES - told.length);
    told.push(...some);
    report.untold += notes.length - some.length;
  };
  for await (const batch of batches) {
    const { created, updated, unchanged, takenUp } = await take(batch);
    report.created += created;
    report.updated += updated;
    if (importId !== null) report.unchanged = (report.unchanged ?? 0) + unchanged;
    report.refused += batch.refused + takenUp.length;
    tell(report.refusals, [...batch.refusals, ...takenUp].sort(byLine));
    tell(report.warnings, batch.warnings);
  }
  report.refusals.sort(byLine);
  return report;
}

const byLine = (a: RowNote, b: RowNote): number => a.line - b.line;
