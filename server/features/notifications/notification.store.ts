import type { NotificationKind, NotificationParts } from '@interlock/contract/notifications.ts';
import type { Db, Tx } from '../../platform/database/db.ts';

type New = {
  id: string;
  personId: string;
  kind: NotificationKind;
  subject: string;
  byId: string | null;
  parts: NotificationParts;
  at: Date;
  key: string | null;
};

/** Who has heard of the key already keeps what they were told first. */
export async function addNotifications(tx: Tx, told: readonly New[]): Promise<void> {
  await tx
    .insertInto('notification')
    .values(
      told.map(({ personId, byId, parts, ...rest }) => ({
        ...rest,
        person_id: personId,
        by_id: byId,
        parts: JSON.stringify(parts),
      })),
    )
    .onConflict((taken) => taken.columns(['person_id', 'key']).where('key', 'is not', null).doNothing())
    .execute();
}

/** False where this person has no such notification. One that was read before keeps when. */
export async function markRead(tx: Tx, personId: string, notificationId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('notification')
    .set((is) => ({ read_at: is.fn.coalesce('read_at', is.val(now)) }))
    .where('id', '=', notificationId)
    .where('person_id', '=', personId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function markReadUpTo(tx: Tx, personId: string, upTo: Date, now: Date): Promise<void> {
  await tx
    .updateTable('notification')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .where('at', '<=', upTo)
    .execute();
}

export async function dropNotifications(db: Db, { readBefore, before }: { readBefore: Date; before: Date }) {
  await db
    .deleteFrom('notification')
    .where('at', '<', readBefore)
    .where((is) => is.or([is('read_at', 'is not', null), is('at', '<', before)]))
    .execute();
}

/** What was told about these subjects, or to these people. */
export async function dropTold(tx: Tx, subjects: readonly string[], people: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('notification')
    .where('subject', 'in', [...subjects])
    .execute();
  await tx
    .deleteFrom('notification')
    .where('person_id', 'in', [...people])
    .execute();
  await tx
    .deleteFrom('notice')
    .where('subject', 'in', [...subjects])
    .execute();
}
