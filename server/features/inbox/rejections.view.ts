// Reads: change, approval_round, approval_vote, person.
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

export type Rejection = { name: string; comment: string };

/** Of these changes, those that a no brought to where they stand: who said it last, and why. Advice brings a change nowhere. */
export async function rejectionsOf(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, Rejection>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Rejection & { subject: string }>`
    select distinct on (r.subject) r.subject, p.name, v.comment
    from change c join approval_round r on r.subject = c.id and r.status = 'rejected' and not r.advisory and r.state <> c.state
    join approval_vote v on v.round_id = r.id and v.decision = 'reject' and v.withdrawn_at is null
    join person p on p.id = v.cast_by
    where c.id = any (${ids}::text[]) and r.closed_at >= (c.entered ->> c.state)::timestamptz
    order by r.subject, v.at desc, v.id desc`.execute(ctx.db);
  return new Map(rows.map(({ subject, ...rejection }) => [subject, rejection]));
}
