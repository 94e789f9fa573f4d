// Reads: template_version.
import type { Reads } from '../../platform/database/db.ts';

/** Templates whose day has come and that do not say so yet, the longest past first. */
export async function retiringSince(reads: Reads, now: Date, limit: number): Promise<{ templateId: string }[]> {
  return reads
    .selectFrom('template_version')
    .select('template_id as templateId')
    .where('state', '=', 'retiring')
    .where('retires_at', '<=', now)
    .orderBy('retires_at')
    .limit(limit)
    .execute();
}
