import { formatLocalSpan } from '../../lib/formats/format.ts';
import { categoryWord, levelWord, priorityWord, purposeWord, riskWord, triggerWord } from './words.ts';

type Words = Readonly<Record<string, (() => string) | undefined>>;

const oneOf: Readonly<Record<string, Words | undefined>> = {
  purpose: purposeWord,
  impact: levelWord,
  urgency: levelWord,
  riskLevel: riskWord,
  categories: categoryWord,
  triggers: triggerWord,
};

/** A field's value as its screen says it; what needs no words of ours stays as it is. */
export function valueWord(field: string, value: unknown, locale: string): unknown {
  const words = oneOf[field];
  if (words) return Array.isArray(value) ? value.map((one) => said(words, one)) : said(words, value);
  if (field === 'priority' && typeof value === 'number') return `${value} ${priorityWord(value)}`;
  if (typeof value !== 'object' || value === null) return value;
  if ('start' in value && 'end' in value && 'zone' in value) {
    return `${formatLocalSpan(String(value.start), String(value.end), locale)} (${String(value.zone)})`;
  }
  if ('priority' in value && 'reason' in value) {
    return `${String(value.priority)} ${priorityWord(Number(value.priority))}: ${String(value.reason)}`;
  }
  return value;
}

const said = (words: Words, value: unknown): unknown => words[String(value)]?.() ?? value;
