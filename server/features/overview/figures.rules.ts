import { outcomes } from '@interlock/contract/changes.ts';
import type { Ends, Overview } from '@interlock/contract/overview.ts';

const DAY = 86_400_000;
export const PERIOD_DAYS = 90;
const SPANS = 12;

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY);

/** The instants that bound the spans of both periods, from the oldest on; the newest period is the second half. */
export const boundsOf = (now: Date): Date[] =>
  Array.from({ length: SPANS + 1 }, (_none, at) => daysBefore(now, ((SPANS - at) * PERIOD_DAYS * 2) / SPANS));

/** Ages of open changes, the youngest first: raised since the first, since the second, since the third, or before. */
export const agesAt = (now: Date): Date[] => [7, 30, 90].map((days) => daysBefore(now, days));

export const noEnds = (): Ends => ({ successful: 0, with_issues: 0, failed: 0, backed_out: 0, not_recorded: 0 });

/** So many changes that ended so, of one span, team or category. */
export type Counted = {
  by: 'span' | 'team' | 'category';
  key: string | null;
  span: number;
  outcome: keyof Ends;
  n: number;
};
export type Compared = { key: string | null; now: Ends; before: Ends };

/** Sums of each key of one kind, the most changes first; a span of the newer half counts as now. */
export function comparedBy(kind: Counted['by'], rows: readonly Counted[]): Compared[] {
  const found = new Map<string | null, Compared>();
  for (const { by, key, span, outcome, n } of rows) {
    if (by !== kind) continue;
    const sums = found.get(key) ?? { key, now: noEnds(), before: noEnds() };
    sums[span > SPANS / 2 ? 'now' : 'before'][outcome] += n;
    found.set(key, sums);
  }
  return [...found.values()].sort((a, b) => total(b) - total(a) || (a.key ?? '').localeCompare(b.key ?? ''));
}

const sumOf = (ends: Ends): number => Object.values(ends).reduce((sum, n) => sum + n, 0);
const total = ({ now, before }: Compared): number => sumOf(now) * 1e6 + sumOf(before);

/** The ends of each span in turn. */
export function endsBySpan(rows: readonly Counted[]): Ends[] {
  const spans = Array.from({ length: SPANS }, noEnds);
  for (const { by, span, outcome, n } of rows) {
    const ends = spans[span - 1];
    if (by === 'span' && ends) ends[outcome] += n;
  }
  return spans;
}

export function added(all: readonly Ends[]): Ends {
  const sum = noEnds();
  for (const ends of all) for (const outcome of outcomes) sum[outcome] += ends[outcome];
  return sum;
}

type Open = { kind: Overview['open']['states'][number]['kind']; age: number; n: number };

/** Open changes of each state by age, in the order of the states. */
export function openByState(
  kinds: readonly Open['kind'][],
  ages: number,
  rows: readonly Open[],
): Overview['open']['states'] {
  return kinds.map((kind) => {
    const byAge = Array.from({ length: ages }, (_none, at) =>
      rows.filter((row) => row.kind === kind && row.age === at).reduce((sum, { n }) => sum + n, 0),
    );
    return { kind, total: byAge.reduce((sum, n) => sum + n, 0), byAge };
  });
}
