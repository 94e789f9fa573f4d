// Reads: model, model_version; change for what somebody raises most.
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
  return {
    items: usualFirst(
      rows.flatMap((row) => shown(ctx, row)),
      await raisedLately(ctx),
    ),
  };
}

const LATELY = 100;

/** How many of the last changes that somebody raised were of each model. */
async function raisedLately({ db, actor }: Ctx): Promise<Map<string, number>> {
  const last = db
    .selectFrom('change')
    .select('model_id')
    .where('raised_by', '=', actor.id)
    .orderBy('number', 'desc')
    .limit(LATELY);
  const rows = await db
    .selectFrom(last.as('last'))
    .select((is) => ['model_id', is.fn.countAll<string>().as('times')])
    .groupBy('model_id')
    .execute();
  return new Map(rows.map(({ model_id, times }) => [model_id, Number(times)]));
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
