import type { DecisionLink } from '@interlock/contract/decision-links.ts';
import { requirePermission, requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { isLinkSpent } from '../deliveries/index.ts';
import { planText, tasksOf } from '../tasks/index.ts';
import { mustBeTheirs, mustStandStill } from './link.store.ts';

/** Shows what a mail asks. Whatever opens the link, a scanner of mails too, decides nothing by that. */
export async function lookAtLink(ctx: Ctx, { token }: { token: string }): Promise<DecisionLink> {
  requirePermission(ctx.actor, 'change.vote');
  requireSession(ctx.actor);
  const link = mustBeTheirs(ctx, token);
  if (await isLinkSpent(ctx.db, link.deliveryId)) {
    refuse('link_spent', 'You have decided with it already.', { next: 'The change says how it stands.' });
  }
  const { change, round } = await mustStandStill(ctx.db, ctx, link);
  const steps = change.taskCount > 0 ? planText(await tasksOf(ctx.db, change.id)) : '';
  const { number, title, summary, reason, ifNotDone, riskLevel, priority, implementationPlan, backoutPlan } = change;
  return {
    ...{ changeId: change.id, number, title, summary, reason, ifNotDone, riskLevel, priority, backoutPlan },
    implementationPlan: [implementationPlan, steps].filter(Boolean).join('\n\n'),
    round: round.name,
    plannedStart: change.plannedStart?.toISOString() ?? null,
    plannedEnd: change.plannedEnd?.toISOString() ?? null,
    expiresAt: link.expiresAt,
  };
}
