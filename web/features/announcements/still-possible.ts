import type { Occasion } from '@interlock/contract/announcements.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';

export type Standing = Pick<ChangeDetail, 'plannedStart' | 'actualStart' | 'actualEnd'> & {
  state: Pick<ChangeDetail['state'], 'kind'>;
};
export type TooLate = 'cancelled' | 'no_start' | 'passed' | 'begun' | 'ended';
type When = { occasion: Occasion; minutes: number };

const MINUTE = 60_000;
/** From a day on, what people say. */
const leads = [1440, 240, 60, 15];

/** Why an announcement would be too late for its occasion, as the server would say on release; nothing where it is in time. */
export function whyTooLate({ occasion, minutes }: When, change: Standing, now: number): TooLate | undefined {
  const { plannedStart, actualStart, actualEnd } = change;
  if (occasion === 'now') return undefined;
  if (change.state.kind === 'cancelled') return 'cancelled';
  if (occasion === 'before') {
    if (plannedStart === null) return 'no_start';
    const isAhead = Date.parse(plannedStart) - minutes * MINUTE > now && actualStart === null;
    return isAhead ? undefined : 'passed';
  }
  if (occasion === 'at_start' && actualStart !== null) return 'begun';
  return actualEnd === null ? undefined : 'ended';
}

/** A day before the start where there is a day, else as long before it as there still is, else the next thing that happens. */
export function firstPossible(change: Standing, now: number): When {
  const whens: When[] = [
    ...leads.map((minutes) => ({ occasion: 'before' as const, minutes })),
    { occasion: 'at_start', minutes: 1440 },
    { occasion: 'at_end', minutes: 1440 },
  ];
  return whens.find((when) => whyTooLate(when, change, now) === undefined) ?? { occasion: 'now', minutes: 1440 };
}
