// Reads: log_origin, log_head, log_leaf, log_checkpoint, log_key; audit_event for what waits.
import type { Seal } from '@interlock/contract/sealing.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { EMPTY_ROOT, verifierKey } from '../../platform/tlog.ts';

const MOST_COUNTED = 1_000;

type Row = {
  origin: string;
  size: number;
  root: Buffer;
  sealed_at: Date | null;
  note: string | null;
  published_at: Date | null;
  keys: Buffer[];
};

/** How far the log is sealed at this moment. */
export async function seal(ctx: Ctx): Promise<Seal> {
  const { rows } = await sql<Row>`
    select origin.name as origin, head.size::float8 as size, head.root, last.sealed_at, made.note, made.published_at,
      coalesce((select array_agg(public order by first_used desc) from log_key), '{}') as keys
    from log_head head join log_origin origin on origin.no = head.origin_no
    left join log_leaf last on last.origin_no = head.origin_no and last.idx = head.size - 1
    left join lateral (select note, published_at from log_checkpoint where origin_no = head.origin_no order by size desc limit 1) made on true`.execute(
    ctx.db,
  );
  const waiting = await waitsToBeSealed(ctx);
  const [row] = rows;
  if (!row) return { ...nothing, ...waiting };
  return {
    origin: row.origin,
    size: row.size,
    root: row.root.toString('base64'),
    sealedAt: row.sealed_at?.toISOString() ?? null,
    checkpoint: row.note,
    checkpointAt: row.published_at?.toISOString() ?? null,
    keys: row.keys.map((key) => verifierKey(row.origin, key)),
    ...waiting,
  };
}

const nothing = {
  origin: null,
  size: 0,
  root: EMPTY_ROOT.toString('base64'),
  sealedAt: null,
  checkpoint: null,
  checkpointAt: null,
  keys: [],
};

/** Committed events without a place, up to 1,000. */
export async function waitsToBeSealed({ db }: Ctx): Promise<Pick<Seal, 'waiting' | 'waitingSince'>> {
  const { rows } = await sql<{ waiting: number; since: Date | null }>`
    select count(*)::int as waiting, min(at) as since from (
      select at from audit_event event
      where xid >= coalesce((select xmin_done from log_head where xmin_done <= pg_snapshot_xmin(pg_current_snapshot())), '0')
        and not exists (select from log_leaf where event_id = event.id) limit ${MOST_COUNTED}) waiting`.execute(db);
  return { waiting: rows[0]?.waiting ?? 0, waitingSince: rows[0]?.since?.toISOString() ?? null };
}
