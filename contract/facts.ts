/** What a fact is in a condition, in CEL's words. */
export type FactType = 'string' | 'int' | 'double' | 'bool' | 'list<string>';

/**
 * What a condition can ask of a change, as `change.<name>`. A fact that is not known yet (no window, no start) makes the
 * condition fail to evaluate; `has(change.windowMinutes)` asks first. Texts that were not written are empty.
 */
export const changeFacts = {
  model: 'string',
  title: 'string',
  summary: 'string',
  description: 'string',
  purpose: 'string',
  reason: 'string',
  ifNotDone: 'string',
  cannotWait: 'string',
  impact: 'string',
  urgency: 'string',
  /** 1 critical, 2 high, 3 moderate, 4 low. */
  priority: 'int',
  implementationPlan: 'string',
  testPlan: 'string',
  backoutPlan: 'string',
  peopleImpacted: 'string',
  systemsAffected: 'string',
  categories: 'list<string>',
  triggers: 'list<string>',
  /** none, low, medium or high; none until somebody has assessed it. */
  riskLevel: 'string',
  riskAssessment: 'string',
  communicationPlan: 'string',
  benefit: 'string',
  cost: 'string',
  costOfNotDoing: 'string',
  /** 0 where none is expected, unknown where nothing is said. */
  downtimeMinutes: 'int',
  /** The team's name. */
  team: 'string',
  hasAssignee: 'bool',
  hasWindow: 'bool',
  windowMinutes: 'int',
  /** From now; negative once the start has passed. */
  hoursUntilStart: 'double',
} as const satisfies Record<string, FactType>;

export type ChangeFact = keyof typeof changeFacts;

type Values = { string: string; int: number; double: number; bool: boolean; 'list<string>': readonly string[] };

/** Every fact of a change; undefined where it is not known. */
export type ChangeFacts = { [Fact in ChangeFact]: Values[(typeof changeFacts)[Fact]] | undefined };
