import { Column } from '@interlock/contract/imports.ts';

const LONGEST = 200;

/**
 * The names of the columns, such as a map can name them. Spreadsheets break lines within headings: white space becomes one blank,
 * and what no line of text holds is dropped. Two that are the same only then get a number.
 */
export function headingsOf(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  const taken = new Set(names.filter(isUsable));
  const given = new Map<string, string>();
  return names.map((name) => {
    const heading = given.get(name) ?? (isUsable(name) ? name : free(plain(name, LONGEST), taken));
    given.set(name, heading);
    taken.add(heading);
    return heading;
  });
}

const isUsable = (name: string): boolean => Column.safeParse(name).success;

/** Empty where it says nothing. */
function plain(name: string, most: number): string {
  const oneLine = name
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, most)
    .toWellFormed()
    .trim();
  return isUsable(oneLine) ? oneLine : '';
}

function free(name: string, taken: ReadonlySet<string>): string {
  if (name === '') return '';
  for (let at = 1; ; at += 1) {
    const number = at === 1 ? '' : ` (${at})`;
    const tried = plain(name, LONGEST - number.length) + number;
    if (!taken.has(tried)) return tried;
  }
}
