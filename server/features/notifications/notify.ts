import type { NotificationKind, NotificationParts } from '@interlock/contract/notifications.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { peopleByIds } from '../identity/index.ts';
import { shortened } from './notification.rules.ts';
import { addNotifications } from './notification.store.ts';

export type Notice = {
  kind: NotificationKind;
  /** The id of what it is about. Only those who may see that should be told. */
  subject: string;
  to: readonly (string | null | undefined)[];
  parts: NotificationParts;
  /** Names the act. Whoever has been told under it is not told again, so tell the most particular thing first. */
  key?: string;
  /** Who did it, where a job tells it after the act. */
  by?: string;
};

/** Tells people of an act, in its transaction. Never the one who did it, nobody twice, and nobody who is deactivated. */
export async function notify(tx: Tx, ctx: Ctx, { kind, subject, to, parts, key, by }: Notice): Promise<void> {
  const actor = by ?? (ctx.actor.kind === 'person' ? ctx.actor.id : null);
  const named = [...new Set(to)].flatMap((id) => (id && id !== actor ? [id] : []));
  const people = await peopleByIds(tx, named);
  const hearers = named.filter((id) => people.get(id)?.active);
  if (hearers.length === 0) return;
  await addNotifications(
    tx,
    hearers.map((personId) => ({
      id: newId('ntf'),
      personId,
      kind,
      subject,
      byId: actor,
      parts: shortened(parts),
      at: ctx.now,
      key: key ?? null,
    })),
  );
}
