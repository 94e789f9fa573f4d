import { t } from '@lingui/core/macro';
import { formatInstant } from '../../lib/formats/format.ts';
import type { Viewer } from '../../lib/session/viewer.ts';
import { fieldName, outcomeWord, valueWord } from '../changes/index.ts';

type Words = Readonly<Record<string, (() => string) | undefined>>;

const partWords: Words = {
  name: () => t`Round`,
  names: () => t`Rounds`,
  needed: () => t`Approvals needed`,
  window: () => t`Window`,
  plannedStart: () => t`Planned start`,
  plannedEnd: () => t`Planned end`,
  closureCode: () => t`Outcome`,
  copiedFrom: () => t`Copied from`,
  opened: () => t`Next tasks`,
  early: () => t`Before its window`,
};
const outcomes: Words = outcomeWord;

/** What a part of an act is called; one without a word here goes by the name of its field. */
export const partWord = (part: string): string => partWords[part]?.() ?? fieldName(part);

const clock = (at: unknown): string => String(at).slice(0, 16);
const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value);

/** A part as people say it: codes in words, times by the clock. */
export function partValue(part: string, value: unknown, viewer: Viewer): unknown {
  if (part === 'closureCode') return outcomes[String(value)]?.() ?? value;
  if (part === 'fields' && Array.isArray(value)) return value.map((field) => fieldName(String(field)));
  if (isInstant(value)) return formatInstant(value, viewer);
  if (typeof value === 'object' && value !== null && 'end' in value && 'zone' in value && !('start' in value)) {
    return `${formatInstant(`${clock(value.end)}:00Z`, { zone: 'UTC', locale: viewer.locale })} (${String(value.zone)})`;
  }
  return valueWord(part, value, viewer.locale);
}
