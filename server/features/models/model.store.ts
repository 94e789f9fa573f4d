import { ModelDefinition } from '@interlock/contract/models.ts';
import type { Reads } from '../../platform/db.ts';

export type ModelVersion = { modelId: string; name: string; version: number; definition: ModelDefinition };

/** Stored definitions are read through their schema: one that is broken is a bug, not a permission. */
export const definitionOf = (stored: unknown): ModelDefinition => ModelDefinition.parse(stored);

/** The version in force, that new changes are born with. */
export async function currentModel(reads: Reads, modelId: string): Promise<ModelVersion | undefined> {
  const row = await reads
    .selectFrom('model')
    .innerJoin('model_version', (join) =>
      join
        .onRef('model_version.model_id', '=', 'model.id')
        .onRef('model_version.version', '=', 'model.current_version'),
    )
    .select(['model.id', 'model.name', 'model_version.version', 'model_version.definition'])
    .where('model.id', '=', modelId)
    .executeTakeFirst();
  return row && { modelId: row.id, name: row.name, version: row.version, definition: definitionOf(row.definition) };
}

/** The version that a change was born with. */
export async function modelVersion(reads: Reads, modelId: string, version: number): Promise<ModelVersion | undefined> {
  const row = await reads
    .selectFrom('model_version')
    .innerJoin('model', 'model.id', 'model_version.model_id')
    .select(['model.id', 'model.name', 'model_version.version', 'model_version.definition'])
    .where('model_version.model_id', '=', modelId)
    .where('model_version.version', '=', version)
    .executeTakeFirst();
  return row && { modelId: row.id, name: row.name, version: row.version, definition: definitionOf(row.definition) };
}
