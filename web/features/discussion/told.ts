import { nameOf } from '../../ui/values/part-name.ts';

/** What an act carried, as the activity tells it. */
export type Told = {
  /** From which state to which. */
  moved: { before: string; after: string } | undefined;
  /** What the model calls the move. */
  move: string | undefined;
  /** What somebody said, in their own words. */
  words: string[];
  /** Fields with their values before and after. */
  edits: { field: string; before: unknown; after: unknown }[];
  rest: Record<string, unknown>;
};

const spoken = new Set(['words', 'comment', 'reason', 'closureNotes', 'note']);
/** Ids and hashes that only the audit log needs. */
const forTheLog = new Set([
  'round',
  'file',
  'type',
  'bytes',
  'rounds',
  'roundId',
  'questionId',
  'asked',
  'label',
  'contentHash',
  'modelId',
  'seat',
  'guard',
  'degree',
  'sha256',
  'state',
  'from',
  'to',
]);

export function toldOf(parts: Readonly<Record<string, unknown>>): Told {
  const { from, to, label } = parts;
  const entries = Object.entries(parts);
  const moved =
    typeof from === 'string' && typeof to === 'string' && from !== to
      ? { before: nameOf(from), after: nameOf(to) }
      : undefined;
  return {
    moved,
    move: moved && typeof label === 'string' && label ? label : undefined,
    words: entries.flatMap(([name, value]) => (spoken.has(name) && typeof value === 'string' && value ? [value] : [])),
    edits: editsIn(parts['fields']),
    rest: Object.fromEntries(
      entries.filter(([name, value]) => !spoken.has(name) && !forTheLog.has(name) && editsIn(value).length === 0),
    ),
  };
}

type Act = { verb: string; parts: Readonly<Record<string, unknown>> };

/** The parts of an act with the reason of a cancelling in words; what other acts call a reason is in somebody's own. */
export function codesInWords({ verb, parts }: Act, cancelled: Readonly<Record<string, () => string>>): Act['parts'] {
  if (verb !== 'change.cancelled') return parts;
  const { reason, ...rest } = parts;
  return { reason: cancelled[String(reason)]?.() ?? reason, ...rest };
}

function editsIn(value: unknown): Told['edits'] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((edit) =>
    typeof edit === 'object' && edit !== null && 'field' in edit && 'after' in edit
      ? [{ field: String(edit.field), before: 'before' in edit ? edit.before : null, after: edit.after }]
      : [],
  );
}
