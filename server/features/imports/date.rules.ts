import { FIRST_YEAR, isHeldYear, LAST_YEAR } from '@interlock/contract/shared.ts';

/** What the clock on the wall said (YYYY-MM-DDTHH:MM:SS), and the distance from UTC where the cell carries it. */
export type WallTime = { local: string; offset: string | null };
/** Null where the cell is no date of the format; `outside` where it is one of a year that nothing here holds, such as 0001 or 9999. */
export type DateReader = (cell: string) => WallTime | 'outside' | null;
export const outsideYears = `lies outside of the years ${FIRST_YEAR} to ${LAST_YEAR}`;

type Letters = { pattern: string; put(found: Found, text: string): void };
type Found = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  noon: 'am' | 'pm' | null;
  offset: string | null;
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const number = (pattern: string, field: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'): Letters => ({
  pattern,
  put: (found, text) => {
    found[field] = Number(text);
  },
});
const shortMonth: Letters = {
  pattern: '[A-Za-z]{3}',
  put: (found, text) => {
    found.month = months.indexOf(text.toLowerCase()) + 1;
  },
};
const halfDay: Letters = {
  pattern: '[AaPp][Mm]',
  put: (found, text) => {
    found.noon = text.toLowerCase() === 'am' ? 'am' : 'pm';
  },
};
const offset: Letters = {
  pattern: 'Z|[+-]\\d{2}(?::?\\d{2})?',
  put: (found, text) => {
    const digits = text.slice(1).replace(':', '').padEnd(4, '0');
    found.offset = text === 'Z' ? '+00:00' : `${text.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
  },
};
const fraction: Letters = { pattern: '\\d{1,9}', put: () => {} };

const known = new Map<string, Letters>([
  ['yyyy', number('\\d{4}', 'year')],
  ['MMM', shortMonth],
  ['MM', number('\\d{2}', 'month')],
  ['M', number('\\d{1,2}', 'month')],
  ['dd', number('\\d{2}', 'day')],
  ['d', number('\\d{1,2}', 'day')],
  ['HH', number('\\d{2}', 'hour')],
  ['H', number('\\d{1,2}', 'hour')],
  ['hh', number('\\d{2}', 'hour')],
  ['h', number('\\d{1,2}', 'hour')],
  ['mm', number('\\d{2}', 'minute')],
  ['ss', number('\\d{2}', 'second')],
  ['S', fraction],
  ['SSS', fraction],
  ['SSSSSS', fraction],
  ['a', halfDay],
  ['XXX', offset],
  ['X', offset],
]);

/** A reader of cells in one format; or, where the format is none, the sentence that says why. */
export function dateReader(format: string): DateReader | string {
  const tokens = format.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']|'/g) ?? [];
  const letters = tokens.filter((token) => /^[A-Za-z]/.test(token));
  const strange = letters.find((token) => !known.has(token));
  if (strange) return `"${strange}" means nothing in a date; other words stand in quotes, as in yyyy-MM-dd'T'HH:mm`;
  const lacks = ['y', 'M', 'd'].filter((letter) => !letters.some((token) => token.startsWith(letter)));
  if (lacks.length > 0) return `a date takes year (yyyy), month (MM) and day (dd); ${lacks.join(' and ')} is missing`;
  if (letters.some((token) => token.startsWith('h')) !== letters.includes('a'))
    return 'hh and a are used together; HH counts to 23';
  const unclear = unclearIn(tokens);
  if (unclear) return unclear;
  const pattern = new RegExp(`^${tokens.map(patternOf).join('')}$`);
  return (cell) => read(cell, pattern, letters);
}

/** Digits of which there may be one or two, or up to nine. */
const varies = new Set(['M', 'd', 'H', 'h', 'S', 'SSS', 'SSSSSS']);
const isLetters = (token: string): boolean => /^[A-Za-z]/.test(token);
const isDigits = (token: string): boolean => (isLetters(token) ? !/^(?:MMM|a|X+)$/.test(token) : /\d/.test(token));
/** Hours are hours, to 12 or to 24. */
const named = (token: string): string => (token.startsWith('h') ? 'H' : token.charAt(0));

/** Why a cell could be read in more than one way: 112 may be 1 and 12, or 11 and 2. */
function unclearIn(tokens: readonly string[]): string | undefined {
  const letters = tokens.filter(isLetters);
  const twice = letters.find((token, at) => letters.findIndex((other) => named(other) === named(token)) !== at);
  if (twice) return `"${twice}" says again what stands before it`;
  let open: string | undefined;
  for (const token of tokens) {
    if (!isDigits(token)) open = undefined;
    else if (varies.has(token)) {
      if (open) return `"${open}" and "${token}" need a sign between them, or two letters each`;
      open = token;
    }
  }
  return undefined;
}

function patternOf(token: string): string {
  const letters = known.get(token);
  if (letters) return `(${letters.pattern})`;
  const literal = token === "''" ? "'" : token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token;
  return literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function read(cell: string, pattern: RegExp, letters: readonly string[]): ReturnType<DateReader> {
  const match = pattern.exec(cell);
  if (!match) return null;
  const found: Found = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, noon: null, offset: null };
  for (const [at, token] of letters.entries()) known.get(token)?.put(found, match[at + 1] ?? '');
  if (!isReal(found)) return null;
  return isHeldYear(found.year) ? { local: localOf(found), offset: found.offset } : 'outside';
}

function isReal({ year, month, day, hour, minute, second, noon, offset }: Found): boolean {
  if (month < 1 || month > 12) return false;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  if (noon && (hour < 1 || hour > 12)) return false;
  if (offset && (Number(offset.slice(1, 3)) > 14 || Number(offset.slice(4)) > 59)) return false;
  return hour <= 23 && minute <= 59 && second <= 59;
}

function localOf({ year, month, day, hour, minute, second, noon }: Found): string {
  const of24 = noon ? (hour % 12) + (noon === 'pm' ? 12 : 0) : hour;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(of24)}:${two(minute)}:${two(second)}`;
}
