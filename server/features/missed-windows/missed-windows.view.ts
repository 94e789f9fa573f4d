// Reads: change.
import type { Reads } from '../../platform/database/db.ts';

/** Changes whose window has ended without a start and has not been marked, the longest past first. */
export async function missedWindows(reads: Reads, now: Date, limit: number): Promise<{ id: string }[]> {
  return reads
    .selectFrom('change')
    .select('id')
    .where('state_kind', '=', 'scheduled')
    .where('window_missed_at', 'is', null)
    .where('planned_end', '<=', now)
    .orderBy('planned_end')
    .limit(limit)
    .execute();
}
