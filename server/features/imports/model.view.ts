// Reads: model, model_version.
import type { ModelDefinition } from '@interlock/contract/models.ts';
import type { Reads } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { readDefinition } from '../models/index.ts';

export type ImportModel = { modelId: string; name: string; version: number; definition: ModelDefinition };

/** The version in force of the model that a map names, if files may bring changes of it. */
export async function modelOfMap(reads: Reads, key: string): Promise<ImportModel> {
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
  if (!row) {
    return refuse('invalid', `There is no model "${key}".`, {
      errors: [{ path: 'map.model', message: 'no such model' }],
    });
  }
  const definition = readDefinition(row.definition);
  if (definition.raisedFrom === 'template') {
    return refuse('template_only', `${row.name} changes come from a published template, and no file brings one.`, {
      errors: [{ path: 'map.model', message: 'raised from a template' }],
      next: 'Import them as another model, such as normal.',
    });
  }
  return { modelId: row.id, name: row.name, version: row.version, definition };
}
