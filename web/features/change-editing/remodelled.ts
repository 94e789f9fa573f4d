import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';

const without = (these: readonly string[], those: readonly string[]): string[] => [
  ...new Set(these.filter((one) => !those.includes(one))),
];
const fieldsOf = ({ needs }: ChangeNeeds) => needs.map(({ field }) => field);
const groupsOf = ({ rounds }: ChangeNeeds) => rounds.flatMap(({ group, asks }) => (asks ? [group] : []));

/** What another model needs and asks that the one before did not, and the other way round. */
export const remodelled = (now: ChangeNeeds, becomes: ChangeNeeds) => ({
  needed: without(fieldsOf(becomes), fieldsOf(now)),
  neededNoMore: without(fieldsOf(now), fieldsOf(becomes)),
  asked: without(groupsOf(becomes), groupsOf(now)),
  askedNoMore: without(groupsOf(now), groupsOf(becomes)),
});
