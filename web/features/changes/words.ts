import type { Category, ChangeRow, Level, RiskLevel, Trigger, WrittenField } from '@interlock/contract/changes.ts';
import type { StateKind } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { nameOf } from '../../ui/values/part-name.ts';

type Outcome = NonNullable<ChangeRow['outcome']>;
type Purpose = 'fix' | 'improvement' | 'technology' | 'capacity' | 'compliance' | 'misalignment';
type CancelReason = 'withdrawn' | 'rejected' | 'superseded' | 'duplicate';

const endsInChange = /\bchange$/i;

/** A change by its model, which may call itself a change already. */
export const changeOf = (model: string): string => (endsInChange.test(model) ? model : t`${model} change`);

export const kindWord: Record<StateKind, () => string> = {
  draft: () => t`Draft`,
  assess: () => t`Assess`,
  authorize: () => t`Authorize`,
  build: () => t`Build`,
  scheduled: () => t`Scheduled`,
  implement: () => t`Implement`,
  review: () => t`Review`,
  closed: () => t`Closed`,
  cancelled: () => t`Cancelled`,
};

export const purposeWord: Record<Purpose, () => string> = {
  fix: () => t`Fix`,
  improvement: () => t`Improvement`,
  technology: () => t`New technology`,
  capacity: () => t`Capacity`,
  compliance: () => t`Compliance`,
  misalignment: () => t`Misalignment`,
};

export const categoryWord: Record<Category, () => string> = {
  mission_strategy: () => t`Mission and strategy`,
  organisation: () => t`Organisation`,
  people: () => t`People`,
  culture: () => t`Culture`,
  policy_legal: () => t`Policy and legal`,
  process_controls: () => t`Process and controls`,
  technology: () => t`Technology`,
  product: () => t`Product`,
};

export const triggerWord: Record<Trigger, () => string> = {
  service_unavailable: () => t`Service unavailable in service hours`,
  service_degraded: () => t`Service degraded in service hours`,
  function_differs: () => t`A function differs from what it should do`,
  cmdb_update: () => t`The configuration records need an update`,
};

export const riskWord: Record<RiskLevel, () => string> = {
  none: () => t`Not assessed yet`,
  low: () => t`Low`,
  medium: () => t`Medium`,
  high: () => t`High`,
};

export const levelWord: Record<Level, () => string> = {
  high: () => t`High`,
  medium: () => t`Medium`,
  low: () => t`Low`,
};

export const outcomeWord: Record<Outcome, () => string> = {
  successful: () => t`Successful`,
  with_issues: () => t`Successful with issues`,
  failed: () => t`Failed`,
  backed_out: () => t`Backed out`,
  not_recorded: () => t`Outcome not recorded`,
};

export const cancelWord: Record<CancelReason, () => string> = {
  withdrawn: () => t`Withdrawn`,
  rejected: () => t`Rejected`,
  superseded: () => t`Superseded`,
  duplicate: () => t`Duplicate`,
};

const priorities = [() => t`Critical`, () => t`High`, () => t`Moderate`, () => t`Low`];
export const priorityWord = (priority: number): string => priorities[priority - 1]?.() ?? String(priority);
const levels = [1, 2, 3, 4] as const;
export const priorityLevel = (priority: number): (typeof levels)[number] => levels[priority - 1] ?? 4;

/** The fields by the names that the screens give them. */
export const fieldWord: Record<WrittenField, () => string> = {
  title: () => t`Title`,
  summary: () => t`Summary`,
  description: () => t`Description`,
  purpose: () => t`Purpose`,
  reason: () => t`Reason`,
  ifNotDone: () => t`What happens if it is not done`,
  cannotWait: () => t`Why it can't wait`,
  impact: () => t`Impact`,
  urgency: () => t`Urgency`,
  priorityOverride: () => t`Priority`,
  wantedDate: () => t`Wanted date`,
  window: () => t`Planned window`,
  implementationPlan: () => t`Implementation plan`,
  testPlan: () => t`Test plan`,
  backoutPlan: () => t`Backout plan`,
  peopleImpacted: () => t`People impacted`,
  systemsAffected: () => t`Systems affected`,
  links: () => t`Links`,
  requesterId: () => t`Requester`,
  coordinatorId: () => t`Coordinator`,
  managerId: () => t`Change manager`,
  teamId: () => t`Team`,
  assigneeId: () => t`Assignee`,
  categories: () => t`What it changes`,
  triggers: () => t`What called for it`,
  contacts: () => t`Contacts`,
  riskLevel: () => t`Risk`,
  riskAssessment: () => t`Risk assessment`,
  communicationPlan: () => t`Communication plan`,
  downtime: () => t`Expected downtime`,
  benefit: () => t`Benefit`,
  cost: () => t`Cost`,
  costOfNotDoing: () => t`Cost of not doing it`,
};

/** The same fields where the work was done before it is recorded: nothing of it is still to come. */
const doneWord: Readonly<Record<WrittenField, () => string>> = {
  ...fieldWord,
  ifNotDone: () => t`What would have happened if it had not been done`,
  cannotWait: () => t`Why it could not wait`,
  window: () => t`When it was done`,
  implementationPlan: () => t`What was done`,
  downtime: () => t`Downtime`,
  costOfNotDoing: () => t`What it would have cost not to do it`,
};
export const fieldWordsOf = (isDone: boolean): typeof fieldWord => (isDone ? doneWord : fieldWord);

/** What a field is called; one without a name of its own keeps its key. */
export const fieldNameOf =
  (isDone: boolean) =>
  (field: string): string => {
    const fields: Readonly<Record<string, (() => string) | undefined>> = fieldWordsOf(isDone);
    return fields[field]?.() ?? nameOf(field);
  };
export const fieldName = fieldNameOf(false);
