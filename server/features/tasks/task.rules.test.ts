import { type TaskStage, type TaskState, taskStages } from '@interlock/contract/tasks.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aTask } from '../../testing/task.ts';
import {
  hasBegun,
  inOrder,
  isBuilt,
  isLive,
  isPassed,
  isReleased,
  type Task,
  turnsOf,
  waitsFor,
} from './task.rules.ts';

const all: ReadonlySet<TaskStage> = new Set(taskStages);
const chain = (...states: TaskState[]): Task[] => states.map((state, at) => aTask({ level: at + 1, state }));
const turns = (tasks: Task[], reached = all) => {
  const by = new Map(turnsOf(tasks, reached).map(({ id, state }) => [id, state]));
  return tasks.map(({ id, state }) => by.get(id) ?? state);
};

describe('the turn of a task', () => {
  test.each<[string, TaskState[], TaskState[]]>([
    ['the first level begins', ['pending', 'pending'], ['open', 'pending']],
    ['the next begins when the level before is done', ['done', 'pending', 'pending'], ['done', 'open', 'pending']],
    ['a failure stops what comes after it', ['failed', 'pending'], ['failed', 'pending']],
    ['a skip lets it go on', ['skipped', 'pending'], ['skipped', 'open']],
    ['a cancellation lets it go on', ['cancelled', 'pending'], ['cancelled', 'open']],
    ['work in progress holds it', ['in_progress', 'pending'], ['in_progress', 'pending']],
    ['an earlier task that comes late takes the turn back', ['open', 'open'], ['open', 'pending']],
  ])('%s', (_name, before, after) => {
    expect(turns(chain(...before))).toEqual(after);
  });

  test('peers of a level begin together, and the next level waits for the last of them', () => {
    const peers = [aTask({ state: 'pending' }), aTask({ state: 'pending' }), aTask({ level: 2, state: 'pending' })];
    expect(turns(peers)).toEqual(['open', 'open', 'pending']);
    expect(turns(peers.map((task, at) => ({ ...task, state: at === 0 ? 'done' : task.state })))).toEqual([
      'done',
      'open',
      'pending',
    ]);
  });

  test('a stage that is not reached opens nothing, and a stage does not wait for another', () => {
    const mixed = [
      aTask({ kind: 'build', state: 'pending' }),
      aTask({ kind: 'implementation', level: 1, state: 'pending' }),
    ];
    expect(turns(mixed, new Set(['build']))).toEqual(['open', 'pending']);
    expect(turns(mixed, new Set(['build', 'work']))).toEqual(['open', 'open']);
  });

  test('what is left of a stage that the change has come back from waits again, but not what has begun', () => {
    expect(turns([aTask({ state: 'open' }), aTask({ state: 'in_progress' })], new Set())).toEqual([
      'pending',
      'in_progress',
    ]);
  });
});

test('tasks stand in the order of the work: stage, level, place', () => {
  const [review, later, first, test_, peer] = [
    aTask({ kind: 'review' }),
    aTask({ kind: 'verification', level: 2 }),
    aTask({ level: 1 }),
    aTask({ kind: 'test', level: 9 }),
    aTask({ level: 1, position: 1 }),
  ];
  expect(inOrder([review, later, peer, first, test_])).toEqual([test_, first, peer, later, review]);
});

test('something is built and tested once all of it is over, and never where there was nothing', () => {
  expect(isBuilt([])).toBe(false);
  expect(isBuilt([aTask({ kind: 'build', state: 'done' }), aTask({ kind: 'test', state: 'open' })])).toBe(false);
  expect(isBuilt([aTask({ kind: 'build', state: 'done' }), aTask({ kind: 'test', state: 'skipped' })])).toBe(true);
  expect(isBuilt([aTask({ kind: 'build', state: 'cancelled' }), aTask({ state: 'open' })])).toBe(false);
});

/** What people may do with a task in each state, and what becomes of it. */
const acts: Record<string, [TaskState[], TaskState]> = {
  start: [['open', 'failed'], 'in_progress'],
  finish: [['open', 'in_progress'], 'done'],
  fail: [['open', 'in_progress'], 'failed'],
  skip: [['pending', 'open', 'in_progress', 'failed'], 'skipped'],
  cancel: [['pending', 'open', 'in_progress', 'failed'], 'cancelled'],
};
const command = fc.oneof(
  fc.record({ act: fc.constantFrom(...Object.keys(acts)), which: fc.nat(20) }),
  fc.record({ act: fc.constant('add'), which: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ act: fc.constant('relevel'), which: fc.nat(20) }),
);

function obey(tasks: Task[], { act, which }: { act: string; which: number }): Task[] {
  if (act === 'add') {
    return isPassed('implementation', which, tasks) ? tasks : [...tasks, aTask({ level: which, state: 'pending' })];
  }
  const task = tasks[which % Math.max(1, tasks.length)];
  if (!task) return tasks;
  const others = tasks.filter((one) => one !== task);
  const put = (over: Partial<Task>) => tasks.map((one) => (one === task ? { ...one, ...over } : one));
  if (act === 'relevel') {
    const level = (which % 5) + 1;
    return isLive(task) && !hasBegun(task) && !isPassed(task.kind, level, others) ? put({ level }) : tasks;
  }
  const [from, to] = acts[act] ?? [[], 'open'];
  return from.includes(task.state) ? put({ state: to }) : tasks;
}

test('no task of a later level is ever open or begun while an earlier one is unfinished, whatever people do', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      let tasks: Task[] = [];
      for (const one of commands) {
        tasks = obey(tasks, one);
        const by = new Map(turnsOf(tasks, all).map(({ id, state }) => [id, state]));
        tasks = tasks.map((task) => ({ ...task, state: by.get(task.id) ?? task.state }));
        for (const task of tasks.filter(({ state }) => state === 'open' || state === 'in_progress')) {
          expect(waitsFor(task, tasks)).toEqual([]);
        }
        // And somebody can always go on: what is not over has its turn, has begun, has failed, or waits for one that has.
        expect(tasks.some(isLive)).toBe(tasks.some((task) => !isReleased(task) && task.state !== 'pending'));
      }
    }),
    { numRuns: 300 },
  );
});
