// Reads: change.
import type { Reads } from '../../platform/database/db.ts';
import type { Numbered } from './words.store.ts';

/** The changes numbered below, the newest first. */
export const changesBelow = (reads: Reads, below: string, most: number): Promise<Numbered[]> =>
  reads
    .selectFrom('change')
    .select(['id', 'number'])
    .where('number', '<', below)
    .orderBy('number', 'desc')
    .limit(most)
    .execute();

/** Of these, the changes that are there. */
export const changesAmong = (reads: Reads, ids: readonly string[]): Promise<Numbered[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : reads.selectFrom('change').select(['id', 'number']).where('id', 'in', ids).execute();
