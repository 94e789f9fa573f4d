// Reads: person.
import { rolesWith } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';
import { isAmong } from '../../platform/same-person.ts';
import type { Change } from '../changes/index.ts';

/** The change managers who can decide on what somebody asks for on a change. */
export async function decidersOf(
  reads: Reads,
  { assigneeId, linked }: Pick<Change, 'assigneeId' | 'linked'>,
  askedBy: string,
): Promise<string[]> {
  const rows = await reads
    .selectFrom('person')
    .select('id')
    .where('active', '=', true)
    .where(sql<boolean>`roles && ${rolesWith('change.manage')}::text[]`)
    .execute();
  return rows.flatMap(({ id }) => (isAmong(linked, id, [askedBy, assigneeId]) ? [] : [id]));
}
