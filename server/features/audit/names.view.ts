// Reads: the names of person, person_group, model, template, change.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Whether the one who asks may know what happened to an object, whose id stands in the column given. */
export type MayKnowOf = (ctx: Ctx, object: string) => RawBuilder<SqlBool>;

const idsIn = (value: unknown): string[] =>
  JSON.stringify(value).match(/(?<=")(?:usr|grp|mdl|tpl|chg)_[0-9a-z_]{1,58}(?=")/g) ?? [];

/**
 * What people, groups, models, templates and changes are called whose ids stand in these values, in one question; answers what tells
 * of each value the names in it. A change that one may not see has none.
 */
export async function namesIn(
  ctx: Ctx,
  values: readonly unknown[],
  mayKnowOf: MayKnowOf,
): Promise<(value: unknown) => Record<string, string>> {
  const ids = [...new Set(values.flatMap(idsIn))];
  if (ids.length === 0) return () => ({});
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from person where id = any (${ids}) union all select id, name from person_group where id = any (${ids})
    union all select id, name from model where id = any (${ids}) union all select id, name from template where id = any (${ids})
    union all select named.id, 'CHG-' || named.number from change named
      where named.id = any (${ids}) and ${mayKnowOf(ctx, 'named.id')}`.execute(ctx.db);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (value) =>
    Object.fromEntries(idsIn(value).flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? id]] : [])));
}
