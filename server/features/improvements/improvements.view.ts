// Reads: improvement, person, change.
import type { Improvement, listImprovementsRoute } from '@interlock/contract/improvements.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';
import { dayOf } from '../../platform/time.ts';
import { zoneOf } from '../identity/index.ts';
import { type Fact, isOverdue, whyNotEdit } from './improvement.rules.ts';
import { numberOf } from './improvement.store.ts';

/** Whether the one who asks may know of what an improvement was learnt from; it comes from those who know who sees a change. */
export type MayKnowOf = (ctx: Ctx, subject: string) => RawBuilder<SqlBool>;

const person = (id: string) =>
  sql<PersonRef>`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) from person p where p.id = ${sql.ref(id)})`;

const select = ({ db }: Pick<Ctx, 'db'>) =>
  db
    .selectFrom('improvement')
    .innerJoin('change', 'change.id', 'improvement.subject')
    .selectAll('improvement')
    .select(['change.number as change_number', 'change.title as change_title'])
    .select(sql<string>`to_char(improvement.due_on, 'YYYY-MM-DD')`.as('due'))
    .select([person('improvement.owner_id').as('owner'), person('improvement.raised_by').as('raiser')]);

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

/** A due day is over when the calendar of the one who asks says so. */
const todayOf = async (ctx: Ctx): Promise<string> => dayOf(ctx.now, await zoneOf(ctx));

function shown({ actor }: Ctx, row: Row, today: string): Improvement {
  const state = row.state;
  const fact: Fact = { state, ownerId: row.owner_id, raisedBy: row.raised_by, outcome: row.outcome };
  return {
    id: row.id,
    number: numberOf(row.number),
    title: row.title,
    words: row.words,
    owner: row.owner,
    dueOn: row.due,
    overdue: isOverdue({ state, dueOn: row.due }, today),
    state,
    outcome: row.outcome,
    change: { id: row.subject, number: `CHG-${row.change_number}`, title: row.change_title },
    raisedBy: row.raiser,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    mayEdit: whyNotEdit(fact, handOf(actor)) === undefined,
  };
}

export const handOf = ({ id, permissions }: Ctx['actor']) => ({
  id,
  coordinates: permissions.has('change.coordinate'),
  mayWrite: permissions.has('change.comment'),
});

type Asked = z.output<typeof listImprovementsRoute.input>;

/** The register, newest first, of what one may know of. */
export async function improvements(ctx: Ctx, asked: Asked, mayKnowOf: MayKnowOf) {
  const before = keyOf(asked.cursor, ['bigint'])?.[0];
  const today = await todayOf(ctx);
  const rows = await select(ctx)
    .where(mayKnowOf(ctx, 'improvement.subject'))
    .$if(asked.state !== undefined, (query) => query.where('improvement.state', 'in', asked.state ?? []))
    .$if(asked.owner !== undefined, (query) => query.where('improvement.owner_id', '=', asked.owner ?? ''))
    .$if(asked.mine === true, (query) => query.where('improvement.owner_id', '=', ctx.actor.id))
    .$if(asked.change !== undefined, (query) => query.where('improvement.subject', '=', asked.change ?? ''))
    .$if(asked.overdue === true, (query) =>
      query.where(sql<SqlBool>`improvement.state in ('open', 'in_progress') and improvement.due_on < ${today}::date`),
    )
    .$if(before !== undefined, (query) => query.where('improvement.number', '<', String(before)))
    .orderBy('improvement.number', 'desc')
    .limit(asked.limit + 1)
    .execute();
  return pageOf(
    rows,
    asked.limit,
    (row) => [row.number],
    (row) => shown(ctx, row, today),
  );
}

/** One of them, as the one who asks may see it. */
export async function improvement(ctx: Ctx, improvementId: string): Promise<Improvement> {
  const row = await select(ctx).where('improvement.id', '=', improvementId).executeTakeFirst();
  return row
    ? shown(ctx, row, await todayOf(ctx))
    : refuse('not_found', 'There is no such improvement, or it is not yours to see.');
}
