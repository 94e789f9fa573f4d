import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';
import type { WrittenField } from '@interlock/contract/changes.ts';

/** In the order in which people think of them. The title and the summary are asked at once. */
const asked: readonly WrittenField[] = [
  'impact',
  'urgency',
  'cannotWait',
  'reason',
  'ifNotDone',
  'purpose',
  'riskLevel',
  'riskAssessment',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'assigneeId',
  'teamId',
  'coordinatorId',
  'managerId',
  'window',
  'wantedDate',
  'description',
  'categories',
  'triggers',
  'peopleImpacted',
  'systemsAffected',
  'downtime',
  'communicationPlan',
  'contacts',
  'benefit',
  'cost',
  'costOfNotDoing',
  'links',
  'priorityOverride',
];

type Later = { key: string; name: string; fields: WrittenField[] };
export type Proportion = {
  /** What the next step takes, and what it depends on how much is asked. */
  now: WrittenField[];
  /** What later states take, each with its state. */
  later: Later[];
  /** What nobody needs; why it cannot wait is asked only by a model that needs it. */
  rest: WrittenField[];
};

/** What a form asks now, what it can ask later, and what it need not ask at all. */
export function proportionOf({ needs, next, steers }: ChangeNeeds, offered: readonly string[] = asked): Proportion {
  const fields = asked.filter((field) => offered.includes(field));
  const neededBefore = new Map(needs.map(({ field, before }) => [field, before]));
  const now = fields.filter((field) => neededBefore.get(field)?.key === next?.key || steers.includes(field));
  const left = fields.filter((field) => !now.includes(field));
  const states = new Map(needs.map(({ before }) => [before.key, before]));
  const later = [...states.values()].flatMap(({ key, name }) => {
    const of = left.filter((field) => neededBefore.get(field)?.key === key);
    return of.length > 0 ? [{ key, name, fields: of }] : [];
  });
  return { now, later, rest: left.filter((field) => !neededBefore.has(field) && field !== 'cannotWait') };
}
