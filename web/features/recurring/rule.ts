import { t } from '@lingui/core/macro';

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];
export const rhythms = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Rhythm = (typeof rhythms)[number];

export const rhythmWord: Record<Rhythm, () => string> = {
  DAILY: () => t`Every day`,
  WEEKLY: () => t`Every week`,
  MONTHLY: () => t`Every month`,
  YEARLY: () => t`Every year`,
};

export const weekdayWord: Record<Weekday, () => string> = {
  MO: () => t`Monday`,
  TU: () => t`Tuesday`,
  WE: () => t`Wednesday`,
  TH: () => t`Thursday`,
  FR: () => t`Friday`,
  SA: () => t`Saturday`,
  SU: () => t`Sunday`,
};

/** The rule as it is sent; without days it comes on the day of the first window. */
export const ruleOf = (rhythm: Rhythm, days: readonly Weekday[]): string =>
  rhythm === 'WEEKLY' && days.length > 0
    ? `FREQ=WEEKLY;BYDAY=${weekdays.filter((day) => days.includes(day)).join(',')}`
    : `FREQ=${rhythm}`;

/** A rule in words where it is one that this form writes; another one as it is. */
export function ruleWords(rule: string): string {
  const [, rhythm, days] = /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;BYDAY=([A-Z,]+))?$/.exec(rule) ?? [];
  const found = rhythms.find((one) => one === rhythm);
  if (!found) return rule;
  const named = (days?.split(',') ?? []).flatMap((day) => weekdays.find((one) => one === day) ?? []);
  return [rhythmWord[found](), ...(named.length > 0 ? [named.map((day) => weekdayWord[day]()).join(', ')] : [])].join(
    ': ',
  );
}
