// Reads: guard_grant, and the names of those who granted from person.
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';
import type { Grant } from './facts.rules.ts';

type Content = { changeId: string; contentHash: string };

/** What others have let pass of this content of each change and no move has used yet, the newest first. */
export async function grantsOfEach(
  reads: Reads,
  contents: readonly Content[],
): Promise<(changeId: string) => readonly Grant[]> {
  if (contents.length === 0) return () => [];
  const rows = await reads
    .selectFrom('guard_grant')
    .innerJoin('person', 'person.id', 'guard_grant.by')
    .select(['change_id', 'content_hash', 'to_state', 'guard', 'words', 'at', 'person.id', 'person.name'])
    .where(sql<boolean>`change_id = any (${contents.map(({ changeId }) => changeId)}::text[])`)
    .where('used_at', 'is', null)
    .orderBy('guard_grant.id', 'desc')
    .execute();
  const hashes = new Map(contents.map(({ changeId, contentHash }) => [changeId, contentHash]));
  const grants = rows
    .filter(({ change_id, content_hash }) => content_hash === hashes.get(change_id))
    .map(({ change_id: changeId, to_state: to, guard, words, at, id, name }) => ({
      changeId,
      grant: { to, guard, words, at, by: { id, name } },
    }));
  return (changeId) => grants.filter((one) => one.changeId === changeId).map(({ grant }) => grant);
}
