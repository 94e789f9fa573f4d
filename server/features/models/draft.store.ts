import type { DraftDefinition } from '@interlock/contract/model-drafts.ts';
import type { Selectable } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import type { ModelDraft } from '../../platform/database/tables.d.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { stillAsRead } from '../identity/index.ts';

/** A model while it is being written. `basedOn` is the version that it began from; null for a new model. */
export type Draft = {
  modelId: string;
  key: string;
  name: string;
  description: string;
  definition: DraftDefinition;
  basedOn: number | null;
  writers: string[];
  state: 'draft' | 'proposed';
  note: string;
  proposedBy: string | null;
  proposedAt: Date | null;
  returnedBy: string | null;
  returnedAt: Date | null;
  returnedWords: string | null;
  updatedAt: Date;
  version: number;
};

/** `as` is the database's edge: the definition came through the contract. */
const draftOf = (row: Selectable<ModelDraft>): Draft => ({
  modelId: row.model_id,
  key: row.key,
  name: row.name,
  description: row.description,
  definition: row.definition as DraftDefinition,
  basedOn: row.based_on,
  writers: row.writers,
  state: row.state,
  note: row.note,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  returnedBy: row.returned_by,
  returnedAt: row.returned_at,
  returnedWords: row.returned_words,
  updatedAt: row.updated_at,
  version: row.version,
});

const columnsOf = (draft: Draft) => ({
  model_id: draft.modelId,
  key: draft.key,
  name: draft.name,
  description: draft.description,
  definition: JSON.stringify(draft.definition),
  based_on: draft.basedOn,
  writers: draft.writers,
  state: draft.state,
  note: draft.note,
  proposed_by: draft.proposedBy,
  proposed_at: draft.proposedAt,
  returned_by: draft.returnedBy,
  returned_at: draft.returnedAt,
  returned_words: draft.returnedWords,
  updated_at: draft.updatedAt,
  version: draft.version,
});

export async function loadDraft(reads: Reads, modelId: string): Promise<Draft> {
  const row = await reads.selectFrom('model_draft').selectAll().where('model_id', '=', modelId).executeTakeFirst();
  return row ? draftOf(row) : refuse('not_found', 'Nobody is writing on this model.');
}

export async function allDrafts(reads: Reads): Promise<Draft[]> {
  const rows = await reads.selectFrom('model_draft').selectAll().orderBy('updated_at', 'desc').limit(200).execute();
  return rows.map(draftOf);
}

/** Keeps the draft for this transaction, as it was read. */
export async function lockDraft(tx: Tx, modelId: string, version: number): Promise<Draft> {
  const row = await tx
    .selectFrom('model_draft')
    .selectAll()
    .where('model_id', '=', modelId)
    .forUpdate()
    .executeTakeFirst();
  return must(stillAsRead(row ? draftOf(row) : refuse('not_found', 'Nobody is writing on this model.'), version));
}

/** Two who begin at once: the second is told. */
export async function insertDraft(tx: Tx, draft: Draft): Promise<void> {
  const row = await tx
    .insertInto('model_draft')
    .values(columnsOf(draft))
    .onConflict((taken) => taken.doNothing())
    .returning('model_id')
    .executeTakeFirst();
  if (!row) {
    refuse('already_drafted', `Somebody is writing on ${draft.key} already.`, { next: 'Write on that draft.' });
  }
}

export async function saveDraft(tx: Tx, draft: Draft, now: Date): Promise<void> {
  const saved = { ...draft, updatedAt: now, version: draft.version + 1 };
  await tx.updateTable('model_draft').set(columnsOf(saved)).where('model_id', '=', draft.modelId).execute();
}

export async function dropDraft(tx: Tx, modelId: string): Promise<void> {
  await tx.deleteFrom('model_draft').where('model_id', '=', modelId).execute();
}
