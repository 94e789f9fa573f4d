import type { Category } from '@interlock/contract/changes.ts';
import type { Hours } from './almanac.rules.ts';
import type { Team } from './cast.rules.ts';

/** A line of a plan with the minutes that it takes. */
export type Line = readonly [text: string, minutes: number];

/** A kind of work that comes again over a year, each time for another of `of`; `{of}` in its texts names that one. */
export type Work = {
  team: Team;
  title: string;
  of: readonly [string, ...string[]];
  summary: string;
  reason: string;
  ifNotDone: string;
  plan: readonly Line[];
  check: readonly Line[];
  back: readonly Line[];
  risk: 'low' | 'medium' | 'high';
  impact: 'low' | 'medium' | 'high';
  hours: Hours;
  purpose: 'fix' | 'improvement' | 'technology' | 'capacity' | 'compliance' | 'misalignment';
  categories: readonly Category[];
};

export const filledIn = (text: string, of: string): string => text.replaceAll('{of}', of);

/** Lines as a numbered list. */
export const listed = (lines: readonly Line[]): string => lines.map(([text], at) => `${at + 1}. ${text}`).join('\n');

export const minutesOf = (...plans: readonly (readonly Line[])[]): number =>
  plans.flat().reduce((sum, [, minutes]) => sum + minutes, 0);
