import { isDeepStrictEqual } from 'node:util';
import type { Window } from '@interlock/contract/changes.ts';
import type { TaskKind } from '@interlock/contract/models.ts';
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { contentHash } from '../../platform/content-hash.ts';
import { type Reads, type Tx, writeLater } from '../../platform/database/db.ts';
import { fixedQuery, shapedQuery } from '../../platform/database/fixed-query.ts';
import type { Change as ChangeTable } from '../../platform/database/tables.d.ts';
import type { Linked } from '../../platform/same-person.ts';
import { instantOf } from '../../platform/time.ts';
import { linkedColumn } from '../same-person/index.ts';
import { boundPlan, type Task } from '../tasks/index.ts';
import { type Change, contentOf, type FieldEdit, isFixed } from './change.rules.ts';

export const numberOf = (number: string): string => `CHG-${number}`;

/** The row as the record; `as` is the database's edge: checks there keep these columns to their sets. */
export function changeOf(row: Selectable<ChangeTable> & { linked: Linked }): Change {
  const { window_start_local: start, window_end_local: end, window_zone: zone } = row;
  return {
    id: row.id,
    number: numberOf(row.number),
    modelId: row.model_id,
    modelVersion: row.model_version,
    templateId: row.template_id,
    templateVersion: row.template_version,
    locked: row.locked,
    required: row.required,
    state: row.state,
    stateKind: row.state_kind,
    title: row.title,
    summary: row.summary,
    description: row.description,
    purpose: row.purpose,
    categories: row.categories,
    triggers: row.triggers,
    reason: row.reason,
    ifNotDone: row.if_not_done,
    cannotWait: row.cannot_wait,
    benefit: row.benefit,
    cost: row.cost,
    costOfNotDoing: row.cost_of_not_doing,
    impact: row.impact,
    urgency: row.urgency,
    priority: row.priority,
    priorityOverride: row.priority_override as Change['priorityOverride'],
    riskLevel: row.risk_level,
    riskAssessment: row.risk_assessment,
    downtime: row.downtime as Change['downtime'],
    wantedDate: row.wanted_date,
    window: start !== null && end !== null && zone !== null ? { start, end, zone } : null,
    plannedStart: row.planned_start,
    plannedEnd: row.planned_end,
    windowMissedAt: row.window_missed_at,
    implementationPlan: row.implementation_plan,
    testPlan: row.test_plan,
    backoutPlan: row.backout_plan,
    communicationPlan: row.communication_plan,
    steps: row.steps,
    planKinds: row.plan_kinds as TaskKind[],
    taskCount: row.task_count,
    files: row.files,
    peopleImpacted: row.people_impacted,
    systemsAffected: row.systems_affected,
    contacts: row.contacts as Change['contacts'],
    links: row.links as Change['links'],
    hold: row.held_at && row.held_by ? { at: row.held_at, by: row.held_by, reason: row.hold_reason ?? '' } : null,
    restricted: row.restricted,
    copiedFrom: row.copied_from,
    raisedBy: row.raised_by,
    requesterId: row.requester_id,
    coordinatorId: row.coordinator_id,
    managerId: row.manager_id,
    teamId: row.team_id,
    assigneeId: row.assignee_id,
    outcome: row.outcome,
    closureNotes: row.closure_notes,
    cancelReason: row.cancel_reason,
    cancelWords: row.cancel_words,
    reportedOutcome: row.reported_outcome,
    reportedNotes: row.reported_notes,
    actualStart: row.actual_start,
    actualEnd: row.actual_end,
    entered: row.entered as Record<string, string>,
    lastEditors: row.last_editors as Record<string, string>,
    linked: row.linked,
    waitsOn: row.waits_on,
    waitsForWindow: row.waits_for_window,
    waitsForAnother: row.waits_for_another,
    waitsSince: row.waits_since,
    waitsTurnAt: row.waits_turn_at,
    revision: row.revision,
    imported: row.imported,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** What the database keeps of itself, and what only an import writes. */
type NotOurs =
  | 'id'
  | 'number'
  | 'created_at'
  | 'search'
  | 'closed_at'
  | 'imported_version'
  | 'source_system'
  | 'source_number';

/** Every column that a change is kept in: one that is forgotten here does not compile. */
export function columnsOf(change: Change): Required<Omit<Insertable<ChangeTable>, NotOurs>> {
  return {
    model_id: change.modelId,
    model_version: change.modelVersion,
    template_id: change.templateId,
    template_version: change.templateVersion,
    locked: change.locked,
    required: change.required,
    state: change.state,
    state_kind: change.stateKind,
    title: change.title,
    summary: change.summary,
    description: change.description,
    purpose: change.purpose,
    categories: [...change.categories],
    triggers: [...change.triggers],
    reason: change.reason,
    if_not_done: change.ifNotDone,
    cannot_wait: change.cannotWait,
    benefit: change.benefit,
    cost: change.cost,
    cost_of_not_doing: change.costOfNotDoing,
    impact: change.impact,
    urgency: change.urgency,
    priority: change.priority,
    priority_override: change.priorityOverride && JSON.stringify(change.priorityOverride),
    risk_level: change.riskLevel,
    risk_assessment: change.riskAssessment,
    downtime: change.downtime && JSON.stringify(change.downtime),
    wanted_date: change.wantedDate,
    window_start_local: change.window?.start ?? null,
    window_end_local: change.window?.end ?? null,
    window_zone: change.window?.zone ?? null,
    planned_start: change.plannedStart,
    planned_end: change.plannedEnd,
    window_missed_at: change.windowMissedAt,
    implementation_plan: change.implementationPlan,
    test_plan: change.testPlan,
    backout_plan: change.backoutPlan,
    communication_plan: change.communicationPlan,
    steps: change.steps,
    plan_kinds: [...change.planKinds],
    task_count: change.taskCount,
    files: change.files,
    people_impacted: change.peopleImpacted,
    systems_affected: change.systemsAffected,
    contacts: JSON.stringify(change.contacts),
    links: JSON.stringify(change.links),
    held_at: change.hold?.at ?? null,
    held_by: change.hold?.by ?? null,
    hold_reason: change.hold?.reason ?? null,
    restricted: change.restricted,
    copied_from: change.copiedFrom,
    raised_by: change.raisedBy,
    requester_id: change.requesterId,
    coordinator_id: change.coordinatorId,
    manager_id: change.managerId,
    team_id: change.teamId,
    assignee_id: change.assigneeId,
    outcome: change.outcome,
    closure_notes: change.closureNotes,
    cancel_reason: change.cancelReason,
    cancel_words: change.cancelWords,
    reported_outcome: change.reportedOutcome,
    reported_notes: change.reportedNotes,
    actual_start: change.actualStart,
    actual_end: change.actualEnd,
    entered: JSON.stringify(change.entered),
    last_editors: JSON.stringify(change.lastEditors),
    waits_on: change.waitsOn,
    waits_for_window: change.waitsForWindow,
    waits_for_another: change.waitsForAnother,
    waits_since: change.waitsSince,
    waits_turn_at: change.waitsTurnAt,
    revision: change.revision,
    imported: change.imported,
    version: change.version,
    updated_at: change.updatedAt,
  };
}

/** A window with the instants that follow from it; a new one has not been missed. */
export function withWindow(change: Change, window: Window | null): Change {
  return {
    ...change,
    window,
    plannedStart: window && instantOf(window.start, window.zone),
    plannedEnd: window && instantOf(window.end, window.zone),
    windowMissedAt: null,
  };
}

const insertion = shapedQuery((tx: Tx, values: Insertable<ChangeTable>) => tx.insertInto('change').values(values));

export async function insertChange(tx: Tx, change: Change): Promise<void> {
  const said = Object.entries(columnsOf(change)).filter(([, value]) => value !== null && value !== '');
  const values = {
    ...Object.fromEntries(said),
    id: change.id,
    created_at: change.createdAt,
  } as Insertable<ChangeTable>;
  await writeLater(tx, insertion(tx, values));
}

/** All that approvers decide on, as one hash: also the loose fields, so that a yes to a move is one to this window. */
export const contentHashOf = (change: Change): string => contentHash(contentOf(change));

const changes = (reads: Reads) => reads.selectFrom('change').selectAll().select(linkedColumn.as('linked'));

const one = fixedQuery((reads, { id }: { id: string }) => changes(reads).where('id', '=', id));
const oneLocked = fixedQuery((tx, { id }: { id: string }) => changes(tx).where('id', '=', id).forUpdate('change'));
const several = fixedQuery((reads, { ids }: { ids: readonly string[] }) =>
  changes(reads).where(sql<boolean>`id = any (${ids}::text[])`),
);

/** Keeps the change for this transaction; every act on a change takes this lock first. */
export async function lockChange(tx: Tx, changeId: string): Promise<Change | undefined> {
  const [row] = (await tx.executeQuery(oneLocked(tx, { id: changeId }))).rows;
  return row && changeOf(row);
}

/** The id of a change that is named by it, or by its number; empty where there is no such number. Whether it is theirs to see is for the caller. */
export async function idNamed(reads: Reads, named: string): Promise<string> {
  if (!named.startsWith('CHG-')) return named;
  const row = await reads.selectFrom('change').select('id').where('number', '=', named.slice(4)).executeTakeFirst();
  return row?.id ?? '';
}

export async function loadChange(reads: Reads, changeId: string): Promise<Change | undefined> {
  const [row] = (await reads.executeQuery(one(reads, { id: changeId }))).rows;
  return row && changeOf(row);
}

/** Several at once, in no order; those that are not there are left out. */
export async function loadChanges(reads: Reads, changeIds: readonly string[]): Promise<Change[]> {
  if (changeIds.length === 0) return [];
  const { rows } = await reads.executeQuery(several(reads, { ids: changeIds }));
  return rows.map(changeOf);
}

const update = shapedQuery((tx: Tx, { id, ...changed }: Updateable<ChangeTable> & { id: string }) =>
  tx.updateTable('change').set(changed).where('id', '=', id),
);

const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && isDeepStrictEqual(a, b));

function waitsSince(before: Change, after: Change, at: Date): Date | null {
  const waitsAnew = after.waitsOn !== before.waitsOn || after.state !== before.state;
  return after.waitsOn === null ? null : waitsAnew ? at : before.waitsSince;
}

/** Saves what differs from the locked row and counts the version up. */
export async function saveChange(tx: Tx, before: Change, after: Change, at: Date): Promise<Change> {
  const saved = { ...after, waitsSince: waitsSince(before, after, at), version: before.version + 1, updatedAt: at };
  const then = columnsOf(before);
  const changed = Object.fromEntries(
    Object.entries(columnsOf(saved)).filter(([column, value]) => !same(value, then[column as keyof typeof then])),
  );
  await writeLater(tx, update(tx, { ...changed, id: before.id }));
  return saved;
}

/** The clock's mark. It alters nothing that anybody reads or edits, so what was read before it is not stale. */
export async function markWindowMissed(tx: Tx, changeId: string, at: Date): Promise<void> {
  await tx.updateTable('change').set({ window_missed_at: at }).where('id', '=', changeId).execute();
}

/** Whom it waits for now, where time alone has turned that. Nobody edits it, so what was read before it is not stale. */
export async function saveWait(tx: Tx, before: Change, after: Change, at: Date): Promise<void> {
  const wait = {
    waits_on: after.waitsOn,
    waits_for_window: after.waitsForWindow,
    waits_for_another: after.waitsForAnother,
    waits_since: waitsSince(before, after, at),
    waits_turn_at: after.waitsTurnAt,
  };
  await tx.updateTable('change').set(wait).where('id', '=', before.id).execute();
}

export async function addRevision(
  tx: Tx,
  change: Change,
  by: string,
  at: Date,
  edits: readonly FieldEdit[],
): Promise<void> {
  const row = { change_id: change.id, revision: change.revision, by, at, fields: JSON.stringify(edits) };
  await writeLater(tx, tx.insertInto('change_revision').values(row));
}

/** The change with what it keeps of its tasks: their number, the kinds that have lines, and the sum that votes are bound to. */
export function withTasks(change: Change, all: readonly Task[]): Change {
  const lined = all.filter(({ state, steps }) => state !== 'cancelled' && steps.length > 0).map(({ kind }) => kind);
  const plan = boundPlan(all);
  return {
    ...change,
    taskCount: all.length,
    planKinds: [...new Set(lined)].sort(),
    steps: isFixed(change) ? change.steps : plan && contentHash({ plan }),
  };
}

/** Keeps what alters no decision, so that the version of the change stays. */
export async function saveTaskSums(tx: Tx, { id, taskCount, planKinds }: Change): Promise<void> {
  await tx
    .updateTable('change')
    .set({ task_count: taskCount, plan_kinds: [...planKinds] })
    .where('id', '=', id)
    .execute();
}

/** The changes that these people raised, locked. */
export async function lockRaisedBy(tx: Tx, people: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('change')
    .select('id')
    .where('raised_by', 'in', [...people])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** Changes go with their revisions and readers. Copies of them stay, and are copies of nothing that is still there. */
export async function dropChanges(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('change_reader')
    .where('change_id', 'in', [...ids])
    .execute();
  await tx
    .deleteFrom('change_revision')
    .where('change_id', 'in', [...ids])
    .execute();
  await tx
    .updateTable('change')
    .set({ copied_from: null })
    .where('copied_from', 'in', [...ids])
    .execute();
  await tx
    .deleteFrom('change')
    .where('id', 'in', [...ids])
    .execute();
}
