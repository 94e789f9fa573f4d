import type { WrittenField } from '@interlock/contract/changes.ts';
import { materialFields } from '@interlock/contract/material.ts';
import type { ModelDefinition } from '@interlock/contract/models.ts';
import { type Change, effectivePriority, emptyChange } from './change.rules.ts';
import { turnOf, waitsOnOf } from './waiting.rules.ts';

/** History out of another system, or a draft. Nobody is named in it, and no vote and no live state comes with it. */
export type ImportedChange = Pick<Change, TakenOver> & {
  sourceNumber: string;
  stateKind: 'draft' | 'closed' | 'cancelled';
  /** Null where the other system did not say: the import's own time stands for it. */
  requestedAt: Date | null;
  /** When it was closed or cancelled, where that is known. */
  endedAt: Date | null;
};

/** What is taken over as the file says it. */
type TakenOver =
  | Exclude<
      WrittenField,
      | 'cannotWait'
      | 'triggers'
      | 'priorityOverride'
      | 'downtime'
      | 'contacts'
      | 'requesterId'
      | 'coordinatorId'
      | 'managerId'
      | 'teamId'
      | 'assigneeId'
    >
  | 'plannedStart'
  | 'plannedEnd'
  | 'outcome'
  | 'closureNotes'
  | 'cancelReason'
  | 'cancelWords'
  | 'actualStart'
  | 'actualEnd';

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
  const { modelId, version: modelVersion } = model;
  return { ...emptyChange({ id, modelId, modelVersion, ...placed, createdAt: now }), imported: true };
}

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
  const wait = waitsOnOf(definition, change, false);
  const goesOn = wait.waitsOn === before.waitsOn && change.state === before.state;
  const isNew = (field: (typeof materialFields)[number]) => differ(before[field], change[field]);
  const editors = Object.fromEntries(materialFields.filter(isNew).map((field) => [field, by]));
  return {
    ...change,
    lastEditors: { ...before.lastEditors, ...editors },
    priority: effectivePriority(change),
    ...wait,
    waitsSince: goesOn ? before.waitsSince : wait.waitsOn === null ? null : now,
    waitsTurnAt: turnOf(definition, change, now) && now,
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
