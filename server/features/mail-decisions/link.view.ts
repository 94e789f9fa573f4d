import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { type Round, roundsOf } from '../approvals/index.ts';
import { type Change, loadChange, mustSee } from '../changes/index.ts';
import { type DecisionLink, readDecisionLink } from '../letters/index.ts';

/** The link, if it is ours, theirs and in time. */
export function mustBeTheirs(ctx: Ctx, token: string): DecisionLink {
  const link = readDecisionLink(ctx, token);
  if (!link)
    return refuse('link_spent', 'This is no link of ours, or not the whole of it.', { next: 'Open it from the mail.' });
  if (link.personId !== ctx.actor.id) {
    refuse('not_your_link', 'It was sent to somebody else, and decides for nobody but them.', {
      next: 'Sign in as the one to whom it was sent. What waits for you stands in your inbox.',
    });
  }
  if (new Date(link.expiresAt) <= ctx.now) {
    refuse('link_spent', 'It was valid for 24 hours.', {
      next: 'If the decision is still asked for, it stands in your inbox.',
    });
  }
  return link;
}

/** What it asks about, if that is still asked, and still the content that the mail was about. */
export async function mustStandStill(
  reads: Reads,
  ctx: Ctx,
  link: DecisionLink,
): Promise<{ change: Change; round: Round }> {
  await mustSee(reads, ctx, link.changeId);
  const change = await loadChange(reads, link.changeId);
  const round = (await roundsOf(reads, link.changeId)).find(({ id }) => id === link.roundId);
  if (!change || !round) return refuse('not_found', 'What it asks about is not there any more.');
  if (round.status !== 'open')
    refuse('round_closed', `${round.name} is decided or asks anew.`, {
      next: `Open ${change.number} to see how it stands.`,
    });
  if (change.revision !== link.revision || round.contentHash !== link.contentHash) {
    refuse('changed_meanwhile', `${change.number} was changed after the mail was sent.`, {
      next: `Open ${change.number}, look at what is new, and decide there.`,
    });
  }
  return { change, round };
}
