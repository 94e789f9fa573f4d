// Reads: deputy, and the names of people from person.
import type { Deputy } from '@interlock/contract/deputies.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';

const ref = (person: 'of' | 'by') =>
  sql<PersonRef>`json_build_object('id', ${sql.ref(`${person}.id`)}, 'name', ${sql.ref(`${person}.name`)}, 'active', ${sql.ref(`${person}.active`)})`;

const rows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('deputy')
    .innerJoin('person as of', 'of.id', 'deputy.person_id')
    .innerJoin('person as by', 'by.id', 'deputy.deputy_id')
    .select(['deputy.id', 'first_day', 'last_day', 'deputy.zone', 'starts_at', 'ends_at', 'ended_at'])
    .select([ref('of').as('person'), ref('by').as('deputy')])
    .orderBy('starts_at')
    .orderBy('deputy.id');

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

const shown = (row: Row, now: Date): Deputy => ({
  id: row.id,
  person: row.person,
  deputy: row.deputy,
  from: row.first_day,
  until: row.last_day,
  zone: row.zone,
  endedAt: row.ended_at?.toISOString() ?? null,
  running: row.ended_at === null && row.starts_at <= now && now < row.ends_at,
});

/** Whom I have named, and who has named me, as far as it is not over. */
export async function deputies(ctx: Ctx): Promise<{ mine: Deputy[]; standingInFor: Deputy[] }> {
  const me = ctx.actor.id;
  const found = await rows(ctx)
    .where((is) => is.or([is('deputy.person_id', '=', me), is('deputy.deputy_id', '=', me)]))
    .where('ended_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .execute();
  const all = found.map((row) => shown(row, ctx.now));
  return {
    mine: all.filter(({ person }) => person.id === me),
    standingInFor: all.filter(({ deputy }) => deputy.id === me),
  };
}

export async function deputy(ctx: Ctx, id: string): Promise<Deputy> {
  return shown(await rows(ctx).where('deputy.id', '=', id).executeTakeFirstOrThrow(), ctx.now);
}

export type StandIn = { personId: string; id: string; name: string; active: boolean; roles: string[] };

/** Who stands in for these people now, by name. */
export async function standInsOf(reads: Reads, personIds: readonly string[], now: Date): Promise<StandIn[]> {
  if (personIds.length === 0) return [];
  return reads
    .selectFrom('deputy')
    .innerJoin('person', 'person.id', 'deputy.deputy_id')
    .select(['deputy.person_id as personId', 'person.id', 'person.name', 'person.active', 'person.roles'])
    .where('deputy.person_id', 'in', [...new Set(personIds)])
    .where('ended_at', 'is', null)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
}

/** For whom this person stands in now, by name. Not those for whom they in turn stand in. */
export async function principalsOf(reads: Reads, deputyId: string, now: Date): Promise<PersonRef[]> {
  return reads
    .selectFrom('deputy')
    .innerJoin('person', 'person.id', 'deputy.person_id')
    .select(['person.id', 'person.name', 'person.active'])
    .where('deputy_id', '=', deputyId)
    .where('ended_at', 'is', null)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
}
