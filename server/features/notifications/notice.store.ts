import type { StateKind } from '@interlock/contract/models.ts';
import { type NotificationKind, NotificationParts } from '@interlock/contract/notifications.ts';
import { type Selectable, sql } from 'kysely';
import { type Db, type Tx, writeLater } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';
import type { Notice as NoticeTable } from '../../platform/database/tables.d.ts';
import { isToBeTold } from './untold.store.ts';

/** The clock's job that tells on what was told, woken by each commit that tells somebody. */
export const TELL_ON = 'communication.tell_on';

/** What was told of one act, for those who tell it on by other ways. */
export type NoticeRow = {
  id: string;
  /** All notices of one act have it. */
  act: string;
  kind: NotificationKind;
  subject: string;
  byId: string | null;
  /** Whom the act itself addresses. */
  told: string[];
  parts: NotificationParts;
  /** The kind of the state that was entered, of a move. */
  stateKind: StateKind | null;
  key: string;
  at: Date;
};

const insertion = fixedQuery(
  (_tx, { notices }: { notices: string }) => sql`
    insert into notice (id, act, kind, subject, by_id, told, parts, state_kind, key, at)
    select id, act, kind, subject, "byId", told, parts, "stateKind", key, at
    from jsonb_to_recordset(${notices}::jsonb) as one (id text, act text, kind text, subject text, "byId" text,
      told text[], parts jsonb, "stateKind" text, key text, at timestamptz)`,
);

export async function addNotices(tx: Tx, notices: readonly NoticeRow[]): Promise<void> {
  if (notices.length === 0) return;
  await writeLater(tx, insertion(tx, { notices: JSON.stringify(notices) }));
}

/**
 * The notices of an act in the order in which they were told, gone with this transaction; none where somebody else is taking them,
 * or it was put off. Whoever takes an act locks its first notice before all others.
 */
export async function takeNotices(tx: Tx, act: string, now: Date): Promise<NoticeRow[]> {
  const { rows } = await sql<Selectable<NoticeTable>>`
    with first as (
      select act from notice where act = ${act} and ${isToBeTold(now)}
        and not exists (select from notice before where before.act = notice.act and before.id < notice.id)
      for update skip locked)
    delete from notice where act in (select act from first) returning *`.execute(tx);
  return inOrder(rows);
}

/**
 * The notices of the oldest acts that nobody else is taking and that were not put off, in the order in which they were told; gone
 * with this transaction.
 */
export async function takeNextNotices(tx: Tx, acts: number): Promise<NoticeRow[]> {
  const { rows } = await sql<Selectable<NoticeTable>>`
    with next as (
      select act from notice where tries = 0 and not exists (select from notice before where before.act = notice.act and before.id < notice.id)
      order by at limit ${acts} for update skip locked)
    delete from notice where act in (select act from next) returning *`.execute(tx);
  return inOrder(rows);
}

/** `as`: only kinds of the contract are told, with the state that the change was in. */
const inOrder = (rows: readonly Selectable<NoticeTable>[]): NoticeRow[] =>
  rows
    .map(({ by_id, state_kind, kind, parts, ...rest }) => ({
      ...rest,
      kind: kind as NotificationKind,
      byId: by_id,
      stateKind: state_kind as StateKind | null,
      parts: NotificationParts.parse(parts),
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));

/** The oldest acts whose notices still lie there and were not put off. */
export async function actsLeft(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('notice')
    .select('act')
    .where('tries', '=', 0)
    .groupBy('act')
    .orderBy((notice) => notice.fn.min('at'))
    .limit(limit)
    .execute();
  return rows.map(({ act }) => act);
}
