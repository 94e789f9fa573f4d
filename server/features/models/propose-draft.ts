import { says } from '@interlock/contract/says.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { administratorsForTwo, publishersOf } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { lockDraft, saveDraft } from './draft.store.ts';
import { checkedDraft } from './draft.view.ts';
import { faultyModel } from './model.rules.ts';

type Read = { modelId: string; version: number };

/** A draft without faults is laid before the other administrators. */
export async function proposeDraft(ctx: Ctx, { modelId, version, note }: Read & { note: string }): Promise<void> {
  requirePermission(ctx.actor, 'model.edit');
  await ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, modelId, version);
    const { faults } = await checkedDraft(tx, draft);
    if (faults.length > 0) refuse(...faultyModel(faults));
    const proposed = { state: 'proposed' as const, note, proposedBy: ctx.actor.id, proposedAt: ctx.now };
    await saveDraft(tx, { ...draft, ...proposed, returnedBy: null, returnedAt: null, returnedWords: null }, ctx.now);
    const administrators = await administratorsForTwo(tx, ctx.now);
    const to = publishersOf(
      { writers: draft.writers, proposedBy: ctx.actor.id },
      administrators,
      await linkedAccounts(tx),
    );
    await notify(tx, ctx, { kind: 'model_proposed', subject: modelId, to, parts: { words: note } });
    await record(tx, ctx, { verb: 'model.proposed', object: modelId, parts: { name: draft.name, note } });
  });
}

/** Its writers take a proposal back; anybody else sends it back to them, and says why. */
export async function returnDraft(ctx: Ctx, { modelId, version, words }: Read & { words: string }): Promise<void> {
  requirePermission(ctx.actor, 'model.edit');
  await ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, modelId, version);
    if (draft.state !== 'proposed') {
      refuse('invalid', 'It is not proposed.', { errors: [{ path: 'modelId', message: 'is a draft already' }] });
    }
    if (!draft.writers.includes(ctx.actor.id) && !says(words)) {
      refuse('invalid', 'Whoever wrote it needs to know why.', { errors: [{ path: 'words', message: 'say why' }] });
    }
    const returned = { returnedBy: ctx.actor.id, returnedAt: ctx.now, returnedWords: words };
    await saveDraft(tx, { ...draft, ...returned, state: 'draft', proposedBy: null, proposedAt: null }, ctx.now);
    await record(tx, ctx, { verb: 'model.returned', object: modelId, parts: { name: draft.name, words } });
  });
}
