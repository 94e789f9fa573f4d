import type { Step } from '@interlock/contract/tasks.ts';

/** A line of a plan while it is written. The key stays with it while it moves; minutes are what was typed. */
export type Line = {
  key: string;
  id?: string;
  text: string;
  minutes: string;
  automatic: boolean;
  ownerId: string | null;
};

let made = 0;
export const newLine = (text = '', minutes = ''): Line => ({
  key: `line-${++made}`,
  text,
  minutes,
  automatic: false,
  ownerId: null,
});

export const linesOf = (steps: readonly Step[]): Line[] =>
  steps.map(({ id, text, minutes, automatic, owner }) => ({
    ...newLine(text, minutes === 0 ? '' : String(minutes)),
    id,
    automatic,
    ownerId: owner?.id ?? null,
  }));

/** What is sent: lines without words are left out. */
export const stepsOf = (lines: readonly Line[]) =>
  lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ id, text, minutes, automatic, ownerId }) => ({
      ...(id && { id }),
      text: text.trim(),
      minutes: minutesOf(minutes),
      automatic,
      ownerId,
    }));

const MOST_MINUTES = 10_080;
const minutesOf = (typed: string): number => Math.min(Math.max(Math.round(Number(typed) || 0), 0), MOST_MINUTES);

export const totalOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { minutes }) => sum + minutesOf(minutes), 0);

/** A list's own marks go; minutes in brackets at the end, or behind a dash, become the line's minutes. */
function lineIn(raw: string): Line | undefined {
  const text = raw
    .replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '')
    .replace(/^\[[ xX]\]\s*/, '')
    .trim();
  if (text === '') return undefined;
  const timed = /^(.*\S)\s*[([–-]\s*(\d{1,5})\s*(?:min|minutes|m|')\s*[)\]]?$/i.exec(text);
  return timed ? newLine(timed[1], timed[2]) : newLine(text.slice(0, 500));
}

/** What was pasted as lines; nothing where it is one line, which goes into the box as it is. */
export function pastedLines(pasted: string): Line[] {
  const rows = pasted.split(/\r\n|[\n\r\u2028\u2029]/);
  if (rows.length < 2) return [];
  return rows.flatMap((row) => lineIn(row) ?? []).slice(0, 100);
}

/** Pasted lines take the place of an empty one, or come after one that says something. */
export function withPasted(lines: readonly Line[], at: number, pasted: readonly Line[]): Line[] {
  const isEmpty = lines[at]?.text.trim() === '' && lines[at]?.id === undefined;
  return lines.toSpliced(isEmpty ? at : at + 1, isEmpty ? 1 : 0, ...pasted).slice(0, 100);
}

/** A line changes places with its neighbour; at the edge it stays. */
export function movedLine(lines: readonly Line[], at: number, by: -1 | 1): Line[] {
  const [line, other] = [lines[at], lines[at + by]];
  if (!line || !other) return [...lines];
  return lines.with(at, other).with(at + by, line);
}
