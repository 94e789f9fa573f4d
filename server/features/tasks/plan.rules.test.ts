import { expect, test } from 'vitest';
import { aStep, aTask } from '../../testing/task.ts';
import { backoutLines, boundPlan, planMinutes, planText } from './plan.rules.ts';
import type { Task } from './task.rules.ts';

const lasting = (minutes: number, over: Partial<Task> = {}) =>
  aTask({ steps: [aStep({ minutes: minutes - 1 }), aStep({ minutes: 1 })], ...over });

test.each<[string, Task[], object]>([
  ['nothing', [], { implementation: 0, verification: 0, backout: 0, total: 0 }],
  ['levels come one after the other', [lasting(30), lasting(20, { level: 2 })], { implementation: 50, total: 50 }],
  ['peers go side by side: the longest counts', [lasting(30), lasting(45)], { implementation: 45, total: 45 }],
  [
    'verification after implementation, and the way back, belong into the window',
    [lasting(30), lasting(20, { kind: 'verification', level: 2 }), lasting(15, { kind: 'backout' })],
    { implementation: 30, verification: 20, backout: 15, total: 65 },
  ],
  [
    'verification comes after what it checks, also where the levels name them peers',
    [lasting(30), lasting(20, { kind: 'verification' })],
    { implementation: 30, verification: 20, total: 50 },
  ],
  ['what was cancelled takes no time', [lasting(30, { state: 'cancelled' })], { total: 0 }],
  [
    'what is built before takes no time of it',
    [lasting(30, { kind: 'build' }), lasting(30, { kind: 'test' })],
    { total: 0 },
  ],
])('how long a plan takes: %s', (_name, tasks, minutes) => {
  expect(planMinutes(tasks)).toMatchObject(minutes);
});

test('votes are bound to what people wrote, not to what a model gave and nobody has touched', () => {
  const given = aTask({ asGiven: true, createdFrom: 'model' });
  expect(boundPlan([given, aTask({ kind: 'build' }), aTask({ kind: 'review' })])).toBeNull();
  expect(boundPlan([given, aTask({ title: 'Mine', steps: [aStep({ minutes: 5 })] })])).toMatchObject([
    { title: 'Mine', steps: [{ text: 'Promote the replica', minutes: 5 }] },
  ]);
});

test('work that joins when the plan is fixed is no line of it, and neither is a tick', () => {
  const bound = boundPlan([aTask({ steps: [aStep()] })]);
  expect(boundPlan([aTask({ steps: [aStep({ state: 'done' })], state: 'done' }), aTask({ late: true })])).toEqual(
    bound,
  );
});

test('a plan reads as lines that differ where it differs', () => {
  const sam = { id: 'usr_sam', name: 'Sam', active: true };
  const plan = [
    aTask({ kind: 'backout', title: 'Go back', description: 'Only before noon.' }),
    aTask({ owner: sam, steps: [aStep({ minutes: 25 }), aStep({ text: 'Smoke test', automatic: true, owner: sam })] }),
  ];
  expect(planText(plan)).toBe(
    [
      'Implementation 1: Switch the application (Sam)',
      '  1. Promote the replica (25 min)',
      '  2. Smoke test (Sam, automatic)',
      'Backout 1: Go back (nobody yet)',
      'Only before noon.',
    ].join('\n'),
  );
  expect(backoutLines(plan)).toEqual(['1 Go back', 'Only before noon.']);
});
