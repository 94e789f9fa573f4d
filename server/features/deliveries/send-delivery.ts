import type { Ctx } from '../../platform/ctx.ts';
import type { Mail, Post, Sent } from '../../platform/outside.ts';
import { noteSpeed, restOf } from './chat.store.ts';
import { afterTry, atRest, type DeliveryStanding, mostTries } from './delivery.rules.ts';
import { claimDelivery, type Delivery, settleDelivery } from './delivery.store.ts';

export { POST, SEND } from './queue.step.ts';

/** What a delivery says, as things are at the moment of sending; or why it is not for its recipient any more. */
export type Composed = { mail: Omit<Mail, 'id'> } | { post: Omit<Post, 'id'> } | { drop: string };
export type Compose = (ctx: Ctx, delivery: Delivery) => Promise<Composed>;

/**
 * One try: taken, sent, marked. Where the server dies between sending and marking, it is sent again under the same id. What is
 * composed anew each time says what its reader may see at that moment.
 */
export async function sendDelivery(ctx: Ctx, compose: Compose, { deliveryId }: { deliveryId: string }): Promise<void> {
  const claimed = await ctx.ownTransaction((tx) => claimDelivery(tx, deliveryId, ctx.now));
  if (!claimed) return;
  const { slow, ...standing } = await tryToSend(ctx, compose, claimed);
  await ctx.transaction(async (tx) => {
    await settleDelivery(tx, claimed, standing);
    if (claimed.chatId !== null && slow !== undefined) await noteSpeed(tx, claimed.chatId, slow, ctx.now);
  });
  if (standing.state === 'failed' || standing.state === 'given_up') {
    const { id: delivery, tries } = claimed;
    ctx.log.warn({ delivery, tries, problem: standing.problem, state: standing.state }, 'a delivery failed');
  }
}

/** `slow` is not said where nothing was sent. */
async function tryToSend(
  ctx: Ctx,
  compose: Compose,
  claimed: Delivery,
): Promise<DeliveryStanding & { slow?: boolean }> {
  if (claimed.tries > mostTries) {
    return afterTry(
      mostTries,
      {
        ok: false,
        why: 'Each try broke off: the server ended or failed in the middle of it. Its log says why.',
        final: true,
      },
      ctx.now,
    );
  }
  const rests = claimed.chatId === null ? undefined : await restOf(ctx.db, claimed.chatId, ctx.now);
  if (rests) return afterTry(claimed.tries, atRest(rests, ctx.now), ctx.now);
  const composed = await compose(ctx, claimed);
  if ('drop' in composed) return { state: 'dropped', dueAt: null, problem: composed.drop, endedAt: ctx.now };
  const sent = await sendOut(ctx, claimed.id, composed);
  return { ...afterTry(claimed.tries, sent, ctx.now), slow: 'slow' in sent };
}

async function sendOut({ outside }: Ctx, id: string, composed: Exclude<Composed, { drop: string }>): Promise<Sent> {
  if ('post' in composed) return outside.post({ ...composed.post, id });
  return outside.mail?.send({ ...composed.mail, id }) ?? { ok: false, why: 'No mail server is set.', final: true };
}
