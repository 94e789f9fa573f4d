import type { NotificationKind, NotificationParts } from '@interlock/contract/notifications.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { type NewDelivery, queue } from '../deliveries/index.ts';
import { addNotifications } from '../notifications/index.ts';

export type Telling = {
  kind: NotificationKind;
  subject: string;
  byId: string | null;
  parts: NotificationParts;
  key: string;
  at: Date;
};

type Heard = {
  people: readonly { personId: string; bell: boolean; mail: { dueAt: Date; daily: boolean } | 'off' | null }[];
  chatIds: readonly string[];
};

/** Writes down what is told and how. Whoever has heard of the act already, by the same way, hears nothing more. */
export async function tell(tx: Tx, ctx: Ctx, told: Telling, { people, chatIds }: Heard): Promise<void> {
  const { kind, subject, byId, parts, key, at } = told;
  const telling = { kind, subject, byId, parts, key, at };
  const rung = people.filter(({ bell }) => bell);
  if (rung.length > 0) {
    await addNotifications(
      tx,
      rung.map(({ personId }) => ({ ...telling, id: newId('ntf'), personId })),
    );
  }
  const mails = people.flatMap(({ personId, mail }): NewDelivery[] =>
    ctx.outside.mail && mail !== null && mail !== 'off' ? [{ ...telling, personId, ...mail, sealed: null }] : [],
  );
  const posts = chatIds.map(
    (chatId): NewDelivery => ({ ...telling, chatId, dueAt: ctx.now, daily: false, sealed: null }),
  );
  await queue(tx, ctx, [...mails, ...posts]);
}
