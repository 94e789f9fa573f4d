// Reads: change, change_words.
import type { ChangeFilters } from '@interlock/contract/changes.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { sparing } from '../../platform/database/planned-once.ts';
import { bandOf, isOwn, saidIn } from '../change-words/index.ts';
import { partsVisibleTo, visibleEach } from '../changes/index.ts';
import { filtered, numbersOf, type Place } from './filters.view.ts';

type Asked = { after: string | undefined; near?: { from: number; before: number } | undefined };

/**
 * The numbers of a page of what says the words elsewhere than in its own, out of the index of words: where `near`, of the bands next
 * to where the page begins, in the order of the list, so that no more of them are looked at than the page holds; else of all.
 */
export async function elsewherePage(ctx: Ctx, filters: ChangeFilters, { after, near }: Asked): Promise<Place[]> {
  const { q = '', sort, limit, ...others } = filters;
  const order = sort === 'oldest' ? sql`asc` : sql`desc`;
  const [onward, back] = sort === 'oldest' ? [sql`>`, sql`<`] : [sql`<`, sql`>`];
  const within = sql`${after === undefined ? sql`true` : sql`words.number ${onward} ${after}`}
    and ${near ? sql`words.number ${back} ${near.before}` : sql`true`}`;
  const bands = near && bandsBetween(near.from, near.before);
  const said = sql`select words.change_id, words.number from change_words words where ${saidIn(q, bands)} and ${within}`;
  // What was found is looked at one by one, also what is hidden; an approver's few are found first.
  const seen = ctx.actor.permissions.has('change.read_all') ? visibleEach(ctx) : partsVisibleTo(ctx).open;
  const found = filtered(numbersOf(ctx.db), others, ctx.now).select('change.id').where(seen).where(isOwn(q, false));
  const inOrder = near ? sql`${said} order by words.number ${order}` : said;
  const by = near ? sql`said.number` : sql`said.number + 0`;
  const rows = await sparing(
    'rows',
    ctx.db,
    sql<Place>`select found.number, null::timestamptz as planned_start from (${inOrder}) said join (${found}) found on found.id = said.change_id
      order by ${by} ${order} limit ${limit + 1}`,
  );
  return [...rows];
}

function bandsBetween(from: number, to: number): number[] {
  const [one, other] = [bandOf(from), bandOf(to)];
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, at) => Math.min(one, other) + at);
}
