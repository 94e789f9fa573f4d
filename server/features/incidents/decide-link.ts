import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { stillAsRead } from '../identity/index.ts';
import { handOf, whyNotDecide } from './incident.rules.ts';
import { loadLink, saveDecision } from './incident.store.ts';

type Deciding = { linkId: string; version: number; words: string };

/** A person confirms, or dismisses with words, that a change has to do with an incident. Answers the incident's id. */
export async function decideLink(
  ctx: Ctx,
  { linkId, version, words }: Deciding,
  attribution: 'confirmed' | 'dismissed',
): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const named = await loadLink(tx, linkId);
    if (!named) return refuse('not_found', 'There is no such link, or it is not yours to see.');
    const change = await lockAsRead(tx, ctx, { changeId: named.changeId });
    const link = must(stillAsRead((await loadLink(tx, linkId)) ?? named, version));
    must(whyNotDecide(link, attribution, { hand: handOf(ctx.actor), ...change }) ?? yes(link));
    await saveDecision(tx, linkId, { attribution, words, by: ctx.actor.id, at: ctx.now });
    await record(tx, ctx, {
      verb: `change.incident_${attribution}`,
      object: change.id,
      rev: change.revision,
      parts: { incident: link.called, kind: link.kind, before: link.attribution, ...(words && { words }) },
    });
    return link.incidentId;
  });
}
