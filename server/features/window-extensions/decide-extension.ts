import { says } from '@interlock/contract/says.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { notify } from '../notifications/index.ts';
import { afterDecision, whyNotDecide } from './extension.rules.ts';
import { endExtension, extensionsOf, insertExtensionDecision } from './extension.store.ts';

type Deciding = { changeId: string; extensionId: string; words: string };

export const grantExtension = (ctx: Ctx, deciding: Deciding): Promise<void> => decide(ctx, deciding, true);
export const refuseExtension = (ctx: Ctx, deciding: Deciding): Promise<void> => decide(ctx, deciding, false);

/**
 * A change manager grants more time, or refuses it with words. The change's lock puts two deciders, and a decision and the end
 * of the work, one after the other: whoever comes second is told what holds already.
 */
async function decide(ctx: Ctx, { changeId, extensionId, words }: Deciding, granted: boolean): Promise<void> {
  requirePermission(ctx.actor, 'change.vote');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    const extension = (await extensionsOf(tx, change.id)).find(({ id }) => id === extensionId);
    if (!extension) return refuse('not_found', 'Nobody has asked for this.');
    const { stateKind, assigneeId, linked } = change;
    must(whyNotDecide({ extension, stateKind, assigneeId, linked, person: ctx.actor }) ?? yes(change));
    const after = afterDecision(extension, granted, linked);
    await insertExtensionDecision(tx, { extensionId, by: ctx.actor.id, granted, words, at: ctx.now });
    if (after !== 'asked') await endExtension(tx, extensionId, after, ctx.now);
    const { minutes } = extension;
    await record(tx, ctx, {
      verb: granted ? 'change.extension_granted' : 'change.extension_refused',
      object: change.id,
      rev: change.revision,
      parts: { minutes, ...(says(words) && { words }), state: after },
    });
    if (after === 'asked') return;
    await notify(tx, ctx, {
      kind: after === 'granted' ? 'extension_granted' : 'extension_refused',
      subject: change.id,
      to: [extension.askedBy, assigneeId],
      parts: { minutes: String(minutes), words },
    });
  });
}
