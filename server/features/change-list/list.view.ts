// Reads: change, and the words of what was found in change_words.
import type { ChangeFilters, ChangeRow } from '@interlock/contract/changes.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type KeyPart, keyOf, pageOf } from '../../platform/database/pages.ts';
import { foundIn, type Where } from '../change-words/index.ts';
import { numberOf } from '../changes/index.ts';
import { byNumber } from './by-number.view.ts';
import { byStart, NEVER } from './by-start.view.ts';
import type { Place } from './filters.view.ts';
import { changeRows, shownRows } from './row.view.ts';

type Page = { items: ChangeRow[]; next: string | null };
/**
 * One page of the list, in the order that was asked for. It costs about the same at any size. With words, first what holds them in
 * its own words, then what holds them elsewhere or in another form: each in that order, so that nothing is sorted by how well it fits.
 */
export async function changes(ctx: Ctx, filters: ChangeFilters): Promise<Page> {
  const kinds: KeyPart[] = filters.sort === 'start' ? ['instant', 'bigint'] : ['bigint'];
  const { q, limit } = filters;
  const key = keyOf(filters.cursor, q ? ['integer', ...kinds] : kinds);
  if (!q) return pageOfPlaces(ctx, filters, await inOrder(ctx, filters, key));
  const [turn, ...after] = key ?? [String(OWN)];
  const from = key && after;
  const own = turn === String(OWN) ? await inOrder(ctx, filters, from, 'own') : [];
  if (own.length > limit) return pageOfPlaces(ctx, filters, own);
  const rest = { ...filters, limit: limit - own.length };
  const elsewhere = await inOrder(ctx, rest, turn === String(OWN) ? undefined : from, 'elsewhere');
  return pageOfPlaces(ctx, filters, [...own, ...elsewhere.map((place) => ({ ...place, elsewhere: true }))]);
}

/** What a cursor of a search begins with, as long as its own words are what is listed; then it is one more. */
const OWN = 0;

async function pageOfPlaces(ctx: Ctx, { q, sort, limit }: ChangeFilters, places: readonly Place[]): Promise<Page> {
  const { items, next } = pageOf(
    places,
    limit,
    ({ number, planned_start, elsewhere }) => [
      ...(q ? [elsewhere ? OWN + 1 : OWN] : []),
      ...(sort === 'start' ? [planned_start?.toISOString() ?? NEVER] : []),
      number,
    ],
    (place) => place,
  );
  const rows = await rowsNumbered(
    ctx,
    items.map(({ number }) => number),
  );
  return { items: q ? await withPlaces(ctx, q, items, rows) : rows, next };
}

/** Says of what was found elsewhere where that is. */
async function withPlaces(ctx: Ctx, q: string, places: readonly Place[], rows: readonly ChangeRow[]) {
  const sought = new Set(places.filter(({ elsewhere }) => elsewhere).map(({ number }) => numberOf(number)));
  const ids = rows.filter(({ number }) => sought.has(number)).map(({ id }) => id);
  if (ids.length === 0) return [...rows];
  const { rows: found } = await sql<{ change_id: string; parts: ChangeRow['foundIn'] }>`
    select words.change_id, ${foundIn(q)} as parts from change_words words where words.change_id = any (${ids})`.execute(
    ctx.db,
  );
  const partsOf = new Map(found.map(({ change_id, parts }) => [change_id, parts]));
  return rows.map((row) => (partsOf.has(row.id) ? { ...row, foundIn: partsOf.get(row.id) } : row));
}

/** What is shown of changes, in the order of their numbers here. The statement has one text, so that its plan is made once. */
async function rowsNumbered(ctx: Ctx, numbers: readonly string[]): Promise<ChangeRow[]> {
  if (numbers.length === 0) return [];
  const rows = await changeRows(ctx.db).where(sql<boolean>`change.number = any (${numbers}::bigint[])`).execute();
  const at = new Map(numbers.map((number, place) => [number, place]));
  return shownRows(
    ctx,
    rows.toSorted((one, other) => (at.get(one.number) ?? 0) - (at.get(other.number) ?? 0)),
  );
}
/** One change more than the page holds, of those after `key`, in the order that was asked for. */
const inOrder = (ctx: Ctx, filters: ChangeFilters, key: readonly string[] | undefined, where?: Where) =>
  filters.sort === 'start' ? byStart(ctx, filters, key, where) : byNumber(ctx, filters, key, where);
