import { plain } from './words.ts';

/** A column's heading, what it says of a row, and whether it may be cut where the terminal is narrow. */
export type Column<Row> = { heading: string; of: (row: Row) => string; shrinks?: true };

const GAP = '  ';
const NARROWEST = 12;

/**
 * Rows under headings, each column as wide as its widest cell. Where they do not fit into `width`, the one column that
 * shrinks is cut; without a terminal there is no width, and nothing is.
 */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width?: number): string[] {
  const cells = [columns.map(({ heading }) => heading), ...rows.map((row) => columns.map(({ of }) => plain(of(row))))];
  const widest = columns.map((_column, at) => Math.max(...cells.map((line) => lengthOf(line[at] ?? ''))));
  const room = (width ?? Number.POSITIVE_INFINITY) - GAP.length * (columns.length - 1);
  const over = widest.reduce((sum, one) => sum + one, 0) - room;
  const widths = widest.map((wide, at) =>
    columns[at]?.shrinks && over > 0 ? Math.max(wide - over, Math.min(wide, NARROWEST)) : wide,
  );
  return cells.map((line) =>
    line
      .map((cell, at) => fitted(cell, widths[at] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

const lengthOf = (text: string): number => [...text].length;

function fitted(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text + ' '.repeat(width - characters.length);
  return `${characters.slice(0, width - 1).join('')}…`;
}
