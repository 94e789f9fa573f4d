// Reads: model, model_version.
import type { ModelDefinition } from '@interlock/contract/models.ts';
import type { Reads } from '../../platform/db.ts';
import { readDefinition } from '../models/index.ts';

export type ImportModel = { modelId: string; name: string; version: number; definition: ModelDefinition };

/** The version in force of the model with this key, as a map names it. */
export async function modelByKey(reads: Reads, key: string): Promise<ImportModel | undefined> {
  const row = await reads
    .selectFrom('model')
    .innerJoin('model_version', (join) =>
      join
        .onRef('model_version.model_id', '=', 'model.id')
        .onRef('model_version.version', '=', 'model.current_version'),
    )
    .select(['model.id', 'model.name', 'model_version.version', 'model_version.definition'])
    .where('model.key', '=', key)
    .executeTakeFirst();
  return row && { modelId: row.id, name: row.name, version: row.version, definition: readDefinition(row.definition) };
}
