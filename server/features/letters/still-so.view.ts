// Reads: rounds of a change through the door of approvals.
import type { Ctx } from '../../platform/ctx.ts';
import { roundsOf, stillOut } from '../approvals/index.ts';
import { type Change, tieOf } from '../changes/index.ts';
import type { Delivery } from '../deliveries/index.ts';
import { principalsOf } from '../deputies/index.ts';

/** Why what a mail asks for is asked no more; undefined where it still is. */
export async function whyOver(ctx: Ctx, { kind, personId }: Delivery, change: Change): Promise<string | undefined> {
  if (kind === 'start_near' && change.stateKind !== 'scheduled') return 'It is not waiting for its start any more.';
  if (kind === 'end_near' && change.stateKind !== 'implement') return 'It is not being carried out any more.';
  if (personId === null || (kind !== 'decision_asked' && kind !== 'reminder')) return undefined;
  return (await isAsked(ctx, change, personId)) ? undefined : 'Their decision is not asked for any more.';
}

/** Asked themself, or standing in for somebody who is. */
async function isAsked(ctx: Ctx, change: Change, personId: string): Promise<boolean> {
  const open = (await roundsOf(ctx.db, change.id)).filter(({ status }) => status === 'open');
  const out = open.flatMap((round) => stillOut(round, (id) => tieOf(change, id, round.leaves) !== undefined));
  if (out.some(({ id }) => id === personId)) return true;
  const principals = await principalsOf(ctx.db, personId, ctx.now);
  return out.some(({ id }) => principals.some((principal) => principal.id === id));
}
