// Reads: model, model_version.
import type { Model } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { offered } from './model.store.ts';

export async function models(ctx: Ctx): Promise<{ items: Model[] }> {
  const rows = await ctx.db
    .selectFrom('model')
    .innerJoin('model_version', (join) =>
      join
        .onRef('model_version.model_id', '=', 'model.id')
        .onRef('model_version.version', '=', 'model.current_version'),
    )
    .select(['model.id', 'model.key', 'model.name', 'model.description', 'model_version.version', 'definition'])
    .orderBy('model.id', 'desc')
    .execute();
  return {
    items: rows.flatMap((row): Model[] => {
      const definition = offered(ctx, row.id, row.definition);
      return definition ? [{ ...row, definition, mayRaise: ctx.actor.permissions.has(definition.raise) }] : [];
    }),
  };
}
