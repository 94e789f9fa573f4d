// Reads: audit_event, audit_part, and the names of what events are about: person, person_group, model, template, change.
import type { AuditEvent, listAuditRoute } from '@interlock/contract/audit.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { actorName } from './actor.rules.ts';
import { type MayKnowOf, namesIn } from './names.view.ts';

type Asked = z.output<typeof listAuditRoute.input>;

/** The log, newest first, with the parts that have not been erased. What happened to what one may not see is left out. */
export async function auditEvents(
  ctx: Ctx,
  asked: Asked,
  mayKnowOf: MayKnowOf,
): Promise<{ items: AuditEvent[]; next: string | null }> {
  const after = keyOf(asked.cursor, ['bigint'])?.[0];
  const rows = await ctx.db
    .selectFrom('audit_event')
    .leftJoin('person', 'person.id', 'audit_event.actor')
    .select([
      'audit_event.id',
      'audit_event.uid',
      'audit_event.at',
      'audit_event.actor',
      'audit_event.verb',
      'audit_event.object',
      'person.name',
      sql<string>`convert_from(leaf, 'UTF8')`.as('leaf'),
      sql<Record<string, unknown>>`coalesce((select jsonb_object_agg(part.name, convert_from(part.body, 'UTF8')::jsonb)
        from audit_part part where part.event_id = audit_event.id), '{}')`.as('parts'),
      sql<string | null>`case split_part(object, '_', 1)
        when 'chg' then (select 'CHG-' || c.number from change c where c.id = object)
        when 'usr' then (select p.name from person p where p.id = object)
        when 'grp' then (select g.name from person_group g where g.id = object)
        when 'mdl' then (select m.name from model m where m.id = object)
        when 'tpl' then (select t.name from template t where t.id = object) end`.as('object_name'),
    ])
    .where(mayKnowOf(ctx, 'audit_event.object'))
    .$if(asked.object !== undefined, (query) => query.where('object', '=', objectOf(asked.object ?? '')))
    .$if(asked.actor !== undefined, (query) => query.where('actor', '=', asked.actor ?? ''))
    .$if(asked.verb !== undefined, (query) => query.where('verb', '=', asked.verb ?? ''))
    .$if(asked.from !== undefined, (query) => query.where('at', '>=', new Date(asked.from ?? 0)))
    .$if(asked.to !== undefined, (query) => query.where('at', '<', new Date(asked.to ?? 0)))
    .$if(after !== undefined, (query) => query.where('audit_event.id', '<', String(Number(after) || 0)))
    .orderBy('audit_event.id', 'desc')
    .limit(asked.limit + 1)
    .execute();
  const named = await namesIn(
    ctx,
    rows.map(({ parts }) => parts),
    mayKnowOf,
  );
  return pageOf(
    rows,
    asked.limit,
    (row) => [row.id],
    (row) => {
      // `as`: a leaf is what our own hand wrote, and cannot be altered.
      const leaf = JSON.parse(row.leaf) as { via: string; corr: string; parts: Record<string, string> };
      const erased = Object.keys(leaf.parts).filter((name) => !(name in row.parts));
      return {
        uid: row.uid,
        at: row.at.toISOString(),
        actor: { id: row.actor, name: actorName(row.actor, row.name) },
        via: leaf.via,
        verb: row.verb,
        object: row.object,
        objectName: row.object_name,
        corr: leaf.corr,
        parts: { ...row.parts, ...Object.fromEntries(erased.map((name) => [name, null])) },
        names: named(row.parts),
        leaf: row.leaf,
      };
    },
  );
}

/** People type CHG-12; the log knows ids. */
const objectOf = (typed: string) => {
  const number = /^CHG-(\d{1,15})$/i.exec(typed)?.[1];
  return number === undefined
    ? sql<string>`${typed}`
    : sql<string>`(select id from change where number = ${number}::bigint)`;
};

/** Whether this person's reading was written down in the last quarter of an hour. */
export async function readLately(ctx: Ctx): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('audit_event')
    .select('id')
    .where('actor', '=', ctx.actor.id)
    .where('verb', '=', 'audit.read')
    .where('at', '>', new Date(ctx.now.getTime() - 15 * 60_000))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
