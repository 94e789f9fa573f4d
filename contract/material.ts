/** All that an approver decides on. An edit of it during a round or after it asks those again whose round covers it. */
export const materialFields = [
  'title',
  'summary',
  'description',
  'purpose',
  'reason',
  'ifNotDone',
  'cannotWait',
  'impact',
  'urgency',
  'priority',
  'priorityOverride',
  'window',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'peopleImpacted',
  'systemsAffected',
  'assigneeId',
  'teamId',
] as const;
export type MaterialField = (typeof materialFields)[number];
