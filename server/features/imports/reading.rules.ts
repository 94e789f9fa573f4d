import type { RowNote } from '@interlock/contract/imports.ts';
import { meantBy } from '../../platform/csv-cell.ts';
import { type CellNote, keyOf, type Row } from './cell.rules.ts';
import type { ImportedRow, RowReading } from './row.rules.ts';

/** What a file has come to so far: rows that may go in, and what is to be told about the others. */
export type FileReading = { accepted: ImportedRow[]; refused: number; refusals: RowNote[]; warnings: RowNote[] };
type RecordReader = { add(record: { line: number; cells: readonly string[] }): void; reading: FileReading };

/** Reads record after record. A number that came before refuses the later row; what is told once is told once. */
export function recordReader(
  header: readonly string[],
  blanks: readonly string[],
  read: (row: Row) => RowReading,
): RecordReader {
  const reading: FileReading = { accepted: [], refused: 0, refusals: [], warnings: [] };
  const at = new Map(header.map((name, index) => [name, index]));
  const empty = new Set(blanks.map(keyOf));
  const lineOf = new Map<string, number>();
  const told = new Set<string>();
  const refuseRow = (line: number, notes: readonly CellNote[]) => {
    reading.refused += 1;
    reading.refusals.push(...notes.map((note) => placed(line, note)));
  };
  const add: RecordReader['add'] = ({ line, cells }) => {
    if (cells.length !== header.length) {
      const reason = `the row has ${cells.length} cells and the header ${header.length}`;
      return refuseRow(line, [{ column: null, value: null, reason }]);
    }
    const { row, refusals, warnings } = read({
      line,
      cell: (column) => cellOf(cells[at.get(column) ?? -1] ?? '', empty),
    });
    const first = row && lineOf.get(row.number);
    if (!row || (first !== undefined && first !== null)) {
      const twice = row
        ? [{ column: null, value: row.number, reason: `the number stands on line ${first} already` }]
        : refusals;
      return refuseRow(line, twice);
    }
    lineOf.set(row.number, line);
    reading.accepted.push(row);
    const news = warnings.filter((warning) => !warning.once || !told.has(keyFor(warning)));
    for (const warning of news) told.add(keyFor(warning));
    reading.warnings.push(...news.map((note) => placed(line, note)));
  };
  return { add, reading };
}

function cellOf(cell: string, empty: ReadonlySet<string>): string {
  const trimmed = meantBy(cell.trim());
  return empty.size > 0 && empty.has(keyOf(trimmed)) ? '' : trimmed;
}

const keyFor = ({ column, value, reason }: CellNote): string => JSON.stringify([column, keyOf(value ?? ''), reason]);

const placed = (line: number, { column, value, reason }: CellNote): RowNote => ({ line, column, value, reason });
