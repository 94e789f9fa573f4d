import type { ChangeFact } from '@interlock/contract/facts.ts';

/** What each fact is called in a sentence. */
export const factWords: Record<ChangeFact, string> = {
  model: 'the model',
  title: 'the title',
  summary: 'the summary',
  description: 'the description',
  purpose: 'the purpose',
  reason: 'the reason',
  ifNotDone: 'what happens if it is not done',
  cannotWait: 'why it cannot wait',
  impact: 'the impact',
  urgency: 'the urgency',
  priority: 'the priority',
  implementationPlan: 'the implementation plan',
  testPlan: 'the test plan',
  backoutPlan: 'the backout plan',
  peopleImpacted: 'who is impacted',
  systemsAffected: 'what is affected',
  categories: 'what it changes',
  triggers: 'what called for it',
  riskLevel: 'the risk',
  riskAssessment: 'the risk assessment',
  communicationPlan: 'the communication plan',
  benefit: 'the benefit',
  cost: 'the cost',
  costOfNotDoing: 'the cost of not doing it',
  downtimeMinutes: 'the downtime in minutes',
  team: 'the team',
  hasAssignee: 'somebody is assigned',
  hasWindow: 'a window is planned',
  windowMinutes: 'the window in minutes',
  hoursUntilStart: 'the time until the start in hours',
};

const negated: Partial<Record<ChangeFact, string>> = {
  hasAssignee: 'nobody is assigned',
  hasWindow: 'no window is planned',
};

/** A value of the contract as people say it. */
const valueWords: Record<string, string> = {
  policy_legal: 'policy and legal',
  mission_strategy: 'mission and strategy',
  process_controls: 'process and controls',
  service_unavailable: 'a service is unavailable',
  service_degraded: 'a service is degraded',
  function_differs: 'a function differs',
  cmdb_update: 'configuration records need an update',
};
const saidValue = (value: string): string => valueWords[value] ?? value;

/** A condition as far as sentences go; what is more than that is said in its own language. */
export type Said = Joined | OfOneFact;
type Joined = { is: 'all' | 'any'; of: readonly Said[] };
type OfOneFact =
  | OfFactAlone
  | { is: 'compared'; fact: ChangeFact; by: '==' | '!=' | '<' | '<=' | '>' | '>='; value: string | number }
  | { is: 'among'; fact: ChangeFact; values: readonly (string | number)[] }
  | OfText;
type OfFactAlone = { is: 'true' | 'false' | 'known' | 'unknown'; fact: ChangeFact };
type OfText = { is: keyof typeof textWords; fact: ChangeFact; value: string };

const or = (words: readonly string[], joint: string): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;

const comparing: Record<'==' | '!=' | '<' | '<=' | '>' | '>=', string> = {
  '==': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
};
const textWords = {
  includes: 'includes',
  startsWith: 'begins with',
  endsWith: 'ends with',
  contains: 'contains',
} as const;

/** The condition in words that follow "where" or "because". */
export function inWords(said: Said): string {
  if ('of' in said) return said.is === 'all' ? or(said.of.map(within), 'and') : or(said.of.map(inWords), 'or');
  const name = factWords[said.fact];
  if ('values' in said) {
    const values = said.values.map((value) => saidValue(String(value)));
    return `${name} is ${or(values, 'or')}`;
  }
  if (!('value' in said)) return alone[said.is](said.fact);
  if (said.is !== 'compared') return `${name} ${textWords[said.is]} “${saidValue(said.value)}”`;
  if (said.value === '') return said.by === '==' ? `${name} is not given` : `${name} is given`;
  return `${name} ${comparing[said.by]} ${saidValue(String(said.value))}`;
}

const alone: Record<OfFactAlone['is'], (fact: ChangeFact) => string> = {
  true: (fact) => factWords[fact],
  false: (fact) => negated[fact] ?? `it is not so that ${factWords[fact]}`,
  known: (fact) => `${factWords[fact]} is known`,
  unknown: (fact) => `${factWords[fact]} is not known`,
};

/** An either-or inside an and keeps its own bounds. */
const within = (said: Said): string => (said.is === 'any' ? `either ${inWords(said)}` : inWords(said));
