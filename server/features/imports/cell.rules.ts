import { Link } from '@interlock/contract/change-fields.ts';
import { keyOfCell } from '@interlock/contract/imports.ts';
import { withoutTurns } from '@interlock/contract/reading-order.ts';

/** One row of the file, by the name of its columns. */
export type FileRow = { line: number; cell(column: string): string };

/** A row's own no: it names the cell. */
export type CellNote = {
  column: string | null;
  value: string | null;
  reason: string;
  /** Told once for all rows with this value. */
  once?: true;
};
/** `more`: what else is wrong with the same, beside what is named first. */
export type ReadCell<T> = { ok: true; value: T; warning?: CellNote } | { ok: false; note: CellNote; more?: CellNote[] };

export const got = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const bad = (column: string | null, value: string | null, reason: string): { ok: false; note: CellNote } => ({
  ok: false,
  note: { column, value: value === null ? null : shown(value), reason },
});

/** The row in the order in which it is read: its cells without the marks that turn it, each of which is told of where it had them. */
export function inReadingOrder(row: FileRow, tell: (note: CellNote) => void): FileRow {
  const told = new Set<string>();
  return {
    line: row.line,
    cell: (column) => {
      const cell = row.cell(column);
      const straight = withoutTurns(cell);
      if (straight !== cell && !told.has(column)) {
        told.add(column);
        const reason = 'had marks that turn the order in which it is read; they are left out';
        tell({ column, value: shown(straight), reason });
      }
      return straight;
    },
  };
}

/** Reports quote cells; they do not repeat documents. */
const SHOWN = 200;
export const shown = (value: string): string =>
  value.length > SHOWN ? `${value.slice(0, SHOWN)}…`.toWellFormed() : value;

/** More than any field takes. */
export const LONGEST_TEXT = 100_000;
/** Of one change. */
export const MOST_LINKS = 50;

type Source = { column?: string | undefined; value?: string | undefined; template?: string | undefined };

/** The text that a source gives a row: empty where the cell is. */
export function textOf({ column, value, template }: Source, row: FileRow): string {
  const cell = column === undefined ? (value ?? '') : row.cell(column);
  return template !== undefined && cell !== '' ? filledIn(template, cell) : cell;
}

/** A template may name its cell a thousand times. What would be longer than any field ends there, and the field refuses it. */
function filledIn(template: string, cell: string): string {
  const [first = '', ...rest] = template.split('{}');
  let filled = first;
  for (const part of rest) {
    filled += cell + part;
    if (filled.length > LONGEST_TEXT) return filled.slice(0, LONGEST_TEXT + 1).toWellFormed();
  }
  return filled;
}

/** Several sources under their headings, as Markdown; what is empty is left out with its heading. */
export function partsOf(parts: readonly (Source & { heading?: string | undefined })[], row: FileRow): string {
  const texts = parts
    .map((part) => ({ heading: part.heading, text: textOf(part, row) }))
    .filter(({ text }) => text !== '');
  return texts
    .map(({ heading, text }) => {
      if (heading === undefined) return text;
      return text.includes('\n') ? `**${heading}**\n\n${text}` : `**${heading}:** ${text}`;
    })
    .join('\n\n');
}

/** Several sources on one line, each behind its heading; what is empty is left out. */
export function oneLineOf(parts: readonly (Source & { heading?: string | undefined })[], row: FileRow): string {
  return parts
    .map((part) => ({ heading: part.heading, text: textOf(part, row) }))
    .filter(({ text }) => text !== '')
    .map(({ heading, text }) => (heading === undefined ? text : `${heading} ${text}`))
    .join(' · ');
}

type Valued<T> = {
  column?: string | undefined;
  value?: T | undefined;
  values: Record<string, T>;
  filled?: T | undefined;
  otherwise?: T | undefined;
};

/** A reader of cells that stand for values. An empty cell gives null, unless the map lists it. */
export function valueReader<T>({
  column,
  value,
  values,
  filled,
  otherwise,
}: Valued<T>): (row: FileRow) => ReadCell<T | null> {
  const listed = new Map(Object.entries(values).map(([from, to]) => [keyOfCell(from), to]));
  return (row) => {
    if (column === undefined) return got(value ?? null);
    const cell = row.cell(column);
    const found = listed.get(keyOfCell(cell));
    if (found !== undefined) return got(found);
    if (cell === '') return got(null);
    if (filled !== undefined) return got(filled);
    if (otherwise === undefined) return bad(column, cell, 'is not among the values that the map lists');
    return { ...got(otherwise), warning: unlisted(column, cell, otherwise) };
  };
}

export function unlisted(column: string | null, cell: string, otherwise: unknown): CellNote {
  const meant =
    typeof otherwise === 'object' && otherwise !== null ? Object.values(otherwise).join(', ') : `${otherwise}`;
  const what = cell === '' ? 'is empty' : 'is not listed in the map';
  const became = otherwise === null ? 'was left out' : `was taken as: ${meant.replaceAll('_', ' ')}`;
  return { column, value: shown(cell), reason: `${what} and ${became}`, once: true };
}

/** What was read, or all that is wrong with it. */
export function allOr<T>([note, ...more]: readonly CellNote[], value: T): ReadCell<T> {
  return note ? { ok: false, note, more } : got(value);
}

type LinkSource = Source & { label?: string | undefined; separator?: string | undefined };
export type ReadLink = { url: string; label: string };

/**
 * The links of one cell, each once. What is a link already stays; anything else goes through the template. Each that is none is
 * named; where there are more than a change keeps, the first too many is the last.
 */
export function linksOf(source: LinkSource, row: FileRow): ReadCell<ReadLink[]> {
  const cell = source.column === undefined ? (source.value ?? '') : row.cell(source.column);
  const texts =
    source.separator === undefined ? cell.split(/\s+/) : cell.split(source.separator).map((text) => text.trim());
  const links = new Map<string, ReadLink>();
  const wrong: CellNote[] = [];
  for (const text of new Set(texts.filter((given) => given !== ''))) {
    const link = Link.safeParse({ url: urlOf(text, source.template), label: source.label ?? source.column ?? '' });
    if (link.success) links.set(link.data.url, link.data);
    else wrong.push(bad(source.column ?? null, text, 'is not a link that begins with https:// or http://').note);
    if (links.size > MOST_LINKS) break;
  }
  return allOr(wrong, [...links.values()]);
}

function urlOf(text: string, template: string | undefined): string {
  if (template === undefined || /^https?:\/\//i.test(text)) return text;
  return filledIn(template, encodeURIComponent(text));
}
