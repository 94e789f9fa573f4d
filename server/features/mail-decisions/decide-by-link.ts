import type { Decision } from '@interlock/contract/approvals.ts';
import { says } from '@interlock/contract/says.ts';
import { requirePermission, requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { voteAndFollow } from '../change-decisions/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import type { Guard } from '../change-guards/index.ts';
import { spendLink } from '../deliveries/index.ts';
import { mustBeTheirs, mustStandStill } from './link.view.ts';

type Deciding = { token: string; decision: Decision; comment: string };

/** Decides once, as the person to whom the mail went, signed in in a browser. The link and the vote go together or not at all. */
export async function decideByLink(
  ctx: Ctx,
  guards: readonly Guard[],
  { token, decision, comment }: Deciding,
): Promise<{ changeId: string; number: string }> {
  requirePermission(ctx.actor, 'change.vote');
  requireSession(ctx.actor);
  const link = mustBeTheirs(ctx, token);
  if (decision === 'reject' && !says(comment)) {
    refuse('invalid', 'A no takes words.', { errors: [{ path: 'comment', message: 'say why' }] });
  }
  return ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId: link.changeId });
    if (!(await spendLink(tx, link.deliveryId, ctx.now))) {
      refuse('link_spent', 'You have decided with it already.', { next: 'The change says how it stands.' });
    }
    await mustStandStill(tx, ctx, link);
    await record(tx, ctx, {
      verb: 'change.decision_link_used',
      object: change.id,
      rev: change.revision,
      parts: { delivery: link.deliveryId, round: link.roundId, decision },
    });
    await voteAndFollow(tx, ctx, guards, change, { decision, roundId: link.roundId, comment });
    return { changeId: change.id, number: change.number };
  });
}
