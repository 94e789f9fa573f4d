// Reads: guard_grant, and the names of those who granted from person.
import type { Reads } from '../../platform/db.ts';
import type { Grant } from './facts.rules.ts';

/** What others have let pass of this content and no move has used yet, the newest first. */
export async function grantsOf(reads: Reads, changeId: string, contentHash: string): Promise<Grant[]> {
  const rows = await reads
    .selectFrom('guard_grant')
    .innerJoin('person', 'person.id', 'guard_grant.by')
    .select(['to_state', 'guard', 'words', 'at', 'person.id', 'person.name'])
    .where('change_id', '=', changeId)
    .where('content_hash', '=', contentHash)
    .where('used_at', 'is', null)
    .orderBy('guard_grant.id', 'desc')
    .execute();
  return rows.map(({ to_state, guard, words, at, id, name }) => ({ to: to_state, guard, words, at, by: { id, name } }));
}
