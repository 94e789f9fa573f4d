import type { ChangeFacts } from '@interlock/contract/facts.ts';
import { describe, expect, test } from 'vitest';
import { conditionFaults, holdEach, holds } from './index.ts';

const facts: ChangeFacts = {
  model: 'mdl_normal',
  title: 'Upgrade the ledger',
  summary: '',
  description: 'a'.repeat(50_000),
  purpose: 'fix',
  reason: '',
  ifNotDone: '',
  cannotWait: '',
  impact: 'high',
  urgency: 'low',
  priority: 2,
  implementationPlan: '',
  testPlan: '',
  backoutPlan: 'Put the old one back',
  peopleImpacted: '',
  systemsAffected: '',
  categories: [],
  triggers: [],
  riskLevel: 'low',
  riskAssessment: '',
  communicationPlan: '',
  benefit: '',
  cost: '',
  costOfNotDoing: '',
  downtimeMinutes: 0,
  team: 'Databases',
  hasAssignee: true,
  hasWindow: false,
  windowMinutes: undefined,
  hoursUntilStart: undefined,
};

describe('a condition', () => {
  test.each([
    ['change.impact == "high"', true],
    ['change.impact in ["medium", "low"]', false],
    ['change.priority <= 2 && change.team == "Databases"', true],
    ['change.backoutPlan != "" && !change.hasWindow', true],
    ['has(change.windowMinutes) && change.windowMinutes > 60', false],
    ['change.title.startsWith("Upgrade") || change.title.contains("prototype environment")', true],
    ['change.title.contains("matches") || change.title.endsWith("ledger")', true],
  ])('%s is %s of a change as it says', async (source, answer) => {
    expect(conditionFaults(source)).toEqual([]);
    expect(await holds(source, facts)).toEqual({ holds: answer });
  });

  test('that asks a fact not known yet does not hold, and says which', async () => {
    const source = 'change.hoursUntilStart > 2.0';
    expect(conditionFaults(source)).toEqual([]);
    expect(await holds(source, facts)).toEqual({ holds: false, problem: 'nothing is known of hoursUntilStart' });
    expect(await holds(source, { ...facts, hoursUntilStart: 3.5 })).toEqual({ holds: true });
  });

  test.each([
    ['change.impct == "high"', 'there is no impct'],
    ['release.impact == "high"', 'there is no release'],
    ['change.priority == "high"', '“==” does not go between a whole number and text'],
    ['change.impact = "high"', 'a single = compares nothing: write =='],
    ['change.title.matches("^(a+)+$")', 'matches cannot be asked: use contains, startsWith or endsWith'],
    [
      '!(change.hasWindow || [change.title].exists(it, it.matches("a")))',
      'matches cannot be asked: use contains, startsWith or endsWith',
    ],
    ['change.impact', 'it must answer true or false, and this is text'],
    ['', 'it is empty or ends too early'],
    ['change.impact == ', 'it is empty or ends too early'],
    ['change.impact == "high', 'a text has no closing quotation mark'],
    ['(change.priority > 2', 'a bracket is not closed'],
    ['change.priority > 2)', '“)” does not belong where it stands'],
    ['change.priority 2', '“2” does not belong where it stands'],
    ['!change.impact', '“!” turns true and false round, and this is text'],
    ['change.categories == "x"', '“==” does not go between a list of texts and text'],
    ['change.hasWindow && change.priority', '“&&” and “||” join what is true or false, and one side is a whole number'],
    ['change.hasWindow ? true : 3', 'both answers behind “?” must be of one kind'],
    ['soon(change.impact)', 'soon cannot be asked so'],
    ['change.title.reverse() == ""', 'reverse cannot be asked so'],
  ])('%s is refused before it is ever asked', async (source, fault) => {
    expect(conditionFaults(source)).toEqual([fault]);
    expect(await holds(source, facts)).toEqual({ holds: false, problem: fault });
  });
});

describe('a condition that is the same for every change is refused before it is ever asked', () => {
  test.each([
    'true',
    'false',
    '1 == 2',
    '!false',
    '"high" in ["high", "low"]',
    'change.hasWindow || true',
    'change.hasWindow && (1 < 2 && change.hasAssignee)',
    '[1, 2].exists(x, x == 2)',
  ])('%s', (source) => {
    expect(conditionFaults(source)).toEqual([
      'it asks nothing of the change, or a part of it does not; what is always so needs no condition',
    ]);
  });
});

/** Ways out of plain data, and ways to take the machine's time and memory. */
const nested = (depth: number) =>
  Array.from({ length: depth }, (_none, at) => at).reduce(
    (inner, at) => `[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0].all(v${at}, ${inner})`,
    'true',
  );
const doubled = (times: number) =>
  Array.from({ length: times }, (_none, at) => times - at).reduce(
    (inner, at) => `cel.bind(x${at}, x${at - 1}+x${at - 1}+x${at - 1}+x${at - 1}, ${inner})`,
    `x${times}.size() == 1`,
  );

describe('a condition that means harm', () => {
  test.each([
    'change.constructor == change',
    'change["constructor"] == change',
    'change.__proto__ == change',
    'change["__proto__"] == change',
    'change.prototype == change',
    'has(change.constructor)',
    'dyn(change).constructor == 1',
    'dyn("").constructor("return process")() == 1',
    '{"__proto__": 1}.size() == 1',
    '{"constructor": 1}["constructor"] == 1',
    '"constru\\x63tor" in {"a": 1}',
    'process.exit() == 1',
    'globalThis == 1',
    'eval("1") == 1',
    `${'('.repeat(400)}true${')'.repeat(400)}`,
    `${'{"a":'.repeat(90)}1${'}'.repeat(90)}.size() == 1`,
    `${'true ? '.repeat(60)}true${' : false'.repeat(60)}`,
    `"${'a'.repeat(1_000)}" == ""`,
    nested(33),
  ])('is refused when it is written: %.40s', async (source) => {
    expect(conditionFaults(source)).toHaveLength(1);
    expect(await holds(source, facts)).toMatchObject({ holds: false, problem: expect.any(String) });
  });

  test.each([
    ['builds the name of a forbidden field', 'dyn(change)["constr" + "uctor"] == 1', /nothing is known of constructor/],
    ['loops in loops', nested(8), /50 milliseconds/],
    ['makes a text without end', `cel.bind(x0, change.description, ${doubled(12)})`, /string length/],
    ['makes a list without end', `cel.bind(x0, change.description.split(""), ${doubled(12)})`, /milliseconds|memory/],
    ['answers no yes and no no', 'dyn(1)', /must answer true or false/],
    ['divides by nothing', '1 / (change.priority - 2) == 1', /zero/],
  ])('%s: it does not hold, and says why', async (_what, source, why) => {
    expect(await holds(source, facts)).toMatchObject({ holds: false, problem: expect.stringMatching(why) });
  });

  test('spoils none of those that are asked beside it, nor those after it', async () => {
    const [before, harm, after] = await holdEach(['change.priority == 2', nested(8), 'change.hasAssignee'], facts);
    expect([before, after]).toEqual([{ holds: true }, { holds: true }]);
    expect(harm?.holds).toBe(false);
    expect(await Promise.all(['true', nested(8), 'false'].map((source) => holds(source, facts)))).toMatchObject([
      { holds: true },
      { holds: false },
      { holds: false },
    ]);
  });
});
