import { expect, test } from 'vitest';
import { conditionInWords } from './index.ts';

test.each([
  ['change.impact == "high"', 'the impact is high'],
  ['"high" == change.impact', 'the impact is high'],
  ['change.priority <= 2', 'the priority is at most 2'],
  ['2 >= change.priority', 'the priority is at most 2'],
  ['change.impact in ["high", "medium"]', 'the impact is high or medium'],
  ['"policy_legal" in change.categories', 'what it changes includes “policy and legal”'],
  ['change.backoutPlan != ""', 'the backout plan is given'],
  ['!change.hasWindow && change.hasAssignee', 'no window is planned and somebody is assigned'],
  [
    'has(change.windowMinutes) && change.windowMinutes > 60',
    'the window in minutes is known and the window in minutes is more than 60',
  ],
  [
    'change.impact == "high" && (change.team == "Web" || change.riskLevel == "high")',
    'the impact is high and either the team is Web or the risk is high',
  ],
  [
    'change.impact == "high" || change.urgency == "high" || change.hasWindow',
    'the impact is high, the urgency is high or a window is planned',
  ],
  ['change.title.startsWith("Upgrade")', 'the title begins with “Upgrade”'],
])('%s reads: %s', (source, words) => {
  expect(conditionInWords(source)).toBe(words);
});

test.each([
  'change.categories.size() > 1',
  'change.impact == "high" ? true : false',
  '!(change.impact == "low")',
  'nonsense(',
])('%s says more than a sentence of ours, and stays as it is written', (source) => {
  expect(conditionInWords(source)).toBe(source);
});
