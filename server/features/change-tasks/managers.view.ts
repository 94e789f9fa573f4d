// Reads: person.
import { rolesWith } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';

/**
 * The change manager of a change; where nobody is named, or whoever is named is deactivated or has lost the office, everybody who
 * holds it.
 */
export async function managersOf(reads: Reads, { managerId }: { managerId: string | null }): Promise<string[]> {
  const rows = await reads
    .selectFrom('person')
    .select('id')
    .where('active', '=', true)
    .where(sql<boolean>`roles && ${rolesWith('change.manage')}::text[]`)
    .execute();
  const all = rows.map(({ id }) => id);
  return managerId !== null && all.includes(managerId) ? [managerId] : all;
}
