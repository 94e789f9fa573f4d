import type { AnnouncementState, HeldBackBecause, Reach } from '@interlock/contract/announcements.ts';
import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Waiting } from './announcement.rules.ts';

export type Stored = Waiting & {
  id: string;
  changeId: string;
  audienceId: string;
  subject: string;
  body: string;
  state: AnnouncementState;
  held: HeldBackBecause | null;
  writtenBy: string;
  version: number;
};

const select = (reads: Reads) =>
  reads
    .selectFrom('announcement')
    .select(['id', 'change_id as changeId', 'audience_id as audienceId', 'occasion', 'minutes', 'subject', 'body'])
    .select(['state', 'held', 'window_start as windowStart', 'window_end as windowEnd', 'version'])
    .select('written_by as writtenBy');

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

/** `as` is the database's edge: only our words are kept in `held`. */
const storedOf = (row: Row): Stored => ({
  ...row,
  occasion: row.occasion,
  state: row.state,
  held: row.held as HeldBackBecause | null,
});

export async function findAnnouncement(reads: Reads, announcementId: string): Promise<Stored | undefined> {
  const row = await select(reads).where('id', '=', announcementId).executeTakeFirst();
  return row && storedOf(row);
}

/** Those of a change that go out by themselves, in the order in which they were written. */
export async function readyOf(reads: Reads, changeId: string): Promise<Stored[]> {
  const rows = await select(reads)
    .where('change_id', '=', changeId)
    .where('state', '=', 'ready')
    .orderBy('id')
    .execute();
  return rows.map(storedOf);
}

/** Those of these changes that have one which goes out by itself. */
export async function withReady(reads: Reads, changeIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await reads
    .selectFrom('announcement')
    .select('change_id')
    .distinct()
    .where(sql<boolean>`change_id = any (${changeIds}::text[])`)
    .where('state', '=', 'ready')
    .execute();
  return new Set(rows.map((row) => row.change_id));
}

/** How many a change has, in whatever state. */
export async function announcementsOf(tx: Tx, changeId: string): Promise<number> {
  const { n } = await tx
    .selectFrom('announcement')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('change_id', '=', changeId)
    .executeTakeFirstOrThrow();
  return n;
}

type New = Omit<Stored, 'id' | 'state' | 'held' | 'version'>;

export async function insertAnnouncement(tx: Tx, { changeId, audienceId, ...made }: New, at: Date): Promise<Stored> {
  const id = newId('ann');
  const { windowStart, windowEnd, writtenBy, ...rest } = made;
  await tx
    .insertInto('announcement')
    .values({
      ...rest,
      ...{ id, change_id: changeId, audience_id: audienceId, state: 'draft' },
      ...{ window_start: windowStart, window_end: windowEnd, written_by: writtenBy, written_at: at },
    })
    .execute();
  return { ...made, id, changeId, audienceId, state: 'draft', held: null, version: 1 };
}

type Written = Pick<Stored, 'id' | 'subject' | 'body' | 'minutes' | 'windowStart' | 'windowEnd' | 'state' | 'held'>;

/** Writes what is not sent. */
export async function saveAnnouncement(tx: Tx, { id, windowStart, windowEnd, ...rest }: Written): Promise<void> {
  const { subject, body, minutes, state, held } = rest;
  await tx
    .updateTable('announcement')
    .set({ subject, body, minutes, state, held, window_start: windowStart, window_end: windowEnd })
    .set({ version: sql`version + 1` })
    .where('id', '=', id)
    .where('state', 'in', ['draft', 'ready'])
    .execute();
}

export async function markSent(tx: Tx, id: string, sent: { at: Date; by: string | null; reach: Reach }): Promise<void> {
  await tx
    .updateTable('announcement')
    .set({ state: 'sent', held: null, sent_at: sent.at, sent_by: sent.by, reach: JSON.stringify(sent.reach) })
    .set({ version: sql`version + 1` })
    .where('id', '=', id)
    .where('state', 'in', ['draft', 'ready'])
    .execute();
}

export async function dropAnnouncements(tx: Tx, changes: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('announcement')
    .where('change_id', 'in', [...changes])
    .execute();
}
