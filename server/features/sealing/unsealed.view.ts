// Reads: audit_event, audit_part; log_leaf.
import { sql } from 'kysely';
import type { Reads } from '../../platform/db.ts';
import { commitmentOf } from '../audit/index.ts';

export type Unsealed = { id: string; leaf: Buffer };

/** Events of transactions from `xmin` on that have no leaf, in the order of their ids. The ids are found first, out of the index. */
export async function unsealed(reads: Reads, xmin: string, most: number): Promise<Unsealed[]> {
  const { rows } = await sql<Unsealed>`
    with fresh as materialized (select id from audit_event where xid >= ${xmin}::xid8),
    next as (select id from fresh where not exists (select from log_leaf where event_id = fresh.id) order by id limit ${most})
    select event.id, event.leaf from next join audit_event event on event.id = next.id order by event.id`.execute(
    reads,
  );
  return rows;
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
  const { parts } = JSON.parse(leaf.toString('utf8')) as { parts?: Record<string, unknown> };
  return parts ?? {};
}

export async function newestEvent(reads: Reads): Promise<Unsealed | undefined> {
  return reads.selectFrom('audit_event').select(['id', 'leaf']).orderBy('id', 'desc').limit(1).executeTakeFirst();
}
