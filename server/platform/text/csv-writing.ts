import { stringify } from 'csv-stringify/sync';
import { safeCell } from './csv-cell.ts';

/** Records of a CSV file (RFC 4180). Every text stands in quotes and none of them is a formula to a spreadsheet. */
export function csvOf(records: readonly (readonly (string | number | null)[])[], delimiter: string): string {
  return stringify(
    records.map((cells) => cells.map((cell) => (typeof cell === 'string' ? safeCell(cell) : cell))),
    { delimiter, record_delimiter: '\r\n', quoted_string: true },
  );
}

export const BOM = '\uFEFF';
