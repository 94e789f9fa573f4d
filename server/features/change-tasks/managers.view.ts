// Reads: person.
import { sql } from 'kysely';
import type { Reads } from '../../platform/db.ts';

/** The change manager of a change; where nobody is named, everybody who holds the office. */
export async function managersOf(reads: Reads, { managerId }: { managerId: string | null }): Promise<string[]> {
  if (managerId !== null) return [managerId];
  const rows = await reads
    .selectFrom('person')
    .select('id')
    .where('active', '=', true)
    .where(sql<boolean>`'change_manager' = any(roles)`)
    .execute();
  return rows.map(({ id }) => id);
}
