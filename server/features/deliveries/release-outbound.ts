import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { endRest } from './chat.store.ts';
import { dropWaiting, dueDeliveries, retryDelivery } from './delivery.store.ts';
import { releaseOutboundHold } from './hold.store.ts';
import { enqueueSend, queue } from './queue.step.ts';

const AT_ONCE = 500;

/** After a restore: what has waited since then is sent now, or dropped because the world outside has heard it long ago. */
export async function releaseOutbound(ctx: Ctx, { waiting }: { waiting: 'send' | 'drop' }): Promise<void> {
  requirePermission(ctx.actor, 'system.operate');
  await ctx.transaction(async (tx) => {
    if (!(await releaseOutboundHold(tx))) refuse('nothing_held', 'Nothing is held back.');
    const dropped = waiting === 'drop' ? await dropWaiting(tx, 'Dropped by the operator after a restore.', ctx.now) : 0;
    await record(tx, ctx, { verb: 'outbound.released', object: 'outbound', parts: { waiting, dropped } });
    for (const due of await dueDeliveries(tx, ctx.now, AT_ONCE)) await enqueueSend(tx, ctx, due, ctx.requestId);
  });
}

/** The operator has mended something and does not want to wait for the next try. */
export async function sendAgain(ctx: Ctx, { deliveryId }: { deliveryId: string }): Promise<void> {
  requirePermission(ctx.actor, 'system.operate');
  await ctx.transaction(async (tx) => {
    const due = await retryDelivery(tx, deliveryId, ctx.now);
    if (!due) return refuse('not_found', 'There is no delivery here that failed or was given up.');
    if (due.chatId !== null) await endRest(tx, due.chatId);
    await record(tx, ctx, { verb: 'delivery.sent_again', object: deliveryId });
    await enqueueSend(tx, ctx, due, ctx.requestId);
  });
}

/** Somebody tries whether mail works, with a mail to themself. */
export async function testMail(ctx: Ctx): Promise<void> {
  requirePermission(ctx.actor, 'system.operate');
  if (!ctx.outside.mail)
    refuse('mail_off', 'No mail server is set.', { next: 'Set SMTP_URL and MAIL_FROM, and restart.' });
  await ctx.transaction(async (tx) => {
    const about = { subject: null, byId: ctx.actor.id, parts: {}, sealed: null, daily: false };
    const when = { at: ctx.now, dueAt: ctx.now, key: newId('tst') };
    await queue(tx, ctx, [{ personId: ctx.actor.id, kind: 'test', ...about, ...when }]);
    await record(tx, ctx, { verb: 'outbound.tried', object: 'outbound' });
  });
}
