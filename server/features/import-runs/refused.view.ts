// Reads: import_run, import_piece, import_note.
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { FileAnswer } from '../../platform/file-answer.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { meantBy } from '../../platform/text/csv-cell.ts';
import { BOM, csvOf } from '../../platform/text/csv-writing.ts';
import { opened } from '../imports/index.ts';
import { textOf } from './file.view.ts';
import { mayBeRead } from './run.rules.ts';
import { loadRun } from './run.store.ts';

/** The column that says why; a second import does not mind it, and a second file of refused rows replaces it. */
const WHY = 'Refused because';
const AT_ONCE = 1_000;

/** The rows that were refused, as they were, each with its reason in front. */
export async function refusedRows(ctx: Ctx, runId: string): Promise<FileAnswer> {
  requirePermission(ctx.actor, 'import.run');
  const run = await loadRun(ctx.db, runId);
  must(mayBeRead(run));
  const map = run.map?.map;
  if (!map || (run.state !== 'checked' && run.state !== 'imported'))
    return refuse('import_state', 'This file was not checked yet.');
  async function* pieces(): AsyncGenerator<string> {
    if (!map) return;
    const { header, records } = await opened(() => textOf(ctx.db, runId, map.encoding), map.delimiter);
    const old = header.indexOf(WHY);
    const bare = (cells: readonly string[]) => cells.filter((_cell, at) => old === -1 || at !== old).map(meantBy);
    yield BOM + csvOf([[WHY, ...bare(header)]], map.delimiter);
    const refused = whyByLine(ctx, runId);
    let next = await refused.next();
    for await (const { line, cells } of records) {
      if (next.done) return;
      if (next.value.line !== line) continue;
      yield csvOf([[next.value.why, ...bare(cells)]], map.delimiter);
      next = await refused.next();
    }
  }
  return { name: `refused-${asFileName(run.fileName)}.csv`, pieces: pieces() };
}

const asFileName = (name: string): string =>
  name
    .replace(/\.\w+$/, '')
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 80) || 'rows';

/** Each refused line with all that was wrong with it, in the order of the file. */
async function* whyByLine(ctx: Ctx, runId: string): AsyncGenerator<{ line: number; why: string }> {
  for (let after = 0; ; ) {
    const lines = await ctx.db
      .selectFrom('import_note')
      .select(({ fn, ref }) => ['line', fn.agg<string[]>('array_agg', [ref('reason')]).as('reasons')])
      .select(({ fn, ref }) => fn.agg<(string | null)[]>('array_agg', [ref('column_name')]).as('columns'))
      .where('run_id', '=', runId)
      .where('kind', '=', 'refusal')
      .where('line', '>', after)
      .groupBy('line')
      .orderBy('line')
      .limit(AT_ONCE)
      .execute();
    for (const { line, reasons, columns } of lines) {
      yield { line, why: reasons.map((reason, at) => (columns[at] ? `${columns[at]}: ${reason}` : reason)).join('; ') };
    }
    const last = lines.at(-1);
    if (!last || lines.length < AT_ONCE) return;
    after = last.line;
  }
}
