// Reads: model, model_version.
import type { Model } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { usualFirst } from './model.rules.ts';
import { offered } from './model.store.ts';

const selectInForce = ({ db }: Ctx) =>
  db
    .selectFrom('model')
    .innerJoin('model_version', (join) =>
      join
        .onRef('model_version.model_id', '=', 'model.id')
        .onRef('model_version.version', '=', 'model.current_version'),
    )
    .select(['model.id', 'model.key', 'model.name', 'model.description', 'retired_at', 'model.version as edited'])
    .select(['model_version.version', 'definition']);

type Row = Awaited<ReturnType<ReturnType<typeof selectInForce>['executeTakeFirstOrThrow']>>;

/** The models that changes are raised of; with `all` those that are retired too. */
export async function models(ctx: Ctx, all: boolean): Promise<{ items: Model[] }> {
  const query = selectInForce(ctx).orderBy('model.name').orderBy('model.id');
  const rows = await (all ? query : query.where('retired_at', 'is', null)).execute();
  return { items: usualFirst(rows.flatMap((row) => shown(ctx, row))) };
}

export async function oneModel(ctx: Ctx, modelId: string): Promise<Model> {
  const row = await selectInForce(ctx).where('model.id', '=', modelId).executeTakeFirst();
  const [model] = row ? shown(ctx, row) : [];
  return model ?? refuse('not_found', 'There is no such model.');
}

function shown(ctx: Ctx, { retired_at, ...row }: Row): Model[] {
  const definition = offered(ctx, row.id, row.definition);
  if (!definition) return [];
  const mayRaise = retired_at === null && ctx.actor.permissions.has(definition.raise);
  return [{ ...row, definition, mayRaise, retiredAt: retired_at?.toISOString() ?? null }];
}
