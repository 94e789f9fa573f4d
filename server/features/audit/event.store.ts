import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { isRaceLost, isUnavailable, type Tx, writeLater } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';
import { no, Refusal } from '../../platform/refusal.ts';
import { leafBytes, type Part, partOf } from './leaf.rules.ts';

/** One act. `object` is an id; everything that names people or holds words goes into `parts`, which can be erased. */
type Entry = {
  verb: `${string}.${string}`;
  object: string;
  rev?: number;
  parts?: Record<string, unknown>;
};

/** Writes the act in the caller's transaction: if it cannot be written, the act did not happen. */
export async function record(tx: Tx, ctx: Ctx, entry: Entry): Promise<void> {
  await recordMany(tx, ctx, [entry]);
}

const MOST_AT_ONCE = 500;

/** As `record`, for many acts in few statements. */
export async function recordMany(tx: Tx, ctx: Ctx, entries: readonly Entry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += MOST_AT_ONCE) {
    await insert(tx, ctx, entries.slice(at, at + MOST_AT_ONCE));
  }
}

type Columns = {
  uids: string[];
  actors: string[];
  verbs: string[];
  objects: string[];
  leaves: Buffer[];
  partUids: string[];
  partNames: string[];
  partSalts: Buffer[];
  partBodies: Buffer[];
};

/** All events and all parts of them in one statement. */
const insertion = fixedQuery(
  (_tx, value: Columns) => sql`
    with event as (
      insert into audit_event (uid, actor, verb, object, leaf)
      select * from unnest(
        ${value.uids}::uuid[], ${value.actors}::text[], ${value.verbs}::text[], ${value.objects}::text[], ${value.leaves}::bytea[])
      returning id, uid
    )
    insert into audit_part (event_id, name, salt, body)
    select event.id, part.name, part.salt, part.body
    from unnest(
      ${value.partUids}::uuid[], ${value.partNames}::text[], ${value.partSalts}::bytea[], ${value.partBodies}::bytea[]
    ) as part (uid, name, salt, body)
    join event on event.uid = part.uid`,
);

async function insert(tx: Tx, ctx: Ctx, entries: readonly Entry[]): Promise<void> {
  const events = entries.map((entry) => prepare(ctx, entry));
  const parts = events.flatMap(({ uid, parts }) => parts.map((part) => ({ uid, ...part })));
  const written = insertion(tx, {
    uids: events.map(({ uid }) => uid),
    actors: events.map(() => ctx.actor.id),
    verbs: events.map(({ verb }) => verb),
    objects: events.map(({ object }) => object),
    leaves: events.map(({ leaf }) => leaf),
    partUids: parts.map(({ uid }) => uid),
    partNames: parts.map(({ name }) => name),
    partSalts: parts.map(({ salt }) => salt),
    partBodies: parts.map(({ body }) => body),
  });
  await writeLater(tx, written, (error) => whyNot(ctx, error));
}

/** No record, no act: it fails the commit at the latest. A lost race goes its own way: the whole transaction is run again. */
function whyNot(ctx: Ctx, error: unknown): unknown {
  if (isRaceLost(error) || isUnavailable(error)) return error;
  ctx.log.error({ err: error }, 'the audit log cannot be written');
  return new Refusal(
    no('unavailable', 'What you did could not be written into the audit log, so it was not done.', {
      next: 'Tell the operator; try again later.',
    }),
  );
}

function prepare(ctx: Ctx, entry: Entry): { uid: string; verb: string; object: string; leaf: Buffer; parts: Part[] } {
  const uid = randomUUID();
  // An act that came over the network keeps the address it came from, as a part that can be erased.
  const given = { ...entry.parts, ...(ctx.address && { address: ctx.address }) };
  const parts = Object.entries(given).map(([name, value]) => partOf(name, value ?? null, randomBytes(32)));
  const leaf = leafBytes(
    {
      uid,
      at: ctx.now.toISOString(),
      actor: ctx.actor.id,
      via: ctx.via,
      verb: entry.verb,
      object: entry.object,
      rev: entry.rev ?? null,
      corr: ctx.requestId,
    },
    parts,
  );
  return { uid, verb: entry.verb, object: entry.object, leaf, parts };
}
