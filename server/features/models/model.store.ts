import { ModelDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Db, Reads } from '../../platform/db.ts';
import { upgraded } from './model.rules.ts';

export type ModelVersion = { modelId: string; version: number; definition: ModelDefinition };

/** A stored definition as the program of today reads it; throws for one that no change can follow. */
export const readDefinition = (stored: unknown): ModelDefinition => ModelDefinition.parse(upgraded(stored));

/** Stored definitions are read through their schema. A model in force that is broken is logged and not offered to anybody. */
export function offered({ log }: Pick<Ctx, 'log'>, modelId: string, stored: unknown): ModelDefinition | undefined {
  const { data, error } = ModelDefinition.safeParse(upgraded(stored));
  if (error) log.error({ modelId, faults: error.issues }, 'a model in force is broken: no change is raised of it');
  return data;
}

/** A published version never changes, so each database's are kept once they were read. */
const published = new WeakMap<Db, Map<string, ModelVersion>>();

function publishedIn(db: Db): Map<string, ModelVersion> {
  const kept = published.get(db) ?? new Map<string, ModelVersion>();
  published.set(db, kept);
  return kept;
}

/** The version in force, that new changes are born with; nothing where there is none that a change could follow. */
export async function currentModel(
  reads: Reads,
  ctx: Pick<Ctx, 'log' | 'db'>,
  modelId: string,
): Promise<(ModelVersion & { name: string }) | undefined> {
  const model = await reads
    .selectFrom('model')
    .select(['name', 'current_version as version'])
    .where('id', '=', modelId)
    .executeTakeFirst();
  if (!model) return undefined;
  const { name, version } = model;
  const known = publishedIn(ctx.db).get(`${modelId}/${version}`);
  if (known) return { ...known, name };
  const row = await definitionRow(reads, modelId, version);
  const definition = row && offered(ctx, modelId, row.definition);
  return definition && { modelId, name, version, definition };
}

const definitionRow = (reads: Reads, modelId: string, version: number) =>
  reads
    .selectFrom('model_version')
    .select('definition')
    .where('model_id', '=', modelId)
    .where('version', '=', version)
    .executeTakeFirst();

/** The version that a change was born with. One that no change can follow is a bug: none is born with it. */
export async function modelVersion(
  reads: Reads,
  { db }: Pick<Ctx, 'db'>,
  modelId: string,
  version: number,
): Promise<ModelVersion | undefined> {
  const kept = publishedIn(db);
  const known = kept.get(`${modelId}/${version}`);
  if (known) return known;
  const row = await definitionRow(reads, modelId, version);
  if (!row) return undefined;
  const read = { modelId, version, definition: readDefinition(row.definition) };
  kept.set(`${modelId}/${version}`, read);
  return read;
}
