import { type ChangeMap, MOST_COLUMNS, type RowNote } from '@interlock/contract/imports.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { type CsvRecord, csvRecords } from '../../platform/text/csv.ts';
import { instantOf, localOf } from '../../platform/time.ts';
import { checkMap } from './map.rules.ts';
import type { ImportModel } from './model.view.ts';
import { headingsOf, recordJudge, systemsGatherer } from './reading.rules.ts';
import { type ImportedRow, rowReader } from './row.rules.ts';

/** The file's text, which is read anew each time it is asked for. */
export type FileText = () => string | AsyncIterable<string>;
/** Some rows, judged: those that may go in, and what is to be told. */
export type Batch = {
  read: number;
  accepted: ImportedRow[];
  refused: number;
  refusals: RowNote[];
  warnings: RowNote[];
};

/** So many rows go to the database together, or fewer where they are long. */
const AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 1024 * 1024;

/**
 * The whole file, some hundred rows at a time. A map that does not fit is refused before the first. `gathering` limits how many
 * rows a folded file is gathered from, for whoever reads its beginning only.
 */
export async function* judgedBatches(
  ctx: Pick<Ctx, 'now'>,
  text: FileText,
  map: ChangeMap,
  { definition }: ImportModel,
  gathering = Number.POSITIVE_INFINITY,
): AsyncGenerator<Batch> {
  const { header, records } = await opened(text, map.delimiter);
  must(checkMap(map, header, definition));
  const gathered = map.folded ? await gather(text, header, map, gathering) : undefined;
  const judge = recordJudge(header, map.blanks, rowReader(map, { instantOf, localOf, now: ctx.now }), gathered);
  let batch = emptyBatch();
  let characters = 0;
  for await (const record of records) {
    const { row, refusals, warnings } = judge(record);
    batch.read += 1;
    if (row) batch.accepted.push(row);
    if (refusals.length > 0) batch.refused += 1;
    batch.refusals.push(...refusals);
    batch.warnings.push(...warnings);
    for (const cell of record.cells) characters += cell.length;
    if (batch.read === AT_ONCE || characters > CHARACTERS_AT_ONCE) {
      yield batch;
      batch = emptyBatch();
      characters = 0;
    }
  }
  yield batch;
}

/** Refuses a map that does not fit this file or this model, naming each place of it that is wrong. */
export async function mustFit(text: FileText, map: ChangeMap, { definition }: ImportModel): Promise<void> {
  const { header, records } = await opened(text, map.delimiter);
  await records.return(undefined);
  must(checkMap(map, header, definition));
}

const emptyBatch = (): Batch => ({ read: 0, accepted: [], refused: 0, refusals: [], warnings: [] });

/** The names of the columns, and the records that follow. Refuses a file without any, or with too many. */
export async function opened(
  text: FileText,
  delimiter: string,
): Promise<{ header: string[]; records: AsyncGenerator<CsvRecord> }> {
  const records = csvRecords(text(), delimiter);
  const first = await records.next();
  if (first.done)
    return refuse('invalid', 'The file is empty: its first line names the columns.', {
      errors: [{ path: 'csv', message: 'empty' }],
    });
  const header = headingsOf(first.value.cells);
  if (header.length > MOST_COLUMNS) {
    await records.return(undefined);
    const message = `has ${header.length} columns; a file has at most ${MOST_COLUMNS}`;
    refuse('invalid', `The file ${message}.`, {
      next: 'Choose another sign between the cells, or take out columns that the import does not need.',
      errors: [{ path: 'csv', message }],
    });
  }
  return { header, records };
}

async function gather(text: FileText, header: readonly string[], map: ChangeMap, most: number) {
  const { add, gathered } = systemsGatherer(header, map);
  const { records } = await opened(text, map.delimiter);
  let rows = 0;
  for await (const record of records) {
    add(record);
    if (++rows >= most) break;
  }
  return gathered;
}
