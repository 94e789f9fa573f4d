import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { EMPTY_ROOT } from '../../platform/tlog.ts';

export type Head = { originNo: number; size: number; root: Buffer; peaks: Buffer[]; xminDone: string };

/** Opens the first origin where there is none. Of two servers that start at once, one does it. */
export async function openLog(tx: Tx, host: string): Promise<void> {
  await sql`insert into log_origin (no, name, because) select 1, ${`${host}/audit/1`}, 'first'
    where not exists (select from log_origin) on conflict do nothing`.execute(tx);
  await sql`insert into log_head (origin_no, size, root, peaks, xmin_done)
    select max(no), 0, ${EMPTY_ROOT}, '{}', '0' from log_origin on conflict do nothing`.execute(tx);
}

/** Nothing while another server seals. An xid that lies ahead of the database's own is of another database: all is looked at again. */
export async function lockHead(tx: Tx): Promise<(Head & { xmin: string }) | undefined> {
  const { rows } = await sql<Head & { xmin: string }>`
    select origin_no as "originNo", size::float8 as size, root, peaks,
      case when xmin_done > pg_snapshot_xmin(pg_current_snapshot()) then '0' else xmin_done::text end as "xminDone",
      pg_snapshot_xmin(pg_current_snapshot())::text as xmin
    from log_head for update skip locked`.execute(tx);
  return rows[0];
}

export async function saveHead(tx: Tx, { size, root, peaks, xminDone }: Omit<Head, 'originNo'>): Promise<void> {
  await sql`update log_head set size = ${size}::bigint, root = ${root}, peaks = ${peaks}::bytea[], xmin_done = ${xminDone}::xid8`.execute(
    tx,
  );
}

export async function addLeaves(
  tx: Tx,
  { originNo, size }: Pick<Head, 'originNo' | 'size'>,
  leaves: readonly { id: string; hash: Buffer }[],
): Promise<void> {
  await sql`insert into log_leaf (origin_no, idx, event_id, h)
    select ${originNo}::int, ${size}::bigint + place - 1, event, h
    from unnest(${leaves.map(({ id }) => id)}::bigint[], ${leaves.map(({ hash }) => hash)}::bytea[]) with ordinality as leaf (event, h, place)`.execute(
    tx,
  );
}

export type Signable = { originNo: number; origin: string; size: number; root: Buffer; signed: boolean };

/** The committed end of the tree, and whether it was signed, or an earlier one after `since`. */
export async function committedHead(reads: Reads, since: Date | null = null): Promise<Signable | undefined> {
  const { rows } = await sql<Signable>`
    select head.origin_no as "originNo", origin.name as origin, head.size::float8 as size, head.root,
      exists (select from log_checkpoint made where made.origin_no = head.origin_no and (made.size = head.size or made.published_at > ${since}::timestamptz)) as signed
    from log_head head join log_origin origin on origin.no = head.origin_no`.execute(reads);
  return rows[0];
}

/** The first note of a size is the one that counts. */
export async function keepCheckpoint(tx: Tx, of: Signable, note: string, publicKey: Buffer): Promise<void> {
  await tx
    .insertInto('log_key')
    .values({ public: publicKey })
    .onConflict((known) => known.doNothing())
    .execute();
  await tx
    .insertInto('log_checkpoint')
    .values({ origin_no: of.originNo, size: String(of.size), note })
    .onConflict((made) => made.doNothing())
    .execute();
}

/** A name that nobody has signed for yet, for a log that was restored. */
export async function nextOrigin(tx: Tx): Promise<void> {
  await sql`insert into log_origin (no, name, because)
    select no + 1, regexp_replace(name, '[0-9]+$', (no + 1)::text), 'restored' from log_origin order by no desc limit 1`.execute(
    tx,
  );
  await sql`update log_head set origin_no = (select max(no) from log_origin), size = 0, root = ${EMPTY_ROOT}, peaks = '{}', xmin_done = '0'`.execute(
    tx,
  );
}
