// Reads: announcement, change.
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';

/**
 * Changes with an announcement that is ready and of which something can have come: its occasion, or what holds it back. Those that
 * wait for a start that lies ahead are left alone. After one that was looked at.
 */
export async function changesToAnnounce(reads: Reads, now: Date, after: string, limit: number): Promise<string[]> {
  const rows = await reads
    .selectFrom('announcement as a')
    .innerJoin('change as c', 'c.id', 'a.change_id')
    .select('a.change_id')
    .distinct()
    .where('a.state', '=', 'ready')
    .where('a.change_id', '>', after)
    .where(
      sql<boolean>`(c.actual_start is not null or c.state_kind = 'cancelled'
        or (a.occasion in ('before', 'at_start') and (a.window_start, a.window_end) is distinct from (c.planned_start, c.planned_end))
        or (a.occasion = 'before' and c.planned_start - a.minutes * interval '1 minute' <= ${now}))`,
    )
    .orderBy('a.change_id')
    .limit(limit)
    .execute();
  return rows.map(({ change_id }) => change_id);
}
