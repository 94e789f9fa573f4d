import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { notify } from '../notifications/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { demandedOf, publishersOf } from './proposal.view.ts';
import { faultsOf, mayPublish, versionFor } from './template.rules.ts';
import { lockTemplate, saveTemplate, saveVersion } from './template.store.ts';

type Decided = { templateId: string; version: number; words: string };

/**
 * A change manager who wrote nothing of it publishes what is proposed. That approves every change that is raised from it, and
 * replaces the version in force; changes raised before keep theirs.
 */
export async function publishTemplate(ctx: Ctx, { templateId, version, words }: Decided): Promise<void> {
  requirePermission(ctx.actor, 'template.publish');
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId, version);
    const working = must(versionFor(template, 'publish'));
    const { last } = template;
    const second = await publishersOf(tx, ctx, working.writers);
    must(mayPublish(working, ctx.actor.id, await linkedAccounts(tx), second));
    const errors = faultsOf(working.content, await demandedOf(tx, ctx, template.modelId));
    if (errors.length > 0) {
      refuse('invalid', 'The model demands more than when it was proposed.', { errors, next: 'Send it back.' });
    }
    if (last && last.state !== 'retired') await saveVersion(tx, last, { state: 'retired' });
    await saveVersion(tx, working, { state: 'published', publishedBy: ctx.actor.id, publishedAt: ctx.now });
    await saveTemplate(tx, template, working.content, working.templateVersion);
    await notify(tx, ctx, { kind: 'template_published', subject: templateId, to: working.writers, parts: { words } });
    await record(tx, ctx, {
      verb: 'template.published',
      object: templateId,
      rev: working.templateVersion,
      parts: { name: working.content.name, replaces: last?.templateVersion ?? null, words },
    });
  });
}

/** A change manager sends a proposal back to those who wrote it. */
export async function returnTemplate(ctx: Ctx, { templateId, version, words }: Decided): Promise<void> {
  requirePermission(ctx.actor, 'template.publish');
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId, version);
    const working = must(versionFor(template, 'return'));
    await saveVersion(tx, working, {
      state: 'draft',
      returnedBy: ctx.actor.id,
      returnedAt: ctx.now,
      returnedWords: words,
    });
    await saveTemplate(tx, template, null);
    await notify(tx, ctx, { kind: 'template_returned', subject: templateId, to: working.writers, parts: { words } });
    await record(tx, ctx, {
      verb: 'template.returned',
      object: templateId,
      rev: working.templateVersion,
      parts: { name: working.content.name, words },
    });
  });
}
