/**
 * All that an approver decides on. An edit of it during a round or after it asks those again whose round covers it. A link is none
 * of it: what lies behind an address changes without us, so a yes to it would hold nothing; what is to be decided on is written or
 * attached. It may be added at any time, as that to an incident or a release is after the work.
 *
 * Nor is when a task of the plan is planned to begin and end: order, minutes and lines of the plan are decided on, and the window.
 * A task's own times arrange the work within it, for reminders and lists; none starts or holds anything, the window holds whatever
 * they say, and another window moves them all.
 */
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
  'steps',
  'peopleImpacted',
  'systemsAffected',
  'assigneeId',
  'teamId',
  'categories',
  'triggers',
  'contacts',
  'riskLevel',
  'riskAssessment',
  'communicationPlan',
  'downtime',
  'benefit',
  'cost',
  'costOfNotDoing',
  'files',
] as const;
export type MaterialField = (typeof materialFields)[number];

/**
 * Stand outside the hash of what is approved, because an edit of them can leave a yes standing: a first window that comes with
 * a move, a window moved within what the round allows, somebody new to carry it out who has not voted on it.
 */
export const looseFields: readonly string[] = ['window', 'assigneeId'] satisfies MaterialField[];
