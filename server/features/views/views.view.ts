// Reads: saved_view, default_view, and the names of people and groups in person, person_group and group_member.
import type { SavedView } from '@interlock/contract/views.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';

/** One's own, those shared with everybody, and those shared with a group that one is in. */
const findable = (me: string): RawBuilder<SqlBool> => sql<SqlBool>`(saved_view.owner_id = ${me}
  or saved_view.shared_with = 'everyone'
  or saved_view.group_id in (select group_id from group_member where person_id = ${me}))`;

const rowsFor = ({ db, actor }: Ctx) =>
  db
    .selectFrom('saved_view')
    .innerJoin('person', 'person.id', 'saved_view.owner_id')
    .leftJoin('person_group', 'person_group.id', 'saved_view.group_id')
    .leftJoin('default_view', (on) =>
      on.onRef('default_view.view_id', '=', 'saved_view.id').on('default_view.person_id', '=', actor.id),
    )
    .selectAll('saved_view')
    .select(sql<boolean>`default_view.person_id is not null`.as('is_default'))
    .select(sql<string>`lower(saved_view.name)`.as('sort_name'))
    .select(['person.name as owner_name', 'person.active as owner_active', 'person_group.name as group_name'])
    .where(findable(actor.id));
type Row = Awaited<ReturnType<ReturnType<typeof rowsFor>['execute']>>[number];

const shown = ({ actor }: Ctx, row: Row): SavedView => ({
  id: row.id,
  name: row.name,
  owner: { id: row.owner_id, name: row.owner_name, active: row.owner_active },
  mine: row.owner_id === actor.id,
  filters: row.filters as Record<string, unknown>,
  columns: row.columns,
  layout: row.layout,
  grouping: row.grouped_by,
  isDefault: row.is_default,
  sharedWith: row.shared_with,
  group: row.group_id && row.group_name ? { id: row.group_id, name: row.group_name } : null,
  version: row.version,
});

export async function views(ctx: Ctx, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = keyOf(cursor, ['text', 'text']);
  const rows = await rowsFor(ctx)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(lower(saved_view.name) collate "und-x-icu", saved_view.id) > (${after?.[0] ?? ''}, ${after?.[1] ?? ''})`,
      ),
    )
    .orderBy(sql`lower(saved_view.name) collate "und-x-icu"`)
    .orderBy('saved_view.id')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    ({ sort_name, id }) => [sort_name, id],
    (row) => shown(ctx, row),
  );
}

export async function oneView(ctx: Ctx, viewId: string): Promise<SavedView> {
  const row = await rowsFor(ctx).where('saved_view.id', '=', viewId).executeTakeFirst();
  return row ? shown(ctx, row) : refuse('not_found', 'There is no such view, or it is not yours to see.');
}
