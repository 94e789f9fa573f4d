import type { askExtensionRoute, withdrawExtensionRoute } from '@interlock/contract/change-runs.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead, modelOf } from '../change-flow/index.ts';
import { whyNotRunning, workingOn } from '../change-tasks/index.ts';
import { notify } from '../notifications/index.ts';
import { decidersOf } from './deciders.view.ts';
import { endOf, whyNotAsk, whyNotWithdraw } from './extension.rules.ts';
import { endExtension, extensionsOf, insertExtension } from './extension.store.ts';

/** Whoever runs the change asks for more time. Those who can decide are told at once. */
export async function askExtension(
  ctx: Ctx,
  { minutes, words, ...read }: z.output<typeof askExtensionRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, read);
    const { hand } = await workingOn(tx, ctx, change);
    const extensions = await extensionsOf(tx, change.id);
    const end = endOf(change.plannedEnd, extensions);
    const asked = { stateKind: change.stateKind, assigneeId: change.assigneeId, hand };
    must(whyNotRunning(asked) ?? whyNotAsk({ minutes, end, now: ctx.now, extensions }) ?? yes(change));
    const needed = (await modelOf(tx, ctx, change)).definition.run.extensionDeciders;
    await insertExtension(tx, { changeId: change.id, minutes, words, needed, by: ctx.actor.id, at: ctx.now });
    await record(tx, ctx, {
      verb: 'change.extension_asked',
      object: change.id,
      rev: change.revision,
      parts: { minutes, words, end: end?.toISOString() },
    });
    const to = await decidersOf(tx, change, ctx.actor.id);
    await notify(tx, ctx, {
      kind: 'extension_asked',
      subject: change.id,
      to,
      parts: { minutes: String(minutes), words },
    });
  });
}

/** What nobody has decided on is taken back. */
export async function withdrawExtension(
  ctx: Ctx,
  { changeId, extensionId }: z.output<typeof withdrawExtensionRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    const { hand } = await workingOn(tx, ctx, change);
    const extension = (await extensionsOf(tx, change.id)).find(({ id }) => id === extensionId);
    if (!extension) return refuse('not_found', 'Nobody has asked for this.');
    must(whyNotWithdraw(extension, change.stateKind, hand) ?? yes(change));
    await endExtension(tx, extension.id, 'withdrawn', ctx.now);
    await record(tx, ctx, {
      verb: 'change.extension_withdrawn',
      object: change.id,
      rev: change.revision,
      parts: { minutes: extension.minutes },
    });
  });
}
