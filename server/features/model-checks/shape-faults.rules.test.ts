import { ModelDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { shapeFindings } from './shape-faults.rules.ts';

const movers = [{ is: 'requester' }, { group: 'grp_a' }];
const whole = {
  raise: 'change.raise',
  raisedFrom: 'form',
  states: [
    { key: 'draft', name: 'Draft', kind: 'draft' },
    {
      ...{ key: 'ask', name: 'Ask', kind: 'authorize', requires: ['summary'], rejectedTo: 'draft' },
      requiresWhen: [{ when: 'change.priority < 3', fields: ['testPlan'] }],
      approvals: [
        {
          ...{ key: 'board', name: 'Board', group: 'grp_a', covers: ['summary'], order: 1, when: 'change.hasWindow' },
          quorum: { kind: 'percent', percent: 51 },
          tolerance: { sameDay: true, shiftMinutes: 30, longer: false },
          ...{ remindAfterHours: 24, escalateAfterHours: 48, expiresAtStart: false, oneRejectionEnds: true },
        },
      ],
    },
    {
      ...{ key: 'work', name: 'Work', kind: 'implement' },
      tasks: [
        {
          ...{ kind: 'implementation', title: 'Do it', description: 'So', level: 1, owner: { is: 'assignee' } },
          steps: [{ text: 'First', minutes: 5, automatic: false }],
        },
      ],
    },
    { key: 'review', name: 'Review', kind: 'review' },
    { key: 'closed', name: 'Closed', kind: 'closed' },
  ],
  transitions: [
    { from: 'draft', to: 'ask', label: 'Ask for it', movers, when: 'change.hasAssignee' },
    {
      ...{ from: 'ask', to: 'work', label: 'Begin', movers, guards: ['tasks_done', 'window_open'] },
      ...{ enforce: { tasks_done: 'inform' }, guardsWhen: { tasks_done: 'change.hasWindow' }, earlyMovers: movers },
      conditions: [{ when: 'change.hasWindow', why: 'So', clearedBy: movers, enforcement: 'block' }],
    },
    { from: 'work', to: 'review', label: 'End', movers, reportsOutcome: true },
    { from: 'review', to: 'closed', label: 'Close', movers, guards: ['closure'], passesWhen: ['successful'] },
  ],
  cancel: { from: ['draft', 'ask'], movers },
  run: { noticeMinutes: 15, extensionDeciders: 1 },
  review: { questions: [{ key: 'well', text: 'Did it go well?', kind: 'text', required: false }] },
};

type Path = (string | number)[];
const findingsOf = (written: unknown) => {
  const { error } = ModelDefinition.safeParse(written);
  return shapeFindings(written, error?.issues ?? []);
};

/** The definition with something else in one place; undefined leaves the place out. */
function having(thing: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(thing)) return thing.map((one, index) => (index === key ? having(one, rest, value) : one));
  return { ...(thing as object), [key]: having((thing as Record<string, unknown>)[key], rest, value) };
}

const placesIn = (thing: unknown, path: Path = []): Path[] => {
  if (typeof thing !== 'object' || thing === null) return [path];
  const keys = Array.isArray(thing) ? thing.map((_one, index) => index) : Object.keys(thing);
  return [path, ...keys.flatMap((key) => placesIn((thing as Record<string, unknown>)[key], [...path, key]))];
};

test('a model in which nothing is wrong has no fault', () => {
  expect(findingsOf(whole)).toEqual([]);
});

test('whatever stands in whichever place of a model, its fault is said in our words and leads there', () => {
  const wrong = [
    undefined,
    '',
    null,
    7.5,
    1e9,
    -3,
    true,
    [],
    {},
    { odd: 1 },
    'Zz Top',
    'x'.repeat(20_000),
    '__proto__',
    ['odd'],
    'a\u0007',
  ];
  const told = new Set<string>();
  for (const path of placesIn(whole))
    for (const value of wrong)
      for (const { message, next } of findingsOf(having(whole, path, value))) told.add(`${message} ${next}`);
  expect(told.size).toBeGreaterThan(200);
  const libraryWords =
    /expected|too small|too big|invalid|unrecognized|received|undefined|NaN|\bstring\b|is not right|>=|<=/i;
  expect([...told].filter((words) => libraryWords.test(words))).toEqual([]);
  expect([...told].filter((words) => !/^\S.*\. [A-Z].*\.$/s.test(words))).toEqual([]);
});

test.each<[string, Path, unknown, string]>([
  ['a task without words', ['states', 2, 'tasks', 0, 'title'], '', 'Work, task 1: “What is to be done” is empty.'],
  [
    'a step without words',
    ['states', 2, 'tasks', 0, 'steps', 0, 'text'],
    '',
    'Work, task Do it, step 1: “Step” is empty.',
  ],
  ['a move that nobody makes', ['transitions', 0, 'movers'], [], 'Ask for it (Draft to Ask): “Made by” names nothing.'],
  [
    'a mover that there is not',
    ['transitions', 0, 'movers', 0],
    { is: 'king' },
    'Ask for it (Draft to Ask): “Made by” cannot be “{"is":"king"}”.',
  ],
  [
    'a guard that there is not',
    ['transitions', 1, 'guards', 0],
    'full_moon',
    'Begin (Ask to Work): “Guards” cannot be “full_moon”.',
  ],
  [
    'a guard of one’s own without a condition',
    ['transitions', 1, 'conditions', 0, 'when'],
    '',
    'Begin (Ask to Work), guard 1 of your own: “Holds where” is empty.',
  ],
  [
    'a round that asks after no hours',
    ['states', 1, 'approvals', 0, 'remindAfterHours'],
    0,
    'Ask, round Board: “Reminds after (hours)” must be 1 or more.',
  ],
  ['a question without words', ['review', 'questions', 0, 'text'], '', 'The review, question 1: “Question” is empty.'],
  [
    'a key with a blank',
    ['states', 0, 'key'],
    'My key',
    'Draft: “Key” must begin with a small letter and go on with small letters and underscores, 40 at most.',
  ],
  ['a field that is mistyped', ['states', 0, 'requirs'], [], 'Draft has no field “requirs”.'],
  [
    'a review that nothing reports to',
    ['transitions', 2, 'reportsOutcome'],
    false,
    'Close (Review to Closed): nobody reports an outcome on the way to review.',
  ],
  ['a model without states', ['states'], undefined, '“States” is missing.'],
])('%s is named by its field and its place', (_name, path, value, message) => {
  expect(findingsOf(having(whole, path, value)).map((finding) => finding.message)).toContain(message);
});

test('a state that was taken out is one fault, with each place that still names it', () => {
  const without = {
    ...whole,
    states: whole.states.filter(({ key }) => key !== 'ask'),
    cancel: { from: ['draft', 'ask'], movers },
  };
  expect(findingsOf(without)).toEqual([
    {
      path: ['cancel', 'from', 1],
      message: 'There is no state ask, and it is still named.',
      next: 'Name another state in each of these, or put it back.',
      named: [
        { path: ['cancel', 'from', 1], where: 'Cancelling: It can be cancelled in' },
        { path: ['transitions', 0, 'to'], where: 'Ask for it (Draft to ask): To' },
        { path: ['transitions', 1, 'from'], where: 'Begin (ask to Work): From' },
      ],
    },
  ]);
});
