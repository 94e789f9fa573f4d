// Reads: template, template_version, model, model_version.
import { type Permission, permissions } from '@interlock/contract/permissions.ts';
import type { listTemplatesRoute, TemplateRow, TemplateState } from '@interlock/contract/templates.ts';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { figuresOf } from './figures.view.ts';
import { isInForce } from './template.rules.ts';

/** A template of which nothing is in force stands where its draft stands. */
const state = sql<TemplateState>`coalesce(last.state, work.state, 'retired')`;

export const templateRows = (reads: Reads) =>
  reads
    .selectFrom('template')
    .innerJoin('model', 'model.id', 'template.model_id')
    .innerJoin('model_version', (join) =>
      join
        .onRef('model_version.model_id', '=', 'model.id')
        .onRef('model_version.version', '=', 'model.current_version'),
    )
    .leftJoin('template_version as last', (join) =>
      join
        .onRef('last.template_id', '=', 'template.id')
        .onRef('last.template_version', '=', 'template.current_version'),
    )
    .leftJoin('template_version as work', (join) =>
      join.onRef('work.template_id', '=', 'template.id').on('work.state', 'in', ['draft', 'proposed']),
    )
    .select(['template.id', 'template.key', 'template.name', 'template.description', 'template.category'])
    .select(['template.version', 'template.current_version', 'template.model_id', 'model.name as model_name'])
    .select(['last.retires_at', 'work.template_version as work_version', 'work.state as work_state'])
    .select(sql<number | null>`coalesce(last.content, work.content) -> 'minutes'`.as('minutes'))
    .select(sql<string>`model_version.definition ->> 'raise'`.as('raise'))
    .select(sql<string>`lower(template.name)`.as('sort_name'))
    .select(state.as('state'));

export type CatalogueRow = Awaited<ReturnType<ReturnType<typeof templateRows>['execute']>>[number];

const isPermission = (word: string): word is Permission => permissions.some((known) => known === word);

/** Rows as the catalogue shows them. */
export async function shownTemplates(ctx: Ctx, rows: readonly CatalogueRow[]): Promise<TemplateRow[]> {
  const published = rows.flatMap(({ id, current_version }) =>
    current_version === null ? [] : [{ templateId: id, templateVersion: current_version }],
  );
  const figures = await figuresOf(ctx, published);
  const may = (permission: string) => isPermission(permission) && ctx.actor.permissions.has(permission);
  return rows.map((row): TemplateRow => {
    const { current_version: templateVersion, work_state: workState, work_version: workVersion } = row;
    const inForce = isInForce({ state: row.state, retiresAt: row.retires_at }, ctx.now);
    return {
      id: row.id,
      key: row.key,
      name: row.name,
      description: row.description,
      category: row.category,
      model: { id: row.model_id, name: row.model_name },
      state: row.state,
      templateVersion,
      minutes: row.minutes,
      retiresAt: row.state === 'retiring' ? (row.retires_at?.toISOString() ?? null) : null,
      inWork:
        workVersion === null
          ? null
          : { templateVersion: workVersion, state: workState === 'proposed' ? 'proposed' : 'draft' },
      mayRaise: inForce && may('change.raise') && may(row.raise),
      figures: templateVersion === null ? null : figures({ templateId: row.id, templateVersion }),
    };
  });
}

type Asked = z.output<typeof listTemplatesRoute.input>;

/** Templates by name. */
export async function templates(
  ctx: Ctx,
  { cursor, limit, q, category, state: states, inWork }: Asked,
): Promise<{ items: TemplateRow[]; next: string | null }> {
  const after = keyOf(cursor, ['text', 'text']);
  const rows = await templateRows(ctx.db)
    .$if(after !== undefined, (query) => query.where(comesAfter(after ?? [])))
    .$if(q !== undefined, (query) => query.where(sql<boolean>`template.search like ${anywhere(q ?? '')}`))
    .$if(category !== undefined, (query) =>
      query.where(sql<boolean>`template.category <> '' and lower(template.category) = lower(${category})`),
    )
    .$if(states !== undefined, (query) => query.where(state, 'in', states ?? []))
    .$if(inWork !== undefined, (query) => query.where('work.state', 'in', inWork ?? []))
    .orderBy(sql`lower(template.name) collate "und-x-icu"`)
    .orderBy('template.id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(
    rows,
    limit,
    (row) => [row.sort_name, row.id],
    (row) => row,
  );
  return { items: await shownTemplates(ctx, page.items), next: page.next };
}

const comesAfter = ([name, id]: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(lower(template.name) collate "und-x-icu", template.id) > (${name}::text collate "und-x-icu", ${id}::text)`;

/** What people type is looked for as it is: `%` and `_` are letters like others. */
const anywhere = (typed: string) => sql`'%' || lower(${typed.replace(/[\\%_]/g, '\\$&')}) || '%'`;

/** Each word once, as it was written first. */
export async function templateCategories(ctx: Ctx): Promise<{ items: string[] }> {
  const rows = await ctx.db
    .selectFrom('template')
    .select(sql<string>`min(category)`.as('word'))
    .where('category', '<>', '')
    .groupBy(sql`lower(category)`)
    .orderBy(sql`lower(min(category)) collate "und-x-icu"`)
    .limit(500)
    .execute();
  return { items: rows.map(({ word }) => word) };
}
