import type { ImportLook } from '@interlock/contract/import-runs.ts';

type Column = ImportLook['columns'][number];
/** Whether a cell is a date in one format; handed in, since what a date is belongs to those who read rows. */
export type Fits = (cell: string) => boolean;

/** Words that systems write where there is nothing. */
export const nothingWords = ['?', 'null', 'none', 'n/a', '-', '--', 'no type', '#n/b', '(empty)'];
const nothing = new Set(nothingWords);

/** The share of cells that a format must fit, and after how many of them it is looked at. */
const ENOUGH = 0.75;
const SOME = 20;
const MOST_VALUES = 60;
const LONGEST_VALUE = 80;

const times = ['', ' H:mm', ' H:mm:ss', ' h:mm a', ' h:mm:ss a'];
/** Day first stands before month first: where both fit, somebody should look. */
export const knownFormats: readonly string[] = [
  ...times.flatMap((time) => ['-', '/', '.'].map((sign) => `yyyy${sign}M${sign}d${time}`)),
  ...times.flatMap((time) => ['-', '/', '.'].map((sign) => `d${sign}M${sign}yyyy${time}`)),
  ...times.flatMap((time) => ['/', '-'].map((sign) => `M${sign}d${sign}yyyy${time}`)),
  ...["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SXXX"],
  ...times.flatMap((time) => ['-', ' '].map((sign) => `d${sign}MMM${sign}yyyy${time}`)),
];

/** Takes rows one by one and says in the end what each column holds. */
export function columnsLooker(
  header: readonly string[],
  formats: readonly { format: string; fits: Fits }[],
): { add(cells: readonly string[]): void; columns(): Column[] } {
  const lookers = header.map((name) => columnLooker(name, formats));
  return {
    add: (cells) => {
      for (const [at, looker] of lookers.entries()) looker.add((cells[at] ?? '').trim());
    },
    columns: () => lookers.map(({ column }) => column()),
  };
}

function columnLooker(name: string, formats: readonly { format: string; fits: Fits }[]) {
  const counts = new Map<string, number>();
  let filled = 0;
  let tooMany = false;
  let dated = 0;
  let left = formats.map((one) => ({ ...one, fitted: 0 }));
  return {
    add: (cell: string) => {
      if (cell === '') return;
      filled += 1;
      if (!tooMany) {
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
        tooMany = counts.size > MOST_VALUES || cell.length > LONGEST_VALUE;
      }
      if (left.length === 0 || nothing.has(cell.toLowerCase())) return;
      dated += 1;
      for (const one of left) if (one.fits(cell)) one.fitted += 1;
      if (dated % SOME === 0) left = left.filter(({ fitted }) => fitted >= dated * ENOUGH);
    },
    column: (): Column => ({
      name,
      filled,
      values: tooMany ? null : byCount(counts),
      formats: likeliest(left, dated),
    }),
  };
}

/** One cell that is none does not make a column of dates another one: its row is refused later, which says why. */
function likeliest(formats: readonly { format: string; fitted: number }[], dated: number): string[] {
  const most = Math.max(0, ...formats.map(({ fitted }) => fitted));
  return formats
    .filter(({ fitted }) => fitted === most && most > 0 && most >= dated * ENOUGH)
    .map(({ format }) => format);
}

const byCount = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
