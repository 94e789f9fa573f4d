import { editChangeRoute } from '@interlock/contract/changes.ts';
import type { ChangeMap, ImportedState } from '@interlock/contract/imports.ts';
import { bad, type FileRow, got, oneLineOf, partsOf, type ReadCell, textOf } from './cell.rules.ts';

const textFields = [
  'summary',
  'reason',
  'ifNotDone',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'peopleImpacted',
  'riskAssessment',
  'communicationPlan',
  'benefit',
  'cost',
  'costOfNotDoing',
] as const;
export type Texts = Record<
  (typeof textFields)[number] | 'description' | 'systemsAffected' | 'closureNotes' | 'cancelWords',
  string
>;

export type Take = <T>(read: ReadCell<T>) => T | null;

const LONGEST_NOTES = 10_000;
const LONGEST_WORDS = 2_000;

type TextField = (typeof textFields)[number] | 'title' | 'description' | 'systemsAffected';

/** A text by the measure that Interlock's own forms have. */
export function fitting(field: TextField, column: string | undefined, text: string): ReadCell<string> {
  const parsed = editChangeRoute.input.shape[field].safeParse(text);
  if (parsed.success) return got(parsed.data ?? '');
  return bad(column ?? null, text, parsed.error.issues[0]?.message ?? 'is not right');
}

/** Every text of a change but its title. How it ended is read of what has ended so: one column may hold both. */
export function textsOf(
  { fields }: ChangeMap,
  row: FileRow,
  take: Take,
  ended: ImportedState['state'] | undefined,
): Texts {
  const text = (field: (typeof textFields)[number]) => {
    const source = fields[field];
    return source === undefined ? '' : (take(fitting(field, source.column, textOf(source, row))) ?? '');
  };
  const limited = (field: 'closureNotes' | 'cancelWords', most: number) => {
    const source = fields[field];
    const given = source === undefined ? '' : textOf(source, row);
    const read =
      given.length > most ? bad(source?.column ?? null, given, `is longer than ${most} characters`) : got(given);
    return take(read) ?? '';
  };
  return {
    summary: text('summary'),
    reason: text('reason'),
    ifNotDone: text('ifNotDone'),
    implementationPlan: text('implementationPlan'),
    testPlan: text('testPlan'),
    backoutPlan: text('backoutPlan'),
    peopleImpacted: text('peopleImpacted'),
    systemsAffected: take(systemsOf(fields.systemsAffected, row)) ?? '',
    riskAssessment: text('riskAssessment'),
    communicationPlan: text('communicationPlan'),
    benefit: text('benefit'),
    cost: text('cost'),
    costOfNotDoing: text('costOfNotDoing'),
    description: descriptionOf(fields.description, row, take),
    closureNotes: ended === 'closed' ? limited('closureNotes', LONGEST_NOTES) : '',
    cancelWords: ended === 'cancelled' ? limited('cancelWords', LONGEST_WORDS) : '',
  };
}

function descriptionOf(given: ChangeMap['fields']['description'], row: FileRow, take: Take): string {
  if (given === undefined) return '';
  const parts = Array.isArray(given) ? given : [given];
  return take(fitting('description', parts.length === 1 ? parts[0]?.column : undefined, partsOf(parts, row))) ?? '';
}

/** What a row says of the systems that it touches. */
export function systemsOf(given: ChangeMap['fields']['systemsAffected'], row: FileRow): ReadCell<string> {
  if (given === undefined) return got('');
  const text = Array.isArray(given) ? oneLineOf(given, row) : textOf(given, row);
  return fitting('systemsAffected', Array.isArray(given) ? given[0]?.column : given.column, text);
}
