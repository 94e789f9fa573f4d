import type { TaskDefinition } from '@interlock/contract/models.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { currentModel, firstState } from '../models/index.ts';
import { notify } from '../notifications/index.ts';
import { addTasks, type GivenTask, type TaskPlace } from '../tasks/index.ts';
import { type Change, emptyChange, isFixed, materialEdits, mayBeBorn, stagesReached } from './change.rules.ts';
import { insertChange, saveTaskSums, withTasks } from './change.store.ts';
import { saveReaders } from './readers.store.ts';
import { turnOf, waitsOnOf } from './waiting.rules.ts';
import { mustBePeople, type Written, written } from './written.view.ts';

/** What a template gives a change for life: where it comes from, and what stays as it was published. */
type Origin = { templateId: string; templateVersion: number; name: string; locked: string[]; required: string[] };
type Birth = {
  modelId: string;
  fields: Written;
  origin?: Origin;
  /** Given, the change is restricted, and shown to these beside those whom it names. */
  readerIds?: readonly string[];
  copiedFrom?: string;
};

/** A change is born as a draft of the model's version in force, for whoever acts, and keeps that version. */
export async function bearChange(
  tx: Tx,
  ctx: Ctx,
  { modelId, fields, origin, readerIds, copiedFrom }: Birth,
): Promise<Change> {
  const model = await currentModel(tx, ctx, modelId);
  const state = model && firstState(model.definition);
  if (!model || !state) {
    return refuse('invalid', 'There is no such model.', { errors: [{ path: 'modelId', message: 'no such model' }] });
  }
  requirePermission(ctx.actor, model.definition.raise);
  must(mayBeBorn(model.definition, origin !== undefined));
  const empty = blankChange(ctx, model.modelId, model.version, { state: state.key, stateKind: state.kind });
  const { name: template, ...from } = origin ?? {};
  const blank = { ...empty, ...from, restricted: readerIds !== undefined, copiedFrom: copiedFrom ?? null };
  const asked = await written(tx, blank, fields);
  const edited = materialEdits(blank, asked).map(({ field }) => [field, ctx.actor.id]);
  const change = { ...asked, lastEditors: Object.fromEntries(edited) };
  const wait = waitsOnOf(model.definition, change, false);
  // No condition has been asked yet: where one goes by the clock, the clock asks it.
  const waitsTurnAt = turnOf(model.definition, change, ctx.now) && ctx.now;
  await insertChange(tx, { ...change, ...wait, waitsSince: wait.waitsOn === null ? null : ctx.now, waitsTurnAt });
  if (readerIds) {
    await mustBePeople(tx, 'readerIds', readerIds);
    await saveReaders(tx, ctx, change.id, readerIds);
  }
  await record(tx, ctx, {
    verb: 'change.raised',
    object: change.id,
    rev: 1,
    parts: {
      title: change.title,
      model: model.name,
      modelId: model.modelId,
      modelVersion: model.version,
      ...(copiedFrom && { copiedFrom }),
      ...(readerIds && { restricted: true, readers: readerIds }),
      ...(origin && { template: { id: origin.templateId, version: origin.templateVersion, name: template } }),
    },
  });
  const told = { kind: 'work_handed_over' as const, subject: change.id };
  await notify(
    tx,
    ctx,
    { ...told, to: wait.waitsOn?.startsWith('usr_') ? [wait.waitsOn] : [], parts: { state: state.name } },
    { ...told, to: [change.assigneeId], parts: {} },
  );
  return giveTasks(tx, ctx, { change, tasks: state.tasks, from: 'model' });
}

/** What a change is before anything was written on it: asked for by whoever raises it. */
export const blankChange = (
  ctx: Ctx,
  modelId: string,
  modelVersion: number,
  born: Pick<Change, 'state' | 'stateKind'>,
): Change => ({
  ...emptyChange({ id: newId('chg'), modelId, modelVersion, ...born, createdAt: ctx.now }),
  raisedBy: ctx.actor.id,
  requesterId: ctx.actor.id,
  entered: { [born.state]: ctx.now.toISOString() },
});

/** Who holds each place on a change. */
export const holdersOf = (change: Change): Record<TaskPlace, string | null> => ({
  requester: change.requesterId,
  coordinator: change.coordinatorId,
  change_manager: change.managerId,
  assignee: change.assigneeId,
});

/** Work that nobody is named for is the assignee's; what is planned before it and what looks back on it is given out by hand. */
const placeOf = ({ kind, owner }: TaskDefinition): TaskPlace | null => {
  if (owner) return 'is' in owner ? owner.is : null;
  return kind === 'planning' || kind === 'review' ? null : 'assignee';
};

/** Gives a change tasks as a model or a template writes them. What a place owns belongs to whoever holds it on this change. */
export async function giveTasks(
  tx: Tx,
  ctx: Ctx,
  { change, tasks, from }: { change: Change; tasks: readonly TaskDefinition[]; from: 'model' | 'template' },
): Promise<Change> {
  if (tasks.length === 0) return change;
  const holders = holdersOf(change);
  const all = await addTasks(tx, ctx, {
    subject: change.id,
    from,
    late: isFixed(change),
    reached: stagesReached(change.stateKind),
    tasks: tasks.map((task): GivenTask => {
      const { kind, title, description, level, owner, steps } = task;
      const place = placeOf(task);
      return {
        kind,
        title,
        description,
        level,
        ownerPlace: place,
        ownerId: place && holders[place],
        groupId: owner && 'group' in owner ? owner.group : null,
        lines: steps.map((step) => ({ ...step, ownerId: null })),
      };
    }),
  });
  const given = withTasks(change, all);
  await saveTaskSums(tx, given);
  return given;
}
