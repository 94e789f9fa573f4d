// Reads: change, approval_round, approval_seat.
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/db.ts';
import { refuse } from '../../platform/refusal.ts';
import type { DB } from '../../platform/tables.d.ts';

/**
 * What the one who asks may see, as a condition on `change`. Whoever is nothing but an approver sees the changes that they
 * decide or are named on; everybody else with the right to read sees all.
 */
export function visibleTo(ctx: Ctx) {
  return (is: ExpressionBuilder<DB, 'change'>) => {
    if (ctx.actor.permissions.has('change.read_all')) return sql<SqlBool>`true`;
    const me = ctx.actor.id;
    return is.or([
      is('change.requester_id', '=', me),
      is('change.raised_by', '=', me),
      is('change.assignee_id', '=', me),
      is.exists(
        is
          .selectFrom('approval_seat')
          .innerJoin('approval_round', 'approval_round.id', 'approval_seat.round_id')
          .select('approval_seat.round_id')
          .where('approval_seat.person_id', '=', me)
          .whereRef('approval_round.subject', '=', 'change.id'),
      ),
    ]);
  };
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
