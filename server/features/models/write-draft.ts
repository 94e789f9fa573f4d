import type { beginDraftRoute, DraftDefinition, writeDraftRoute } from '@interlock/contract/model-drafts.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { type Draft, dropDraft, insertDraft, lockDraft, saveDraft } from './draft.store.ts';
import { type InForce, keyIsTaken, newestVersion } from './model.store.ts';

type BeginDraft = z.output<typeof beginDraftRoute.input>;

/** Somebody begins to write: on what is in force, on a copy of it, or on a definition that they bring. Answers the model's id. */
export async function beginDraft(ctx: Ctx, input: BeginDraft): Promise<string> {
  requirePermission(ctx.actor, 'model.edit');
  return ctx.transaction(async (tx) => {
    const began = input.modelId === undefined ? await newModel(tx, input) : await onModel(tx, input.modelId, input);
    await insertDraft(tx, { ...blank(ctx), ...began });
    await record(tx, ctx, {
      verb: 'model.drafted',
      object: began.modelId,
      parts: { name: began.name, basedOn: began.basedOn, brought: input.definition !== undefined },
    });
    return began.modelId;
  });
}

type Began = Pick<Draft, 'modelId' | 'key' | 'name' | 'description' | 'definition' | 'basedOn'>;

const blank = (ctx: Ctx) => ({
  writers: [ctx.actor.id],
  state: 'draft' as const,
  note: '',
  proposedBy: null,
  proposedAt: null,
  returnedBy: null,
  returnedAt: null,
  returnedWords: null,
  updatedAt: ctx.now,
  version: 1,
});

async function onModel(tx: Tx, modelId: string, { name, description, definition }: BeginDraft): Promise<Began> {
  const model = await mustBeThere(tx, modelId);
  return {
    modelId,
    key: model.key,
    name: name ?? model.name,
    description: description ?? model.description,
    definition: definition ?? model.definition,
    basedOn: model.version,
  };
}

async function mustBeThere(tx: Tx, modelId: string): Promise<InForce> {
  return (await newestVersion(tx, modelId)) ?? refuse('not_found', 'There is no such model.');
}

async function newModel(tx: Tx, { copyOf, key, name, description, definition }: BeginDraft): Promise<Began> {
  const missing = [...(key === undefined ? ['key'] : []), ...(name === undefined ? ['name'] : [])];
  if (key === undefined || name === undefined) {
    return refuse('invalid', 'A new model takes a key and a name.', {
      errors: missing.map((path) => ({ path, message: 'is needed for a new model' })),
    });
  }
  if (await keyIsTaken(tx, key)) {
    refuse('name_taken', `There is a model ${key} already.`, { errors: [{ path: 'key', message: 'choose another' }] });
  }
  const original = copyOf === undefined ? undefined : await mustBeThere(tx, copyOf);
  return {
    modelId: newId('mdl'),
    key,
    name,
    description: description ?? original?.description ?? '',
    definition: definition ?? original?.definition ?? smallest,
    basedOn: null,
  };
}

/** Where a new model begins from nothing: a change is born, worked on, reviewed and closed. */
const smallest: DraftDefinition = {
  raise: 'change.raise',
  states: [
    { key: 'draft', name: 'Draft', kind: 'draft' },
    { key: 'implement', name: 'Implement', kind: 'implement' },
    { key: 'review', name: 'Review', kind: 'review' },
    { key: 'closed', name: 'Closed', kind: 'closed' },
  ],
  transitions: [
    { from: 'draft', to: 'implement', label: 'Start work', movers: [{ is: 'assignee' }] },
    { from: 'implement', to: 'review', label: 'Finish work', movers: [{ is: 'assignee' }] },
    { from: 'review', to: 'closed', label: 'Close', movers: [{ is: 'change_manager' }], guards: ['closure'] },
  ],
  cancel: { from: ['draft'], movers: [{ is: 'requester' }] },
};

/** Whoever writes on a draft is one of its writers. What is proposed is taken back first: nobody publishes what they did not see. */
export async function writeDraft(ctx: Ctx, input: z.output<typeof writeDraftRoute.input>): Promise<void> {
  requirePermission(ctx.actor, 'model.edit');
  await ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, input.modelId, input.version);
    if (draft.state === 'proposed') {
      refuse('draft_proposed', `${draft.name} is proposed, and others look at it as it is.`, {
        next: 'Take it back first (POST /api/v1/model-drafts/:modelId/return), or wait until it is published or sent back.',
      });
    }
    const next: Draft = {
      ...draft,
      name: input.name ?? draft.name,
      description: input.description ?? draft.description,
      definition: input.definition ?? draft.definition,
      // Whoever wrote last stands last.
      writers: [...draft.writers.filter((id) => id !== ctx.actor.id), ctx.actor.id],
    };
    await saveDraft(tx, next, ctx.now);
    const fields = (['name', 'description', 'definition'] as const).filter((field) => input[field] !== undefined);
    const parts = { name: next.name, fields };
    await record(tx, ctx, { verb: 'model.draft_written', object: draft.modelId, rev: draft.version + 1, parts });
  });
}

export async function discardDraft(
  ctx: Ctx,
  { modelId, version }: { modelId: string; version: number },
): Promise<void> {
  requirePermission(ctx.actor, 'model.edit');
  await ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, modelId, version);
    await dropDraft(tx, modelId);
    await record(tx, ctx, { verb: 'model.draft_discarded', object: modelId, parts: { name: draft.name } });
  });
}
