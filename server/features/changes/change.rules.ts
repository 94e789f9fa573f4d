import { isDeepStrictEqual } from 'node:util';
import type { WrittenValues } from '@interlock/contract/change-fields.ts';
import type { Category, closureCodes, Level, outcomes, Trigger } from '@interlock/contract/changes.ts';
import type { ChangeFacts } from '@interlock/contract/facts.ts';
import { materialFields } from '@interlock/contract/material.ts';
import { isBeforeWork } from '@interlock/contract/model-order.ts';
import type { ModelDefinition, RequirableField, StateKind, TaskKind } from '@interlock/contract/models.ts';
import { says } from '@interlock/contract/says.ts';
import type { TaskStage } from '@interlock/contract/tasks.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';
import type { Linked } from '../../platform/same-person.ts';

/** What people write on it, and what comes of it. A draft out of another system has no requester. */
export type Change = Omit<WrittenValues, 'requesterId' | 'categories' | 'triggers'> & {
  id: string;
  number: string;
  modelId: string;
  modelVersion: number;
  /** The published template that it was raised from. */
  templateId: string | null;
  templateVersion: number | null;
  /** The fields that stay as the template gives them. */
  locked: string[];
  /** The fields that the template asks for: they stay filled in. */
  required: string[];
  state: string;
  stateKind: StateKind;
  categories: readonly Category[];
  triggers: readonly Trigger[];
  priority: number;
  plannedStart: Date | null;
  plannedEnd: Date | null;
  windowMissedAt: Date | null;
  /** The sum of the lines that people wrote into its tasks; null where nobody wrote any. */
  steps: string | null;
  /** The kinds of task that have lines. */
  planKinds: readonly TaskKind[];
  /** How many tasks it was ever given: one without any is asked for none. */
  taskCount: number;
  /** The files that are attached to it, a line for each with its hash; empty where there are none. */
  files: string;
  /** Stopped for a while, in whatever state it is. */
  hold: { at: Date; by: string; reason: string } | null;
  /** Seen by those alone whom it names. */
  restricted: boolean;
  copiedFrom: string | null;
  raisedBy: string | null;
  requesterId: string | null;
  outcome: (typeof outcomes)[number] | null;
  closureNotes: string | null;
  cancelReason: 'withdrawn' | 'rejected' | 'superseded' | 'duplicate' | null;
  cancelWords: string | null;
  /** Given when the work ends, by whoever carried it out. */
  reportedOutcome: (typeof closureCodes)[number] | null;
  reportedNotes: string | null;
  actualStart: Date | null;
  actualEnd: Date | null;
  /** State key to the instant at which it was last entered. */
  entered: Record<string, string>;
  /** Material field to the person who last edited it. */
  lastEditors: Record<string, string>;
  /** Which accounts are one person's, as it was when the change was read. */
  linked: Linked;
  waitsOn: string | null;
  waitsForWindow: boolean;
  waitsForAnother: boolean;
  waitsSince: Date | null;
  waitsTurnAt: Date | null;
  revision: number;
  imported: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** A change of which nothing is said yet: everything that is not handed in is empty. */
export const emptyChange = (
  born: Pick<Change, 'id' | 'modelId' | 'modelVersion' | 'state' | 'stateKind' | 'createdAt'>,
): Change => ({
  number: '',
  templateId: null,
  templateVersion: null,
  locked: [],
  required: [],
  title: '',
  summary: '',
  description: '',
  purpose: null,
  categories: [],
  triggers: [],
  reason: '',
  ifNotDone: '',
  cannotWait: '',
  benefit: '',
  cost: '',
  costOfNotDoing: '',
  impact: 'low',
  urgency: 'low',
  priority: 4,
  priorityOverride: null,
  riskLevel: 'none',
  riskAssessment: '',
  downtime: null,
  wantedDate: null,
  window: null,
  plannedStart: null,
  plannedEnd: null,
  windowMissedAt: null,
  implementationPlan: '',
  testPlan: '',
  backoutPlan: '',
  communicationPlan: '',
  steps: null,
  planKinds: [],
  taskCount: 0,
  files: '',
  peopleImpacted: '',
  systemsAffected: '',
  contacts: [],
  links: [],
  hold: null,
  restricted: false,
  copiedFrom: null,
  raisedBy: null,
  requesterId: null,
  coordinatorId: null,
  managerId: null,
  teamId: null,
  assigneeId: null,
  outcome: null,
  closureNotes: null,
  cancelReason: null,
  cancelWords: null,
  reportedOutcome: null,
  reportedNotes: null,
  actualStart: null,
  actualEnd: null,
  entered: {},
  lastEditors: {},
  linked: {},
  waitsOn: null,
  waitsForWindow: false,
  waitsForAnother: false,
  waitsSince: null,
  waitsTurnAt: null,
  revision: 1,
  imported: false,
  version: 1,
  updatedAt: born.createdAt,
  ...born,
});

/** What approvers decide on, field by field; of the plan the sum of its lines. */
export const contentOf = (change: Change): Record<string, unknown> =>
  Object.fromEntries(materialFields.map((field) => [field, change[field]]));

const markdown = ['description', 'implementationPlan', 'testPlan', 'backoutPlan', 'communicationPlan'] as const;

export type FieldEdit = { field: string; before: unknown; after: unknown };

/** What an approver would see differently. */
export function materialEdits(before: Change, after: Change): FieldEdit[] {
  return materialFields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

/** All that is written on a change in Markdown, in which people can be mentioned. */
export const proseOf = (change: Pick<Change, (typeof markdown)[number]>): string =>
  markdown.map((field) => change[field]).join('\n\n');

/** What becomes another by the edit of a field. */
export const alsoAltered = (field: string): readonly string[] =>
  ['impact', 'urgency', 'priorityOverride'].includes(field) ? ['priority'] : [];

/** Whether a change of this model may come to be in this way. */
export const mayBeBorn = ({ raisedFrom }: ModelDefinition, fromTemplate: boolean): Verdict<true> =>
  raisedFrom === 'form' || fromTemplate
    ? yes(true)
    : no('template_only', 'Only what a published template describes is pre-approved.', {
        next: 'Raise it from a template. Coordinators and specialists write a new one, and a change manager publishes it.',
        errors: [{ path: 'modelId', message: 'raised from a template' }],
      });

/** From the start of the work on, what was approved is fixed. */
export const isFixed = (change: Pick<Change, 'stateKind'>): boolean => !isBeforeWork(change.stateKind);
export const isOver = (change: Pick<Change, 'stateKind'>): boolean =>
  change.stateKind === 'closed' || change.stateKind === 'cancelled';

const begun: Record<StateKind, readonly TaskStage[]> = {
  draft: ['planning'],
  assess: ['planning'],
  authorize: ['planning'],
  build: ['planning', 'build'],
  scheduled: ['planning', 'build'],
  implement: ['planning', 'build', 'work'],
  review: ['planning', 'build', 'work', 'review'],
  closed: [],
  cancelled: [],
};

/** The stages whose tasks may be worked on. One that has begun goes on: what is late can still be finished. */
export const stagesReached = (kind: StateKind): ReadonlySet<TaskStage> => new Set(begun[kind]);

/** Whether a field says something, whichever it is. */
const saysAnything = (value: unknown): boolean =>
  typeof value === 'string' ? says(value) : Array.isArray(value) ? value.length > 0 : (value ?? null) !== null;

/** What its template asks for and this does not say. */
export const unanswered = (change: Change): string[] =>
  change.required.filter((field) => !saysAnything(Object.entries(change).find(([name]) => name === field)?.[1]));

const filled: Record<RequirableField, (change: Change) => boolean> = {
  summary: ({ summary }) => says(summary),
  description: ({ description }) => says(description),
  purpose: ({ purpose }) => purpose !== null,
  reason: ({ reason }) => says(reason),
  ifNotDone: ({ ifNotDone }) => says(ifNotDone),
  implementationPlan: ({ implementationPlan, planKinds }) =>
    says(implementationPlan) || planKinds.includes('implementation'),
  testPlan: ({ testPlan, planKinds }) => says(testPlan) || planKinds.includes('test'),
  backoutPlan: ({ backoutPlan, planKinds }) => says(backoutPlan) || planKinds.includes('backout'),
  assignee: ({ assigneeId }) => assigneeId !== null,
  coordinator: ({ coordinatorId }) => coordinatorId !== null,
  manager: ({ managerId }) => managerId !== null,
  team: ({ teamId }) => teamId !== null,
  window: ({ window }) => window !== null,
  wantedDate: ({ wantedDate }) => wantedDate !== null,
  peopleImpacted: ({ peopleImpacted }) => says(peopleImpacted),
  systemsAffected: ({ systemsAffected }) => says(systemsAffected),
  cannotWait: ({ cannotWait }) => says(cannotWait),
  categories: ({ categories }) => categories.length > 0,
  triggers: ({ triggers }) => triggers.length > 0,
  contacts: ({ contacts }) => contacts.length > 0,
  riskLevel: ({ riskLevel }) => riskLevel !== 'none',
  riskAssessment: ({ riskAssessment }) => says(riskAssessment),
  communicationPlan: ({ communicationPlan }) => says(communicationPlan),
  downtime: ({ downtime }) => downtime !== null,
  benefit: ({ benefit }) => says(benefit),
  cost: ({ cost }) => says(cost),
  costOfNotDoing: ({ costOfNotDoing }) => says(costOfNotDoing),
};

export const missingFields = (change: Change, required: readonly RequirableField[]): RequirableField[] =>
  required.filter((field) => !filled[field](change));

const priorities: Record<Level, Record<Level, 1 | 2 | 3 | 4>> = {
  high: { high: 1, medium: 2, low: 3 },
  medium: { high: 2, medium: 3, low: 4 },
  low: { high: 3, medium: 4, low: 4 },
};

/** 1 critical, 2 high, 3 moderate, 4 low. */
export const priorityOf = (impact: Level, urgency: Level): 1 | 2 | 3 | 4 => priorities[impact][urgency];

/** The priority that impact and urgency make, unless a person has set another one with a reason. */
export const effectivePriority = (change: Pick<Change, 'impact' | 'urgency' | 'priorityOverride'>): number =>
  change.priorityOverride?.priority ?? priorityOf(change.impact, change.urgency);

/** Nothing has happened yet to a change that is as it was raised. A new model in draft leaves earlier rounds on record. */
export const mayHaveRounds = (change: Pick<Change, 'version' | 'imported'>): boolean =>
  change.imported || change.version > 1;

const MINUTE = 60_000;

/** What conditions ask of a change; `team` is the name of its team. What is not known yet is undefined. */
export function conditionFacts(change: Change, { now, team }: { now: Date; team: string | undefined }): ChangeFacts {
  const { plannedStart, plannedEnd } = change;
  return {
    model: change.modelId,
    title: change.title,
    summary: change.summary,
    description: change.description,
    purpose: change.purpose ?? '',
    reason: change.reason,
    ifNotDone: change.ifNotDone,
    cannotWait: change.cannotWait,
    impact: change.impact,
    urgency: change.urgency,
    priority: change.priority,
    implementationPlan: change.implementationPlan,
    testPlan: change.testPlan,
    backoutPlan: change.backoutPlan,
    peopleImpacted: change.peopleImpacted,
    systemsAffected: change.systemsAffected,
    categories: change.categories,
    triggers: change.triggers,
    riskLevel: change.riskLevel,
    riskAssessment: change.riskAssessment,
    communicationPlan: change.communicationPlan,
    benefit: change.benefit,
    cost: change.cost,
    costOfNotDoing: change.costOfNotDoing,
    downtimeMinutes: change.downtime?.minutes,
    team: team ?? '',
    hasAssignee: change.assigneeId !== null,
    hasWindow: change.window !== null,
    windowMinutes: plannedStart && plannedEnd ? (plannedEnd.getTime() - plannedStart.getTime()) / MINUTE : undefined,
    hoursUntilStart: plannedStart ? (plannedStart.getTime() - now.getTime()) / (60 * MINUTE) : undefined,
  };
}
