// Reads: change as lists show it; people through the door of identity; what waits through the views beside it.
import type { InboxItem, inboxRoute, OtherItem } from '@interlock/contract/inbox.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { changeRows, shownRows } from '../change-list/index.ts';
import { peopleByIds } from '../identity/index.ts';
import { type After, type ChangeWaiting, changesWaiting, NO_PRIORITY } from './changes-waiting.view.ts';
import { improvementsDue } from './improvements-due.view.ts';
import { proposals } from './proposals.view.ts';
import { rejectionsOf } from './rejections.view.ts';
import { whyWaits } from './words.rules.ts';

type Key = readonly [since: string, priority: string, kind: string, id: string, part: string];
type Placed = { key: Key; row: ChangeWaiting | OtherItem };

/** Everything that waits for the one who asks, the longest wait first, whatever it is about; of the same instant the more important. */
export async function inbox(
  ctx: Ctx,
  { cursor, limit }: z.output<typeof inboxRoute.input>,
): Promise<{ items: InboxItem[]; next: string | null }> {
  const after = afterOf(keyOf(cursor, ['instant', 'integer', 'text', 'text', 'text']));
  const most = limit + 1;
  const [changes, due, proposed] = await Promise.all([
    changesWaiting(ctx, after, most),
    improvementsDue(ctx, after, most),
    proposals(ctx),
  ]);
  const others = [...due, ...proposed].map((row): Placed => ({ key: keyOfOther(row), row }));
  const placed = [...changes.map((row): Placed => ({ key: keyOfChange(row), row })), ...others]
    .filter(
      ({ key }) =>
        after === undefined || compare(key, [after.since, after.priority, after.kind, after.id, after.part]) > 0,
    )
    .toSorted((one, other) => compare(one.key, other.key));
  const { items, next } = pageOf(
    placed,
    limit,
    ({ key }) => key,
    ({ row }) => row,
  );
  const shown = await shownChanges(ctx, items.filter(isChange));
  return { next, items: items.flatMap((row): InboxItem[] => (isChange(row) ? shown(row) : [row])) };
}

const isChange = (row: Placed['row']): row is ChangeWaiting => !('about' in row);

function afterOf(key: readonly string[] | undefined): After | undefined {
  const [since = '', priority = '', kind = '', id = '', part = ''] = key ?? [];
  return key && { since, priority, kind, id, part };
}

const keyOfChange = ({ since, priority, kind, id, round_id }: ChangeWaiting): Key => [
  since.toISOString(),
  String(priority),
  kind,
  id,
  round_id ?? '',
];
const keyOfOther = ({ since, kind, about, proposalId }: OtherItem): Key => [
  since,
  String(NO_PRIORITY),
  kind,
  about.id,
  proposalId ?? '',
];

/** As the database puts them in order: by the instant, the priority of one digit, then by the bytes of the words. */
function compare(one: Key, other: Key): number {
  const at = one.findIndex((part, place) => part !== other[place]);
  return at < 0 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}

async function shownChanges(ctx: Ctx, waiting: readonly ChangeWaiting[]): Promise<(row: ChangeWaiting) => InboxItem[]> {
  if (waiting.length === 0) return () => [];
  const ids = [...new Set(waiting.map(({ id }) => id))];
  const rows = await changeRows(ctx.db).where(sql<boolean>`change.id = any (${ids}::text[])`).execute();
  const changes = new Map((await shownRows(ctx, rows)).map((row) => [row.id, row]));
  const people = await peopleByIds(
    ctx.db,
    waiting.flatMap(({ by_id }) => by_id ?? []),
  );
  const noes = await rejectionsOf(
    ctx,
    waiting.filter(({ kind }) => kind === 'move').map(({ id }) => id),
  );
  return ({ kind, id, since, round_id, question_id, words, by_id }: ChangeWaiting) => {
    const change = changes.get(id);
    const by = by_id === null ? undefined : people.get(by_id);
    if (!change) return [];
    return [
      {
        kind,
        about: { id, label: change.number, title: change.title },
        why: whyWaits(kind, words, noes.get(id)),
        since: since.toISOString(),
        by: by ? { id: by.id, name: by.name, active: by.active } : null,
        change,
        roundId: round_id,
        questionId: question_id,
        proposalId: null,
      },
    ];
  };
}
