// Reads: change.
import type { Reads } from '../../platform/database/db.ts';

/** Changes whose hour has come to be asked anew whom they wait for, the longest due first. */
export async function turning(reads: Reads, now: Date, limit: number): Promise<{ id: string }[]> {
  return reads
    .selectFrom('change')
    .select('id')
    .where('waits_turn_at', '<=', now)
    .orderBy('waits_turn_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}
