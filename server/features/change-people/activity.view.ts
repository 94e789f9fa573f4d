// Reads: audit_event, audit_part, person, comment, change_revision.
import type { Activity, Revision } from '@interlock/contract/changes.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { htmlOf, renderTogether } from '../../platform/text/markdown.ts';
import { actorName, namesIn } from '../audit/index.ts';
import { mayKnowOf, mustSee } from '../changes/index.ts';

type Asked = { changeId: string; cursor?: string | undefined; limit: number };
type Page<Item> = { items: Item[]; next: string | null };

const COMMENTED = 'change.commented';
/** The log of what was done knows it; of the change it tells nothing. */
const SAID_NOTHING_NEW = 'change.reimported_unchanged';

/** The audit log's events of one change with their parts, newest first; a comment comes with its text. */
export async function activity(
  ctx: Ctx,
  asked: Asked & { only: 'all' | 'comments' | 'history' },
): Promise<Page<Activity>> {
  await mustSee(ctx.db, ctx, asked.changeId);
  const after = keyOf(asked.cursor, ['bigint'])?.[0];
  const rows = await ctx.db
    .selectFrom('audit_event')
    .leftJoin('person', 'person.id', 'audit_event.actor')
    .select([
      'audit_event.id',
      'audit_event.uid',
      'audit_event.actor',
      'audit_event.verb',
      'person.name',
      sql<string>`convert_from(audit_event.leaf, 'UTF8')::jsonb ->> 'via'`.as('via'),
      // When it was done, as it is sealed; the log's own clock says when it was written down.
      sql<string>`convert_from(audit_event.leaf, 'UTF8')::jsonb ->> 'at'`.as('at'),
      sql<Record<string, unknown>>`coalesce((select jsonb_object_agg(part.name, convert_from(part.body, 'UTF8')::jsonb)
        from audit_part part where part.event_id = audit_event.id and part.name <> 'address'), '{}')`.as('parts'),
      sql<
        string | null
      >`(select c.text from audit_part part join comment c on c.id = convert_from(part.body, 'UTF8')::jsonb #>> '{}'
        where part.event_id = audit_event.id and part.name = 'commentId')`.as('comment'),
    ])
    .where('audit_event.object', '=', asked.changeId)
    .where('audit_event.verb', '<>', SAID_NOTHING_NEW)
    .$if(asked.only === 'comments', (query) => query.where('audit_event.verb', '=', COMMENTED))
    .$if(asked.only === 'history', (query) => query.where('audit_event.verb', '<>', COMMENTED))
    .$if(after !== undefined, (query) => query.where('audit_event.id', '<', String(Number(after) || 0)))
    .orderBy('audit_event.id', 'desc')
    .limit(asked.limit + 1)
    .execute();
  const named = await namesIn(
    ctx,
    rows.map(({ parts }) => parts),
    mayKnowOf,
  );
  renderTogether(rows.flatMap(({ comment }) => comment ?? []));
  return pageOf(
    rows,
    asked.limit,
    (row) => [row.id],
    (row) => ({
      names: named(row.parts),
      id: row.uid,
      at: row.at,
      verb: row.verb === COMMENTED ? 'comment' : row.verb,
      actor: { id: row.actor, name: actorName(row.actor, row.name) },
      via: row.via,
      parts: row.parts,
      html: row.comment === null ? null : htmlOf(row.comment),
    }),
  );
}

export async function revisions(ctx: Ctx, asked: Asked): Promise<Page<Revision>> {
  await mustSee(ctx.db, ctx, asked.changeId);
  const after = keyOf(asked.cursor, ['integer'])?.[0];
  const rows = await ctx.db
    .selectFrom('change_revision')
    .select([
      'revision',
      'at',
      'fields',
      sql<PersonRef | null>`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) from person p where p.id = change_revision.by)`.as(
        'by',
      ),
    ])
    .where('change_id', '=', asked.changeId)
    .$if(after !== undefined, (query) => query.where('revision', '<', Number(after) || 0))
    .orderBy('revision', 'desc')
    .limit(asked.limit + 1)
    .execute();
  const named = await namesIn(
    ctx,
    rows.map(({ fields }) => fields),
    mayKnowOf,
  );
  return pageOf(
    rows,
    asked.limit,
    (row) => [row.revision],
    (row) => ({
      names: named(row.fields),
      revision: row.revision,
      at: row.at.toISOString(),
      by: row.by,
      // `as`: a revision is kept as the edits that made it.
      fields: row.fields as Revision['fields'],
    }),
  );
}
