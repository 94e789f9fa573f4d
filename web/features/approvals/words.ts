import type { Round, RoundStatus } from '@interlock/contract/approvals.ts';
import { materialFields } from '@interlock/contract/material.ts';
import { t } from '@lingui/core/macro';
import type { Tone } from '../../ui/glyphs/badge.tsx';
import { fieldWord } from '../changes/index.ts';

const words: Record<RoundStatus, () => string> = {
  open: () => t`being decided`,
  stuck: () => t`stuck`,
  approved: () => t`approved`,
  rejected: () => t`rejected`,
  voided: () => t`void`,
  expired: () => t`expired`,
  skipped: () => t`not asked`,
};
const tones: Record<RoundStatus, Tone> = {
  open: 'accent',
  stuck: 'med',
  approved: 'low',
  rejected: 'crit',
  voided: 'grey',
  expired: 'med',
  skipped: 'grey',
};

export const statusWord = (status: RoundStatus): string => words[status]();
export const statusTone = (status: RoundStatus): Tone => tones[status];

const known: Readonly<Record<string, (() => string) | undefined>> = {
  ...fieldWord,
  priority: fieldWord.priorityOverride,
  steps: () => t`Steps of the plan`,
  files: () => t`Files`,
  modelId: () => t`Model`,
};

/** Fields as a list in words, each once. */
export function fieldsInWords(fields: readonly string[], locale: string): string {
  const said = [...new Set(fields.map((field) => known[field]?.() ?? field))];
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(said);
}

/** What a round decides on, said by the shorter of the two: what it covers, or what it leaves to others. */
export function coversInWords({ covers, coversAll }: Pick<Round, 'covers' | 'coversAll'>, locale: string): string {
  if (coversAll) return t`Decides on everything`;
  const left = materialFields.filter((field) => !covers.includes(field));
  const own = fieldsInWords(covers, locale);
  const others = fieldsInWords(left, locale);
  return covers.length <= left.length ? t`Decides on ${own}` : t`Decides on everything but ${others}`;
}

/** Names as people list them. */
export const namesInWords = (people: readonly { name: string }[], locale: string): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(people.map(({ name }) => name));
