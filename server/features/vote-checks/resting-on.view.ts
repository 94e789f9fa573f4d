// Reads: approval_seat, approval_vote, approval_round, change.
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';

/** The changes whose work has not begun and whose standing rounds have a vote that one of these accounts cast, or that fills its seat. */
export async function changesRestingOn(reads: Reads, accounts: readonly string[]): Promise<string[]> {
  const ids = [...accounts];
  const { rows } = await sql<{ id: string }>`
    select distinct c.id
    from (
      select s.round_id from approval_seat s where s.person_id = any (${ids}::text[])
      union select v.round_id from approval_vote v where v.cast_by = any (${ids}::text[]) and v.cast_by <> v.person_id) their
    join approval_round r on r.id = their.round_id and r.status in ('open', 'approved') and not r.imported
    join approval_vote v on v.round_id = r.id and v.withdrawn_at is null and array[v.person_id, v.cast_by] && ${ids}::text[]
    join change c on c.id = r.subject
      and c.state_kind in ('draft', 'assess', 'authorize', 'build', 'scheduled')
    order by c.id`.execute(reads);
  return rows.map(({ id }) => id);
}
