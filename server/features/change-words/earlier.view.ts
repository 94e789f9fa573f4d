// Reads: change.
import type { Reads } from '../../platform/database/db.ts';

type Numbered = { id: string; number: string };

/** The changes numbered below, the newest first. */
export const changesBelow = (reads: Reads, below: string, most: number): Promise<Numbered[]> =>
  reads
    .selectFrom('change')
    .select(['id', 'number'])
    .where('number', '<', below)
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
