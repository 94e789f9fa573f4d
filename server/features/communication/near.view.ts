// Reads: change.
import type { timedEvents } from '@interlock/contract/communication.ts';
import type { Reads } from '../../platform/database/db.ts';

const PAGE = 500;
const MINUTE = 60_000;

/** `at` is the instant that it comes to. */
export type NearChange = { changeId: string; at: Date; start: Date | null; version: number };

/**
 * Changes that wait for their start, or are being carried out, and come to their planned instant within so many minutes: a page
 * of them, the nearest first, after the last of the page before.
 */
export async function near(
  db: Reads,
  event: (typeof timedEvents)[number],
  { now, minutes, after }: { now: Date; minutes: number; after: NearChange | undefined },
): Promise<NearChange[]> {
  const column = event === 'start_near' ? 'planned_start' : 'planned_end';
  const rows = await db
    .selectFrom('change')
    .select(['id', `${column} as at`, 'planned_start as start', 'version'])
    .where('state_kind', '=', event === 'start_near' ? 'scheduled' : 'implement')
    .where(column, '>', now)
    .where(column, '<=', new Date(now.getTime() + minutes * MINUTE))
    .where('held_at', 'is', null)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple(column, 'id'), '>', tuple(after?.at ?? now, after?.changeId ?? '')),
      ),
    )
    .orderBy(column)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  return rows.flatMap(({ id, at, start, version }) => (at ? [{ changeId: id, at, start, version }] : []));
}
