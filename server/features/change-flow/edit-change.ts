import { isDeepStrictEqual } from 'node:util';
import { type editChangeRoute, writtenFields } from '@interlock/contract/changes.ts';
import type { ModelDefinition } from '@interlock/contract/models.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import type { Guard } from '../change-guards/index.ts';
import {
  type Change,
  editableFields,
  type FieldEdit,
  isFixed,
  isOver,
  materialEdits,
  mayBeBorn,
  mayEdit,
  mayReplaceAssignee,
  mustShowNobody,
  mustStillSee,
  proseOf,
  type ReadWithAct,
  readWithAct,
  unanswered,
  type Written,
  written,
} from '../changes/index.ts';
import { tellOfMentions } from '../discussion/index.ts';
import { peopleByIds } from '../identity/index.ts';
import { currentModel, firstState } from '../models/index.ts';
import { lockAsRead, modelOf } from './flow.step.ts';
import { leaveIfApproved } from './following.step.ts';
import { revisedBy, saveEdit } from './material-edit.step.ts';
import { bringTasksAlong, exchangeTasks } from './plan-follows.step.ts';
import { tellOfEdit } from './told.step.ts';

type EditChange = z.output<typeof editChangeRoute.input>;

/**
 * Somebody writes on a change. A material edit makes a revision; during a round or after it, it voids what was decided on the
 * fields that it touches and puts the change back into the state that asks. An edit of nothing leaves no trace.
 */
export async function editChange(
  ctx: Ctx,
  guards: readonly Guard[],
  { changeId, version, modelId, ...fields }: EditChange,
): Promise<ReadWithAct | undefined> {
  requirePermission(ctx.actor, 'change.edit');
  let read: ReadWithAct | undefined;
  await ctx.transaction(async (tx) => {
    const before = await lockAsRead(tx, ctx, { changeId, version });
    mustBeTheirs(ctx, before);
    const remodelled =
      modelId === undefined || modelId === before.modelId ? before : await withModel(tx, ctx, before, modelId);
    mustBeEditable(remodelled, fields, await replacesAssignee(tx, ctx, before, fields));
    const after = await written(tx, remodelled, fields);
    mustStayAnswered(remodelled, after);
    const changed = differences(before, after);
    if (changed.length === 0) return;
    await mustShowNobody(tx, ctx, before, newPeople(before, after), 'place');
    const model = await modelOf(tx, ctx, after);
    const edits = materialEdits(before, after);
    // Before what follows from it: the log is read as a story.
    await record(tx, ctx, {
      verb: 'change.edited',
      object: changeId,
      rev: revisedBy(before, edits),
      parts: { fields: changed },
    });
    const saved = await saveEdit(tx, ctx, { before, after, model, edits });
    await tellOfNewPeople(tx, ctx, before, saved, model.definition);
    await tellOfMentions(tx, ctx, { subject: changeId, after: proseOf(saved), before: proseOf(before) });
    await mustStillSee(tx, ctx, after);
    await bringTasksAlong(tx, ctx, before, after);
    if (after.modelId !== before.modelId) await exchangeTasks(tx, ctx, after, firstState(model.definition));
    if (saved.state !== before.state) await leaveIfApproved(tx, ctx, guards, saved, model);
    read = await readWithAct(tx, ctx, changeId);
  });
  return read;
}

const places = ['requesterId', 'coordinatorId', 'managerId', 'assigneeId'] as const;

const newPeople = (before: Change, after: Change) =>
  places.flatMap((path) => (after[path] && after[path] !== before[path] ? [{ path, id: after[path] }] : []));

/** Whoever the edit names is told, and for whom it waits because of that. */
async function tellOfNewPeople(tx: Tx, ctx: Ctx, before: Change, after: Change, definition: ModelDefinition) {
  if (places.some((place) => after[place] !== before[place])) await tellOfEdit(tx, ctx, { before, after, definition });
}

/** Whether the edit names another assignee of begun work in place of one who is deactivated. */
async function replacesAssignee(tx: Tx, ctx: Ctx, change: Change, { assigneeId }: Written): Promise<boolean> {
  if (!assigneeId || !change.assigneeId || !isFixed(change)) return false;
  const people = await peopleByIds(tx, [change.assigneeId]);
  return mayReplaceAssignee(change, ctx.actor, people.get(change.assigneeId)?.active ?? true);
}

function mustBeTheirs(ctx: Ctx, change: Change): void {
  if (mayEdit(change, ctx.actor)) return;
  refuse('forbidden', 'It can be edited by those it names, by coordinators and by change managers.', {
    next: 'Comment on it, or ask its coordinator.',
  });
}

function mustBeEditable(change: Change, fields: Written, replaces: boolean): void {
  mustBeUnlocked(change, fields);
  const editable = editableFields(change, writtenFields, replaces);
  const closed = Object.keys(fields).filter((field) => !editable.includes(field));
  if (closed.length === 0) return;
  const errors = closed.map((path) => ({ path, message: 'fixed in this state' }));
  const [because, next] = whyFixed(change);
  refuse('change_fixed', because, { errors, next });
}

function whyFixed(change: Change): [because: string, next: string] {
  if (isOver(change)) return ['It is over.', 'Comment on it. What is left to do is a new change: copy this one.'];
  if (isFixed(change)) {
    return [
      'What was approved is being carried out.',
      'Comment on it, or add a task for what was not planned. What must be otherwise is a new change.',
    ];
  }
  return ['The requester can be changed in draft only.', 'Cancel it, and raise a copy for somebody else.'];
}

/** What was approved with the template is what is done: whoever needs it otherwise leaves the template. */
function mustBeUnlocked(change: Change, fields: Written): void {
  const locked = Object.keys(fields).filter((field) => change.locked.includes(field));
  if (locked.length === 0) return;
  refuse('field_locked', 'Its template was approved with this, and so it stays.', {
    errors: locked.map((path) => ({ path, message: 'fixed by the template' })),
    next: elsewhere(change),
  });
}

const elsewhere = ({ stateKind }: Change): string =>
  stateKind === 'draft'
    ? 'Give it another model, such as Normal, and it leaves the template; or raise a change on the form.'
    : 'Cancel it and raise a normal change instead.';

/** What the template asks of whoever raises it is part of what was approved with it. */
function mustStayAnswered(before: Change, after: Change): void {
  const was = unanswered(before);
  const emptied = unanswered(after).filter((field) => !was.includes(field));
  if (emptied.length === 0) return;
  refuse('field_locked', `Its template asks for ${emptied.join(', ')}, so it is not left empty.`, {
    errors: emptied.map((path) => ({ path, message: 'the template asks for it' })),
    next: `Whoever edits it says it otherwise. ${elsewhere(before)}`,
  });
}

/** A draft that takes another model leaves the template that it was raised from, and what that has fixed. */
async function withModel(tx: Tx, ctx: Ctx, change: Change, modelId: string): Promise<Change> {
  if (change.stateKind !== 'draft') refuse('model_fixed', `It is in ${change.state} already.`);
  const model = await currentModel(tx, ctx, modelId);
  const state = model && firstState(model.definition);
  if (!model || !state)
    return refuse('invalid', 'There is no such model.', { errors: [{ path: 'modelId', message: 'no such model' }] });
  requirePermission(ctx.actor, model.definition.raise);
  must(mayBeBorn(model.definition, false));
  return {
    ...change,
    modelId,
    modelVersion: model.version,
    templateId: null,
    templateVersion: null,
    locked: [],
    required: [],
    state: state.key,
    stateKind: state.kind,
    entered: { [state.key]: change.entered[change.state] ?? ctx.now.toISOString() },
  };
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
  const margin = shown.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  return [
    ...materialEdits(before, after),
    ...margin.map((field) => ({ field, before: before[field], after: after[field] })),
  ];
}
