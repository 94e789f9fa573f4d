import { ModelDefinition } from '@interlock/contract/models.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Db, Reads, Tx } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { stillAsRead } from '../identity/index.ts';
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

const inForce = fixedQuery((reads, { modelId }: { modelId: string }) =>
  reads
    .selectFrom('model')
    .select(['name', 'current_version as version'])
    .where('id', '=', modelId)
    .where('retired_at', 'is', null),
);

/** The version in force, that new changes are born with; nothing where it is retired, or where no change could follow it. */
export async function currentModel(
  reads: Reads,
  ctx: Pick<Ctx, 'log' | 'db'>,
  modelId: string,
): Promise<(ModelVersion & { name: string }) | undefined> {
  const [model] = (await reads.executeQuery(inForce(reads, { modelId }))).rows;
  if (!model) return undefined;
  const { name, version } = model;
  const known = publishedIn(ctx.db).get(`${modelId}/${version}`);
  if (known) return { ...known, name };
  const row = await definitionRow(reads, modelId, version);
  const definition = row && offered(ctx, modelId, row.definition);
  return definition && { modelId, name, version, definition };
}

export type InForce = ModelVersion & { key: string; name: string; description: string };

/** The newest version, retired or not; nothing where nothing was ever published. */
export async function newestVersion(reads: Reads, modelId: string): Promise<InForce | undefined> {
  const row = await reads
    .selectFrom('model')
    .innerJoin('model_version', (join) =>
      join
        .onRef('model_version.model_id', '=', 'model.id')
        .onRef('model_version.version', '=', 'model.current_version'),
    )
    .select(['model.id as modelId', 'model.key', 'model.name', 'model.description'])
    .select(['model_version.version', 'model_version.definition'])
    .where('model.id', '=', modelId)
    .executeTakeFirst();
  return row && { ...row, definition: readDefinition(row.definition) };
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

type Born = { id: string; modelId: string; modelVersion: number };

/** The definitions that these changes follow, by the ids of the changes. Versions never change, so each is read once. */
export async function definitionsOf(
  reads: Reads,
  ctx: Pick<Ctx, 'db'>,
  changes: readonly Born[],
): Promise<ReadonlyMap<string, ModelDefinition>> {
  const found = new Map<string, ModelDefinition>();
  for (const { id, modelId, modelVersion: version } of changes) {
    const model = await modelVersion(reads, ctx, modelId, version);
    if (model) found.set(id, model.definition);
  }
  return found;
}

export type ModelRow = {
  id: string;
  key: string;
  name: string;
  currentVersion: number;
  retiredAt: Date | null;
  version: number;
};

const select = (reads: Reads) =>
  reads
    .selectFrom('model')
    .select(['id', 'key', 'name', 'current_version as currentVersion', 'retired_at as retiredAt', 'version']);

export async function keyIsTaken(reads: Reads, key: string): Promise<boolean> {
  return (await select(reads).where('key', '=', key).executeTakeFirst()) !== undefined;
}

/** Keeps the model for this transaction, as it was read. */
export async function lockModel(tx: Tx, modelId: string, version: number): Promise<ModelRow> {
  const row = await select(tx).where('id', '=', modelId).forUpdate().executeTakeFirst();
  return must(stillAsRead(row ?? refuse('not_found', 'There is no such model.'), version));
}

export async function saveRetired(tx: Tx, modelId: string, retiredAt: Date | null): Promise<void> {
  await tx
    .updateTable('model')
    .set({ retired_at: retiredAt, version: sql`version + 1` })
    .where('id', '=', modelId)
    .execute();
}

export type Publication = {
  modelId: string;
  key: string;
  name: string;
  description: string;
  definition: ModelDefinition;
  writers: readonly string[];
  by: string;
  alone: boolean;
  note: string;
};

/** Puts a new version in force, from now on and for what is raised from now on. Answers its number. */
export async function publishVersion(tx: Tx, publication: Publication, now: Date): Promise<number> {
  const { modelId, key, name, description } = publication;
  const { current_version: version } = await tx
    .insertInto('model')
    .values({ id: modelId, key, name, description, current_version: 1 })
    .onConflict((known) =>
      known.column('id').doUpdateSet({
        name,
        description,
        current_version: sql`model.current_version + 1`,
        version: sql`model.version + 1`,
      }),
    )
    .returning('current_version')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('model_version')
    .values({
      model_id: modelId,
      version,
      definition: JSON.stringify(publication.definition),
      published_at: now,
      name,
      description,
      writers: [...publication.writers],
      published_by: publication.by,
      published_alone: publication.alone,
      note: publication.note,
    })
    .execute();
  return version;
}
