import type { MaterialField } from '@interlock/contract/material.ts';

/** What one decides by, as in the inbox: what it is, whom and what it touches, how sure it is, and the way back. */
const first: readonly MaterialField[] = [
  'summary',
  'impact',
  'urgency',
  'priority',
  'priorityOverride',
  'peopleImpacted',
  'systemsAffected',
  'downtime',
  'riskLevel',
  'riskAssessment',
  'backoutPlan',
];

/** What one decides by comes first; all the rest follows in the order in which it came. */
export function inReadingOrder<Shown extends { field: MaterialField }>(content: readonly Shown[]): Shown[] {
  const weight = ({ field }: Shown) => (first.includes(field) ? first.indexOf(field) : first.length);
  return [...content].sort((one, other) => weight(one) - weight(other));
}
