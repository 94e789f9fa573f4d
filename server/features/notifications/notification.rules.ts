import type { NotificationParts } from '@interlock/contract/notifications.ts';

const LONGEST = 280;

/**
 * The beginning of what was said, without the marks of Markdown: enough to know what it is about. The whole stands where it was
 * said.
 */
export function shortened({ words, ...parts }: NotificationParts): NotificationParts {
  const said = { ...parts, ...(words !== undefined && { words: withoutMarks(words.slice(0, LONGEST * 10)) }) };
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, text]) => (text === undefined ? [] : [[name, begin(text)]])),
  );
}

/** Marks around words go; a lone star, and a line under letters as in `a_name`, are what they look like. */
const withoutMarks = (markdown: string): string =>
  markdown
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+/gm, '')
    .replace(/!?\[([^\][]*)\]\([^()\s]*\)/g, '$1')
    .replace(/`+/g, '')
    .replace(/(\*\*|__|~~)(?=\S)([^*_~\n]+)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]*\S)\*(?![\w*])/g, '$1')
    .replace(/(?<!\w)_(?=[^\s_])([^_\n]*[^\s_])_(?!\w)/g, '$1');

function begin(said: string): string {
  const line = said.replace(/\s+/g, ' ').trim();
  const characters = [...line.slice(0, LONGEST * 2)];
  if (characters.length <= LONGEST && line.length <= LONGEST * 2) return line;
  return `${characters.slice(0, LONGEST).join('').trimEnd()}…`;
}

const DAY = 24 * 3600_000;

/** What was read is kept for 90 days, what was never read for a year: what happened stands in the change's activity for good. */
export const keptSince = (now: Date): { readBefore: Date; before: Date } => ({
  readBefore: new Date(now.getTime() - 90 * DAY),
  before: new Date(now.getTime() - 365 * DAY),
});
