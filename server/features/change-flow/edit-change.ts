import { type editChangeRoute, writtenFields } from '@interlock/contract/changes.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { type Round, roundsOf, voidRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import {
  addRevision,
  type Change,
  editableFields,
  type FieldEdit,
  isFixed,
  materialEdits,
  mayEdit,
  missingFields,
  saveChange,
  type Written,
  waitsOn,
  written,
} from '../changes/index.ts';
import { currentModel, firstState, type ModelVersion, stateOf } from '../models/index.ts';
import { afterVoiding, leavesRoundsStanding } from './flow.rules.ts';
import { enterState, lockAsRead, modelOf, roundStands } from './flow.store.ts';

type EditChange = z.output<typeof editChangeRoute.input>;

/**
 * Somebody writes on a change. A material edit makes a revision; during a round or after it, it voids what was decided and puts
 * the change back into the state that asks.
 */
export async function editChange(ctx: Ctx, { changeId, version, modelId, ...fields }: EditChange): Promise<void> {
  requirePermission(ctx.actor, 'change.edit');
  await ctx.transaction(async (tx) => {
    const before = await lockAsRead(tx, ctx, { changeId, version });
    mustBeEditable(ctx, before, fields);
    const remodelled =
      modelId === undefined || modelId === before.modelId ? before : await withModel(tx, ctx, before, modelId);
    const after = await written(tx, remodelled, fields);
    const model = await modelOf(tx, ctx, after);
    const edits = materialEdits(before, after);
    if (edits.length === 0) {
      const stands = roundStands(await roundsOf(tx, changeId), after, after.state);
      await saveChange(tx, before, { ...after, waitsOn: waitsOn(model.definition, after, stands) }, ctx.now);
    } else {
      await saveMaterial(tx, ctx, { before, after, model, edits });
    }
    await record(tx, ctx, {
      verb: 'change.edited',
      object: changeId,
      rev: after.revision,
      parts: { fields: differences(before, after) },
    });
  });
}

function mustBeEditable(ctx: Ctx, change: Change, fields: Written): void {
  if (!mayEdit(change, ctx.actor)) {
    refuse('forbidden', 'It can be edited by those it names, by coordinators and by change managers.', {
      next: 'Comment on it, or ask its coordinator.',
    });
  }
  const editable = editableFields(change, writtenFields);
  const closed = Object.keys(fields).filter((field) => !editable.includes(field));
  if (closed.length === 0) return;
  const errors = closed.map((path) => ({ path, message: 'fixed in this state' }));
  const because = isFixed(change)
    ? 'What was approved is being carried out, or is over.'
    : 'The requester can be changed in draft only.';
  refuse('change_fixed', because, { errors });
}

async function withModel(tx: Tx, ctx: Ctx, change: Change, modelId: string): Promise<Change> {
  if (change.stateKind !== 'draft') refuse('model_fixed', `It is in ${change.state} already.`);
  const model = await currentModel(tx, modelId);
  const state = model && firstState(model.definition);
  if (!model || !state)
    return refuse('invalid', 'There is no such model.', { errors: [{ path: 'modelId', message: 'no such model' }] });
  requirePermission(ctx.actor, model.definition.raise);
  return {
    ...change,
    modelId,
    modelVersion: model.version,
    state: state.key,
    stateKind: state.kind,
    entered: { [state.key]: change.entered[change.state] ?? ctx.now.toISOString() },
  };
}

type Material = { before: Change; after: Change; model: ModelVersion; edits: FieldEdit[] };

async function saveMaterial(tx: Tx, ctx: Ctx, { before, after, model, edits }: Material): Promise<void> {
  const editors = Object.fromEntries(edits.map(({ field }) => [field, ctx.actor.id]));
  const revised = { ...after, revision: before.revision + 1, lastEditors: { ...before.lastEditors, ...editors } };
  const rounds = await roundsOf(tx, before.id);
  const voided = await voidWhatFalls(tx, ctx, { before, after: revised, edits, rounds });
  const back = afterVoiding(
    model.definition,
    revised.state,
    voided.map(({ state }) => state),
  );
  const state = back ?? stateOf(model.definition, revised.state);
  const missing = missingFields(revised, state?.requires ?? []);
  if (missing.length > 0) {
    refuse('invalid', `${state?.name} needs ${missing.join(', ')}.`, {
      errors: missing.map((path) => ({ path, message: `${state?.name} needs it` })),
    });
  }
  await addRevision(tx, revised, ctx.actor.id, ctx.now, edits);
  if (voided.length > 0) {
    await record(tx, ctx, {
      verb: 'change.rounds_voided',
      object: before.id,
      rev: revised.revision,
      parts: {
        rounds: voided.map(({ id }) => id),
        fields: edits.map(({ field }) => field),
        from: before.state,
        to: state?.key ?? revised.state,
      },
    });
  }
  if (back) await enterState(tx, ctx, { before, change: revised, model, to: back });
  else {
    const stands = roundStands(voided.length > 0 ? [] : rounds, revised, revised.state);
    await saveChange(tx, before, { ...revised, waitsOn: waitsOn(model.definition, revised, stands) }, ctx.now);
  }
}

async function voidWhatFalls(
  tx: Tx,
  ctx: Ctx,
  { before, after, edits, rounds }: { before: Change; after: Change; edits: FieldEdit[]; rounds: readonly Round[] },
): Promise<Round[]> {
  const fields = edits.map(({ field }) => field);
  const standing = rounds.filter(({ status, imported }) => !imported && (status === 'open' || status === 'approved'));
  const votes = standing.flatMap((round) => round.votes);
  if (leavesRoundsStanding(fields, { newAssignee: after.assigneeId, editor: ctx.actor.id, votes })) return [];
  return voidRounds(tx, ctx, rounds, `${before.number} was edited: ${fields.join(', ')}`);
}

function differences(before: Change, after: Change): FieldEdit[] {
  const shown = [
    'modelId',
    'priorityOverride',
    'links',
    'requesterId',
    'coordinatorId',
    'managerId',
    'wantedDate',
  ] as const;
  const margin = shown.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return [
    ...materialEdits(before, after),
    ...margin.map((field) => ({ field, before: before[field], after: after[field] })),
  ];
}
