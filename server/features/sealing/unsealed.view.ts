// Reads: audit_event, audit_part; log_leaf.
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';
import { commitmentOf } from '../audit/index.ts';

export type Unsealed = { id: string; leaf: Buffer };

/**
 * Events of transactions from `xmin` on that have no leaf, in the order of their ids, and the id to go on after where there may be
 * more. The ids are found first: out of the index of transactions, and from `after` on, where many wait, by the ids themselves.
 */
export async function unsealed(
  reads: Reads,
  xmin: string,
  most: number,
  after?: string,
): Promise<{ events: Unsealed[]; next: string | null }> {
  const next = after
    ? sql`select id, exists (select from log_leaf where event_id = audit_event.id) as sealed from audit_event
        where id > ${after}::bigint and xid >= ${xmin}::xid8 order by id limit ${most}`
    : sql`select id, false as sealed from fresh
        where not exists (select from log_leaf where event_id = fresh.id) order by id limit ${most}`;
  const { rows } = await sql<{ id: string; leaf: Buffer | null }>`
    with fresh as materialized (select id from audit_event where xid >= ${xmin}::xid8), next as (${next})
    select event.id, case when not next.sealed then event.leaf end as leaf
    from next join audit_event event on event.id = next.id order by event.id`.execute(reads);
  const events = rows.flatMap(({ id, leaf }) => (leaf ? [{ id, leaf }] : []));
  return { events, next: rows.length === most ? (rows.at(-1)?.id ?? null) : null };
}

/** Events whose parts are not what their leaf says, or were never in it. An erased part is missing and no fault. */
export async function brokenParts(reads: Reads, events: readonly Unsealed[]): Promise<string[]> {
  if (events.length === 0) return [];
  const parts = await reads
    .selectFrom('audit_part')
    .selectAll()
    .where(sql<boolean>`event_id = any (${events.map(({ id }) => id)}::bigint[])`)
    .execute();
  const said = new Map(events.map(({ id, leaf }) => [id, commitmentsIn(leaf)]));
  const broken = parts.filter(
    ({ event_id, name, salt, body }) => said.get(event_id)?.[name] !== commitmentOf(salt, body),
  );
  return [...new Set(broken.map(({ event_id }) => event_id))];
}

function commitmentsIn(leaf: Buffer): Record<string, unknown> {
  // `as`: a leaf is what our own hand wrote, and cannot be altered.
  const { parts } = JSON.parse(leaf.toString('utf8')) as { parts?: Record<string, unknown> };
  return parts ?? {};
}

export async function newestEvent(reads: Reads): Promise<Unsealed | undefined> {
  return reads.selectFrom('audit_event').select(['id', 'leaf']).orderBy('id', 'desc').limit(1).executeTakeFirst();
}
