import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { holdDeputy } from './deputy.store.ts';

/** Refuses whoever does not stand in for this person now; until the transaction ends nobody ends it. */
export async function mustStandInFor(tx: Tx, ctx: Ctx, personId: string): Promise<void> {
  if (await holdDeputy(tx, personId, ctx.actor.id, ctx.now)) return;
  refuse('not_a_deputy', 'You do not stand in for this person now.', { next: 'They name you in their profile.' });
}
