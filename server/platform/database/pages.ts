import { refuse } from '../refusal.ts';

/** A cursor is the sort key of the last row seen, so a page costs the same however deep it lies. */
export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What a part of a sort key is: a small whole number or a large one (PostgreSQL's integer, bigint), an instant as we write it, or any text. */
export type KeyPart = 'integer' | 'bigint' | 'instant' | 'text';

/** Reads a cursor with such parts back; junk is refused, naming the field, and never reaches a query. */
export function keyOf(cursor: string | undefined, kinds: readonly KeyPart[]): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const parts = partsIn(cursor).map(String);
  if (parts.length === kinds.length && kinds.every((kind, at) => isA[kind](parts[at] ?? ''))) return parts;
  return refuse('invalid', 'That cursor is not one of ours.', {
    errors: [{ path: 'cursor', message: 'hand back `next` as it was given, or leave it out' }],
  });
}

const isA: Record<KeyPart, (part: string) => boolean> = {
  integer: (part) => /^\d{1,10}$/.test(part) && Number(part) <= 2 ** 31 - 1,
  bigint: (part) => /^\d{1,15}$/.test(part),
  // A day that its month does not have is read as one of the next month.
  instant: (part) =>
    /^(?!0000)\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(part) &&
    !Number.isNaN(Date.parse(part)) &&
    new Date(part).toISOString().slice(0, 10) === part.slice(0, 10),
  text: (part) => !part.includes('\0') && part.isWellFormed(),
};

function partsIn(cursor: string): readonly (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(key) && key.every((part) => typeof part === 'string' || typeof part === 'number') ? key : [];
  } catch {
    return [];
  }
}

/** Takes one row more than the page holds to know whether there is another page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyFrom: (row: Row) => readonly (string | number)[],
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), next: rows.length > limit && last ? cursorOf(keyFrom(last)) : null };
}
