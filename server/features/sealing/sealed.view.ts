// Reads: log_origin, log_head, log_leaf, log_checkpoint, log_key; audit_event and audit_part for what was sealed.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';

export type MayKnowOf = (ctx: Ctx, object: string) => RawBuilder<SqlBool>;
export type Origin = { no: number; name: string; because: string; size: number };

/** Every origin that there ever was with the size of its tree, the oldest first. */
export async function origins(reads: Reads): Promise<Origin[]> {
  const { rows } = await sql<Origin>`
    select origin.no, origin.name, origin.because,
      coalesce((select max(idx) + 1 from log_leaf where origin_no = origin.no), 0)::float8 as size
    from log_origin origin order by origin.no`.execute(reads);
  return rows;
}

export async function publicKeys(reads: Reads): Promise<string[]> {
  const rows = await reads.selectFrom('log_key').select('public').orderBy('first_used').execute();
  return rows.map((row) => row.public.toString('base64'));
}

/** Committed events that have no place in any tree, and since when the oldest waits. All of the log is looked at. */
export async function withoutPlace(reads: Reads): Promise<{ waiting: number; waitingSince: string | null }> {
  const { rows } = await sql<{ waiting: number; since: Date | null }>`
    select count(*)::float8 as waiting, min(at) as since from audit_event event
    where not exists (select from log_leaf where event_id = event.id)`.execute(reads);
  return { waiting: rows[0]?.waiting ?? 0, waitingSince: rows[0]?.since?.toISOString() ?? null };
}

type Sealed = { idx: number; h: Buffer; leaf: string | null; parts: Record<string, [string, string]> };

/**
 * What was sealed from `from` on and before `to`. Of what is not theirs to see, the one who asks gets the hash alone: it proves
 * that something is there and says nothing of it.
 */
export async function sealedEvents(
  ctx: Ctx,
  { origin, from, to }: { origin: number; from: number; to: number },
  mayKnowOf: MayKnowOf,
): Promise<Sealed[]> {
  const { rows } = await sql<Sealed>`
    select sealed.idx::float8 as idx, sealed.h,
      case when ${mayKnowOf(ctx, 'event.object')} then convert_from(event.leaf, 'UTF8') end as leaf,
      coalesce((select jsonb_object_agg(part.name, jsonb_build_array(encode(part.salt, 'base64'), encode(part.body, 'base64')))
        from audit_part part where part.event_id = event.id and ${mayKnowOf(ctx, 'event.object')}), '{}') as parts
    from log_leaf sealed join audit_event event on event.id = sealed.event_id
    where sealed.origin_no = ${origin} and sealed.idx >= ${from} and sealed.idx < ${to}
    order by sealed.idx`.execute(ctx.db);
  return rows;
}

/** Notes of sizes beyond `from` and up to `to`. */
export async function checkpoints(
  reads: Reads,
  { origin, from, to }: { origin: number; from: number; to: number },
): Promise<{ size: number; note: string }[]> {
  const { rows } = await sql<{ size: number; note: string }>`
    select size::float8 as size, note from log_checkpoint
    where origin_no = ${origin} and size > ${from} and size <= ${to} order by size`.execute(reads);
  return rows;
}

/** The largest that was signed of each origin. */
export async function newestCheckpoints(reads: Reads): Promise<Map<number, { size: number; note: string }>> {
  const { rows } = await sql<{ no: number; size: number; note: string }>`
    select distinct on (origin_no) origin_no as no, size::float8 as size, note from log_checkpoint order by origin_no, size desc`.execute(
    reads,
  );
  return new Map(rows.map(({ no, size, note }) => [no, { size, note }]));
}
