import { nameOf } from '../../ui/part-name.ts';

/** What an act carried, as the activity tells it. */
export type Told = {
  /** From which state to which. */
  moved: { before: string; after: string } | undefined;
  /** What somebody said, in their own words. */
  words: string[];
  rest: Record<string, unknown>;
};

const spoken = new Set(['words', 'comment', 'reason', 'closureNotes', 'note']);
/** Ids and hashes that only the audit log needs. */
const forTheLog = new Set([
  'round',
  'rounds',
  'roundId',
  'questionId',
  'asked',
  'label',
  'contentHash',
  'state',
  'from',
  'to',
]);

export function toldOf(parts: Readonly<Record<string, unknown>>): Told {
  const { from, to } = parts;
  const entries = Object.entries(parts);
  return {
    moved: typeof from === 'string' && typeof to === 'string' ? { before: nameOf(from), after: nameOf(to) } : undefined,
    words: entries.flatMap(([name, value]) => (spoken.has(name) && typeof value === 'string' && value ? [value] : [])),
    rest: Object.fromEntries(entries.filter(([name]) => !spoken.has(name) && !forTheLog.has(name))),
  };
}
