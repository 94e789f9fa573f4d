import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { type Delivery, type DueDelivery, insertDeliveries, type NewDelivery } from './delivery.store.ts';

/** Mails and posts have a queue each: a receiver that takes its time makes nobody wait for the other kind. */
export const SEND = 'deliveries.send';
export const POST = 'deliveries.post';

/** Puts mails and posts down in the transaction of their act: no commit, none is sent. Those that are due go out after it. */
export async function queue(tx: Tx, ctx: Ctx, made: readonly NewDelivery[]): Promise<void> {
  const added = await insertDeliveries(tx, made);
  for (const { dueAt, ...due } of added) {
    if (dueAt <= ctx.now) await enqueueSend(tx, ctx, due, 'first');
  }
}

/** The same delivery at the same turn is the same job, however often it is asked for. Two jobs of one send it once all the same. */
export const enqueueSend = (tx: Tx, ctx: Ctx, { id, chatId }: DueDelivery, turn: string): Promise<void> =>
  ctx.enqueue(tx, chatId === null ? SEND : POST, `${id}:${turn}`, { deliveryId: id });

type Secret = { personId: string; kind: 'invitation' | 'reset'; secret: string; key: string };

/** Mails somebody what is theirs alone. It is kept sealed, and gone once it was sent. False where no mail server is set. */
export async function mailSecret(tx: Tx, ctx: Ctx, { personId, kind, secret, key }: Secret): Promise<boolean> {
  if (!ctx.outside.mail) return false;
  const sealed = ctx.outside.secrets.seal(secret, sealedAs({ kind, personId }));
  const rest = { subject: null, byId: ctx.actor.kind === 'person' ? ctx.actor.id : null, parts: {}, daily: false };
  await queue(tx, ctx, [{ personId, kind, ...rest, at: ctx.now, dueAt: ctx.now, sealed, key }]);
  return true;
}

/** What a sealed part is opened as: nobody can put it into another's mail. */
export const sealedAs = ({ kind, personId }: Pick<Delivery, 'kind' | 'personId'>): string => `mail/${kind}/${personId}`;
