import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { notify } from '../notifications/index.ts';
import { demandedOf, publishersOf } from './proposal.view.ts';
import { faultsOf, versionFor } from './template.rules.ts';
import { lockTemplate, saveTemplate, saveVersion } from './template.store.ts';

type Read = { templateId: string; version: number };

/** A draft that says all that a pre-approval needs is laid before the change managers, and is not written on meanwhile. */
export async function proposeTemplate(ctx: Ctx, { templateId, version, note }: Read & { note: string }): Promise<void> {
  requirePermission(ctx.actor, 'template.write');
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId, version);
    const working = must(versionFor(template, 'propose'));
    const errors = faultsOf(working.content, await demandedOf(tx, ctx, template.modelId));
    if (errors.length > 0) {
      refuse('invalid', 'The template is not complete yet.', { errors, next: 'Mend what is named, then propose it.' });
    }
    const writers = [...new Set([...working.writers, ctx.actor.id])];
    await saveVersion(tx, working, {
      state: 'proposed',
      writers,
      note,
      proposedBy: ctx.actor.id,
      proposedAt: ctx.now,
      returnedAt: null,
    });
    await saveTemplate(tx, template, null);
    const to = (await publishersOf(tx, ctx, writers)).map(({ id }) => id);
    await notify(tx, ctx, { kind: 'template_proposed', subject: templateId, to, parts: { words: note } });
    await record(tx, ctx, {
      verb: 'template.proposed',
      object: templateId,
      rev: working.templateVersion,
      parts: { name: working.content.name, note },
    });
  });
}

/** Those who wrote it take their proposal back and write on. */
export async function withdrawTemplate(ctx: Ctx, { templateId, version }: Read): Promise<void> {
  requirePermission(ctx.actor, 'template.write');
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId, version);
    const working = must(versionFor(template, 'withdraw'));
    if (!working.writers.includes(ctx.actor.id)) {
      refuse('forbidden', 'Those who wrote it take it back.', { next: 'A change manager can send it back to them.' });
    }
    await saveVersion(tx, working, { state: 'draft' });
    await saveTemplate(tx, template, null);
    await record(tx, ctx, {
      verb: 'template.withdrawn',
      object: templateId,
      rev: working.templateVersion,
      parts: { name: working.content.name },
    });
  });
}

/** A draft is given up. It stays on record; what is in force stays in force. */
export async function discardTemplate(ctx: Ctx, { templateId, version }: Read): Promise<void> {
  requirePermission(ctx.actor, 'template.write');
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId, version);
    const working = must(versionFor(template, 'discard'));
    await saveVersion(tx, working, { state: 'retired' });
    // A template of which nothing was ever published keeps its last draft to begin anew from.
    await saveTemplate(tx, template, null, template.currentVersion ?? working.templateVersion);
    await record(tx, ctx, {
      verb: 'template.discarded',
      object: templateId,
      rev: working.templateVersion,
      parts: { name: working.content.name },
    });
  });
}
