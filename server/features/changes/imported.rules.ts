import type {
  Category,
  cancelReasons,
  Level,
  outcomes,
  purposes,
  RiskLevel,
  Window,
} from '@interlock/contract/changes.ts';
import { materialFields } from '@interlock/contract/material.ts';
import type { ModelDefinition } from '@interlock/contract/models.ts';
import { type Change, effectivePriority } from './change.rules.ts';
import { waitOf } from './waiting.rules.ts';

/** History out of another system, or a draft. Nobody is named in it, and no vote and no live state comes with it. */
export type ImportedChange = {
  sourceNumber: string;
  stateKind: 'draft' | 'closed' | 'cancelled';
  title: string;
  summary: string;
  description: string;
  purpose: (typeof purposes)[number] | null;
  categories: readonly Category[];
  reason: string;
  ifNotDone: string;
  benefit: string;
  cost: string;
  costOfNotDoing: string;
  impact: Level;
  urgency: Level;
  riskLevel: RiskLevel;
  riskAssessment: string;
  wantedDate: string | null;
  window: Window | null;
  plannedStart: Date | null;
  plannedEnd: Date | null;
  implementationPlan: string;
  testPlan: string;
  backoutPlan: string;
  communicationPlan: string;
  peopleImpacted: string;
  systemsAffected: string;
  links: { url: string; label: string }[];
  outcome: (typeof outcomes)[number] | null;
  closureNotes: string | null;
  cancelReason: (typeof cancelReasons)[number] | null;
  cancelWords: string | null;
  actualStart: Date | null;
  actualEnd: Date | null;
  /** Null where the other system did not say: the import's own time stands for it. */
  requestedAt: Date | null;
  /** When it was closed or cancelled, where that is known. */
  endedAt: Date | null;
};

type Placed = Pick<Change, 'state' | 'stateKind'>;

/** The state of a model that means this; every model can be cancelled. */
export function stateFor(definition: ModelDefinition, kind: ImportedChange['stateKind']): Placed {
  if (kind === 'cancelled') return { state: 'cancelled', stateKind: kind };
  const state = definition.states.find((known) => known.kind === kind);
  if (!state) throw new Error(`a model without a state that means ${kind}`);
  return { state: state.key, stateKind: kind };
}

/** A change before anything has been written on it by the import that creates it at `now`. */
export function blankImported(
  id: string,
  model: { modelId: string; version: number },
  placed: Placed,
  now: Date,
): Change {
  return {
    id,
    number: '',
    modelId: model.modelId,
    modelVersion: model.version,
    templateId: null,
    templateVersion: null,
    locked: [],
    required: [],
    ...placed,
    ...nothingWritten,
    steps: null,
    planKinds: [],
    taskCount: 0,
    files: '',
    cannotWait: '',
    triggers: [],
    hold: null,
    restricted: false,
    copiedFrom: null,
    contacts: [],
    downtime: null,
    priority: 4,
    priorityOverride: null,
    windowMissedAt: null,
    raisedBy: null,
    requesterId: null,
    coordinatorId: null,
    managerId: null,
    teamId: null,
    assigneeId: null,
    reportedOutcome: null,
    reportedNotes: null,
    entered: {},
    lastEditors: {},
    linked: {},
    waitsOn: null,
    waitsForWindow: false,
    waitsForAnother: false,
    waitsSince: null,
    revision: 1,
    imported: true,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

const nothingWritten = {
  title: '',
  summary: '',
  description: '',
  purpose: null,
  categories: [],
  reason: '',
  ifNotDone: '',
  benefit: '',
  cost: '',
  costOfNotDoing: '',
  impact: 'low',
  urgency: 'low',
  riskLevel: 'none',
  riskAssessment: '',
  wantedDate: null,
  window: null,
  plannedStart: null,
  plannedEnd: null,
  implementationPlan: '',
  testPlan: '',
  backoutPlan: '',
  communicationPlan: '',
  peopleImpacted: '',
  systemsAffected: '',
  links: [],
  outcome: null,
  closureNotes: null,
  cancelReason: null,
  cancelWords: null,
  actualStart: null,
  actualEnd: null,
} as const satisfies Omit<ImportedChange, 'sourceNumber' | 'stateKind' | 'requestedAt' | 'endedAt'>;

/**
 * The change as the file tells it. What only Interlock knows of it, such as its number, stays. Whoever imports it has written
 * what is new in it, and so does not decide on it.
 */
export function withImported(
  before: Change,
  imported: ImportedChange,
  definition: ModelDefinition,
  { now, by }: { now: Date; by: string },
): Change {
  const { sourceNumber: _number, stateKind, requestedAt, endedAt, ...fields } = imported;
  const placed = stateFor(definition, stateKind);
  const born = definition.states[0]?.key;
  const asked = requestedAt ?? (stateKind === 'draft' ? before.createdAt : null);
  const change: Change = {
    ...before,
    ...fields,
    ...placed,
    createdAt: requestedAt ?? before.createdAt,
    entered: {
      ...(born !== undefined && asked && { [born]: asked.toISOString() }),
      ...(endedAt && { [placed.state]: endedAt.toISOString() }),
    },
  };
  const wait = waitOf(definition, change, false);
  const goesOn = wait.waitsOn === before.waitsOn && change.state === before.state;
  const isNew = (field: (typeof materialFields)[number]) => differ(before[field], change[field]);
  const editors = Object.fromEntries(materialFields.filter(isNew).map((field) => [field, by]));
  return {
    ...change,
    lastEditors: { ...before.lastEditors, ...editors },
    priority: effectivePriority(change),
    ...wait,
    waitsSince: goesOn ? before.waitsSince : wait.waitsOn === null ? null : now,
  };
}

/** Long texts are only looked at, not written out: of a file of thousands that is most of the work. */
function differ(was: unknown, is: unknown): boolean {
  if (was === is) return false;
  if (typeof was !== 'object' && typeof is !== 'object') return true;
  return JSON.stringify(was) !== JSON.stringify(is);
}

const endedFields = [
  'state',
  'wantedDate',
  'links',
  'outcome',
  'closureNotes',
  'cancelReason',
  'cancelWords',
  'actualStart',
  'actualEnd',
] as const satisfies readonly (keyof Change)[];

/** No words and empty words say the same. */
const said = (value: unknown): string => JSON.stringify(value ?? '');

/** What an import altered beside the material fields: where the change stands and how it ended. */
export function endedEdits(before: Change, after: Change) {
  return endedFields
    .filter((field) => said(before[field]) !== said(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
