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
  /** Names the act; left out, it is this request or job on this subject. Whoever has been told under it is not told again. */
  key?: string;
  /** Who did it, where a job tells it after the act. */
  by?: string;
};

/**
 * Tells people of an act, in its transaction: never the one who did it, nobody twice, and nobody who is deactivated. Of several
 * notices of one act each hears the first that is for them, so the most particular one comes first.
 */
export async function notify(tx: Tx, ctx: Ctx, ...notices: readonly Notice[]): Promise<void> {
  const told = notices.flatMap((notice) => addressed(ctx, notice));
  if (told.length === 0) return;
  const people = await peopleByIds(
    tx,
    told.map(({ personId }) => personId),
  );
  const heard = told.filter(({ personId }) => people.get(personId)?.active);
  if (heard.length > 0) await addNotifications(tx, heard);
}

function addressed(ctx: Ctx, { kind, subject, to, parts, key, by }: Notice) {
  const byId = by ?? (ctx.actor.kind === 'person' ? ctx.actor.id : null);
  const hearers = [...new Set(to)].flatMap((id) => (id && id !== byId ? [id] : []));
  return hearers.map((personId) => ({
    id: newId('ntf'),
    personId,
    kind,
    subject,
    byId,
    parts: shortened(parts),
    at: ctx.now,
    key: key ?? `${ctx.requestId}:${subject}`,
  }));
}
