// Reads: model, model_version, and the names of people through the door of identity.
import type { ModelVersionRow } from '@interlock/contract/model-drafts.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';
import { peopleByIds } from '../identity/index.ts';
import { differences } from './draft.view.ts';
import { readDefinition } from './model.store.ts';

type Asked = { modelId: string; cursor?: string | undefined; limit: number };

/** What was ever published of a model, newest first, each against the one before it. */
export async function modelVersions(ctx: Ctx, { modelId, cursor, limit }: Asked) {
  const after = keyOf(cursor, ['integer']);
  const model = await ctx.db.selectFrom('model').select('current_version').where('id', '=', modelId).executeTakeFirst();
  if (!model) return refuse('not_found', 'There is no such model.');
  let query = ctx.db.selectFrom('model_version').selectAll().where('model_id', '=', modelId);
  if (after) query = query.where('version', '<', Number(after[0]));
  const rows = await query
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute();
  const people = await peopleByIds(
    ctx.db,
    rows.flatMap(({ writers, published_by }) => [...writers, ...(published_by ? [published_by] : [])]),
  );
  const ref = (id: string) => ({ id, name: people.get(id)?.name ?? id, active: people.get(id)?.active ?? false });
  const items: ModelVersionRow[] = [];
  for (const [at, row] of rows.slice(0, limit).entries()) {
    const before = rows[at + 1];
    items.push({
      version: row.version,
      publishedAt: row.published_at.toISOString(),
      publishedBy: row.published_by === null ? null : ref(row.published_by),
      publishedAlone: row.published_alone,
      writers: row.writers.map(ref),
      note: row.note,
      differences: before
        ? await differences(ctx, readDefinition(before.definition), readDefinition(row.definition))
        : [],
      inForce: row.version === model.current_version,
    });
  }
  return {
    items,
    next: pageOf(
      rows,
      limit,
      ({ version }) => [version],
      ({ version }) => version,
    ).next,
  };
}
