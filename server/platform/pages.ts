import { refuse } from './refusal.ts';

/** A cursor is the sort key of the last row seen, so a page costs the same however deep it lies. */
export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor of `length` parts back; junk is refused, naming the field. */
export function keyOf(cursor: string | undefined, length: number): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  const bad = () =>
    refuse('invalid', 'That cursor is not one of ours.', {
      errors: [{ path: 'cursor', message: 'hand back `next` as it was given, or leave it out' }],
    });
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(key) || key.length !== length) return bad();
    const parts = key.filter(
      (part) => (typeof part === 'string' && !part.includes('\0')) || Number.isSafeInteger(part),
    );
    return parts.length === length ? parts : bad();
  } catch (error) {
    if (error instanceof SyntaxError) return bad();
    throw error;
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
