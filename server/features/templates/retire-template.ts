import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must } from '../../platform/refusal.ts';
import { minuteOf } from '../../platform/time.ts';
import { record } from '../audit/index.ts';
import { versionFor } from './template.rules.ts';
import { lockTemplate, saveTemplate, saveVersion } from './template.store.ts';
import { retiringSince } from './template.view.ts';

type Retire = { templateId: string; version: number; words: string; at?: string | undefined };

/** A change manager lets no more changes be raised from a template, at once or from an instant on. It takes no second person. */
export async function retireTemplate(ctx: Ctx, { templateId, version, words, at }: Retire): Promise<void> {
  requirePermission(ctx.actor, 'template.publish');
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId, version);
    const last = must(versionFor(template, 'retire'));
    const retiresAt = at === undefined ? ctx.now : new Date(at);
    const state = retiresAt > ctx.now ? 'retiring' : 'retired';
    await saveVersion(tx, last, { state, retiresAt });
    await saveTemplate(tx, template, null);
    await record(tx, ctx, {
      verb: state === 'retired' ? 'template.retired' : 'template.retiring',
      object: templateId,
      rev: last.templateVersion,
      parts: { name: last.content.name, words, at: retiresAt.toISOString() },
    });
  });
}

export const RETIRE = 'templates.retire';
const SWEEP = 500;

/** Sends a job for each template whose day has come; a template is looked at once in a minute. */
export async function sweepRetiring(ctx: Ctx): Promise<void> {
  const due = await retiringSince(ctx.db, ctx.now, SWEEP);
  await ctx.transaction(async (tx) => {
    for (const { templateId } of due)
      await ctx.enqueue(tx, RETIRE, `${templateId}:${minuteOf(ctx.now)}`, { templateId });
  });
}

/** The day of a retiring template has come. Since that instant nothing was raised from it; now it is written down. */
export async function endRetiring(ctx: Ctx, { templateId }: { templateId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId);
    const { last } = template;
    if (last?.state !== 'retiring' || !last.retiresAt || last.retiresAt > ctx.now) return;
    await saveVersion(tx, last, { state: 'retired' });
    await saveTemplate(tx, template, null);
    await record(tx, ctx, {
      verb: 'template.retired',
      object: templateId,
      rev: last.templateVersion,
      parts: { name: last.content.name, at: last.retiresAt.toISOString() },
    });
  });
}
