import type { DeliveryKind, DeliveryState } from '@interlock/contract/deliveries.ts';
import type { NotificationParts } from '@interlock/contract/notifications.ts';
import { sql } from 'kysely';
import type { Db, Reads, Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { type DeliveryStanding, keptSince, LEASE_MS } from './delivery.rules.ts';

/** A mail to a person or to an address that is nobody's of the house, or a post to a room. */
export type Recipient =
  | { personId: string; chatId?: never; address?: never }
  | { chatId: string; personId?: never; address?: never }
  | { address: string; personId?: never; chatId?: never };

export type NewDelivery = Recipient & {
  kind: DeliveryKind;
  subject: string | null;
  byId: string | null;
  parts: NotificationParts;
  at: Date;
  dueAt: Date;
  /** Waits for the next mail of the day. */
  daily: boolean;
  sealed: Buffer | null;
  /** Names the act: the same recipient gets one delivery under it. */
  key: string;
};

export type Delivery = {
  id: string;
  personId: string | null;
  chatId: string | null;
  address: string | null;
  kind: DeliveryKind;
  subject: string | null;
  byId: string | null;
  parts: NotificationParts;
  sealed: Buffer | null;
  state: DeliveryState;
  at: Date;
  tries: number;
};

export type DueDelivery = Pick<Delivery, 'id' | 'chatId'>;

/** Answers those that are new, with when they are due. Whoever has one under the key keeps that. */
export async function insertDeliveries(
  tx: Tx,
  made: readonly NewDelivery[],
): Promise<(DueDelivery & { dueAt: Date })[]> {
  if (made.length === 0) return [];
  const rows = await tx
    .insertInto('delivery')
    .values(
      made.map(({ personId, chatId, address, byId, parts, dueAt, ...rest }) => ({
        ...rest,
        id: newId('dlv'),
        person_id: personId ?? null,
        chat_id: chatId ?? null,
        address: address ?? null,
        by_id: byId,
        parts: JSON.stringify(parts),
        due_at: dueAt,
        state: 'waiting',
        tries: 0,
      })),
    )
    .onConflict((taken) => taken.doNothing())
    .returning(['id', 'chat_id as chatId', 'due_at', 'daily'])
    .execute();
  return rows.flatMap(({ due_at, daily, ...due }) => (due_at && !daily ? [{ ...due, dueAt: due_at }] : []));
}

const columns = ['id', 'address', 'kind', 'subject', 'parts', 'sealed', 'state', 'at', 'tries'] as const;

const select = (db: Reads) =>
  db.selectFrom('delivery').select([...columns, 'person_id as personId', 'chat_id as chatId', 'by_id as byId']);

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirst']>>>;
/** `as` is the database's edge: only kinds of the contract are delivered, with the parts that a notice has. */
const deliveryOf = (row: Row): Delivery => ({
  ...row,
  kind: row.kind as DeliveryKind,
  state: row.state,
  parts: row.parts as NotificationParts,
});

/** Takes a due delivery for one try, so that no other server tries it at the same time. Undefined where there is none to take. */
export async function claimDelivery(tx: Tx, deliveryId: string, now: Date): Promise<Delivery | undefined> {
  const row = await select(tx)
    .where('id', '=', deliveryId)
    .where('due_at', '<=', now)
    .where('daily', '=', false)
    .where(sql<boolean>`not exists (select from outbound_hold)`)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return undefined;
  const leaseEnds = new Date(now.getTime() + LEASE_MS);
  await tx
    .updateTable('delivery')
    .set({ state: 'sending', due_at: leaseEnds, tries: row.tries + 1 })
    .where('id', '=', deliveryId)
    .execute();
  return { ...deliveryOf(row), state: 'sending', tries: row.tries + 1 };
}

/** Says where it stands after a try; not where another try has begun meanwhile. What is over keeps no secret. */
export async function settleDelivery(
  tx: Tx,
  { id, tries }: Pick<Delivery, 'id' | 'tries'>,
  { state, dueAt, problem, endedAt }: DeliveryStanding,
): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ state, due_at: dueAt, problem, ended_at: endedAt, ...(endedAt && { sealed: null }) })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('tries', '=', tries)
    .execute();
}

/** Those whose time has come and which are not out, the longest due first. */
export async function dueDeliveries(db: Reads, now: Date, limit: number): Promise<DueDelivery[]> {
  return db
    .selectFrom('delivery')
    .select(['id', 'chat_id as chatId'])
    .where('due_at', '<=', now)
    .where('daily', '=', false)
    .where(sql<boolean>`not exists (select from outbound_hold)`)
    .orderBy('due_at')
    .limit(limit)
    .execute();
}

/** The people for whom entries of a daily mail are due. */
export async function digestsDue(db: Reads, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('delivery')
    .select('person_id')
    .distinct()
    .where('due_at', '<=', now)
    .where('daily', '=', true)
    .where('person_id', 'is not', null)
    .limit(limit)
    .execute();
  return rows.flatMap(({ person_id }) => person_id ?? []);
}

/** Whether entries of a daily mail are due to a person; they are theirs who asked first until the transaction ends. */
export async function lockDueEntries(tx: Tx, personId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .selectFrom('delivery')
    .select('id')
    .where('person_id', '=', personId)
    .where('daily', '=', true)
    .where('due_at', '<=', now)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.length > 0;
}

/** Puts a person's due entries into one mail. */
export async function bundle(tx: Tx, personId: string, bundleId: string, now: Date): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ state: 'bundled', due_at: null, ended_at: now, bundle: bundleId })
    .where('person_id', '=', personId)
    .where('daily', '=', true)
    .where('due_at', '<=', now)
    .execute();
}

/** What a daily mail holds, in the order in which it happened. */
export async function entriesOf(db: Reads, bundleId: string): Promise<Delivery[]> {
  const rows = await select(db).where('bundle', '=', bundleId).orderBy('at').orderBy('id').execute();
  return rows.map(deliveryOf);
}

/** Puts one that failed or was given up back to its first try. Undefined where it is not so. */
export async function retryDelivery(tx: Tx, deliveryId: string, now: Date): Promise<DueDelivery | undefined> {
  return tx
    .updateTable('delivery')
    .set({ state: 'waiting', due_at: now, tries: 0, ended_at: null })
    .where('id', '=', deliveryId)
    .where('state', 'in', ['failed', 'given_up'])
    .returning(['id', 'chat_id as chatId'])
    .executeTakeFirst();
}

/** False where the link of this mail has decided already. */
export async function spendLink(tx: Tx, deliveryId: string, now: Date): Promise<boolean> {
  const done = await tx
    .updateTable('delivery')
    .set({ link_used_at: now })
    .where('id', '=', deliveryId)
    .where('link_used_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function isLinkSpent(db: Reads, deliveryId: string): Promise<boolean> {
  const row = await db.selectFrom('delivery').select('link_used_at').where('id', '=', deliveryId).executeTakeFirst();
  return row?.link_used_at !== null;
}

/** Of what was sent for each announcement, how many mails and posts are tried again or were given up. None: left out. */
export async function troubledBy(reads: Reads, announcementIds: readonly string[]): Promise<Map<string, number>> {
  if (announcementIds.length === 0) return new Map();
  const announcement = sql<string>`parts ->> 'announcement'`;
  const rows = await reads
    .selectFrom('delivery')
    .select([announcement.as('id'), sql<number>`count(*)::int`.as('n')])
    .where('kind', '=', 'announcement')
    .where(announcement, 'in', [...announcementIds])
    .where('state', 'in', ['failed', 'given_up'])
    .groupBy(announcement)
    .execute();
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** Drops all that has not been sent. */
export async function dropWaiting(tx: Tx, because: string, now: Date): Promise<number> {
  const done = await tx
    .updateTable('delivery')
    .set({ state: 'dropped', due_at: null, problem: because, ended_at: now, sealed: null })
    .where('due_at', 'is not', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export async function forgetDeliveries(db: Db, now: Date): Promise<void> {
  const { ended, givenUp } = keptSince(now);
  await db
    .deleteFrom('delivery')
    .where('ended_at', '<', ended)
    .where((is) => is.or([is('state', '!=', 'given_up'), is('ended_at', '<', givenUp)]))
    .where(
      sql<boolean>`not exists (select from delivery held where held.bundle = delivery.id and held.ended_at >= ${ended})`,
    )
    .execute();
}

/** Mails and posts about these subjects, or to these people; what goes out at this moment ends as lost. */
export async function dropDeliveries(tx: Tx, subjects: readonly string[], people: readonly string[]): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ bundle: null })
    .where('person_id', 'in', [...people])
    .execute();
  await tx
    .deleteFrom('delivery')
    .where((is) => is.or([is('subject', 'in', [...subjects]), is('person_id', 'in', [...people])]))
    .execute();
}
