// Reads: change, approval_round, approval_seat.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/db.ts';
import { refuse } from '../../platform/refusal.ts';

/**
 * What the one who asks may see, as a condition on `change`. Whoever is nothing but an approver sees the changes that they
 * decide on, and those that they requested, raised, carry out, coordinate or manage; everybody else with the right to read
 * sees all.
 */
export function visibleTo(ctx: Ctx): RawBuilder<SqlBool> {
  if (ctx.actor.permissions.has('change.read_all')) return sql<SqlBool>`true`;
  const me = ctx.actor.id;
  // The few that they may see are found first: an approver's page costs what they decide on, not what there is.
  return sql<SqlBool>`change.id in (
      select round.subject from approval_seat seat join approval_round round on round.id = seat.round_id where seat.person_id = ${me}
      union select id from change own where own.requester_id = ${me}
      union select id from change own where own.raised_by = ${me}
      union select id from change own where own.assignee_id = ${me}
      union select id from change own where own.coordinator_id = ${me}
      union select id from change own where own.manager_id = ${me})`;
}

/** Refuses alike whether the change does not exist or is not theirs to see. */
export async function mustSee(reads: Reads, ctx: Ctx, changeId: string): Promise<void> {
  const row = await reads
    .selectFrom('change')
    .select('id')
    .where('id', '=', changeId)
    .where(visibleTo(ctx))
    .executeTakeFirst();
  if (!row) refuse('not_found', 'There is no such change, or it is not yours to see.');
}
