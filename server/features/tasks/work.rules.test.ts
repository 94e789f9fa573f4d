import { describe, expect, test } from 'vitest';
import { aHand, aStep, aSubject, aTask } from '../../testing/task.ts';
import type { Task } from './task.rules.ts';
import {
  actsOn,
  type Hand,
  type Subject,
  whyItWaits,
  whyNotCancel,
  whyNotEdit,
  whyNotFinish,
  whyNotHandOver,
  whyNotSkip,
  whyNotStart,
  whyNotTo,
} from './work.rules.ts';

const sam = { id: 'usr_sam', name: 'Sam', active: true };
const owner = aHand('usr_sam');
const stranger = aHand('usr_stranger');
const coordinator = aHand('usr_carl', { coordinates: true, mayPlan: true });
const asked = (over: Partial<Task> = {}, hand: Hand = owner, subject: Partial<Subject> = {}) => {
  const task = aTask({ owner: sam, ...over });
  return { task, all: [task], hand, subject: aSubject(subject) };
};
const done = { evidence: '', findings: 'It took longer.', rest: false };

describe('who works on a task', () => {
  const ofGroup = { owner: null, group: { id: 'grp_db', name: 'Databases' } };
  test.each<[string, Partial<Task>, Hand, string | undefined]>([
    ['its owner', {}, owner, undefined],
    ['somebody of its group', ofGroup, aHand('usr_ann', { groups: new Set(['grp_db']) }), undefined],
    ['a coordinator or a change manager', {}, coordinator, undefined],
    ['nobody else', {}, stranger, 'not_your_task'],
    ['nobody of another group', ofGroup, aHand('usr_ann', { groups: new Set(['grp_net']) }), 'not_your_task'],
    ['nobody whose roles or token let them work on nothing', {}, aHand('usr_sam', { mayWork: false }), 'forbidden'],
  ])('%s', (_who, over, hand, code) => {
    expect(whyNotStart(asked(over, hand))?.code).toBe(code);
  });

  test('a no names those who may', () => {
    const group = { id: 'grp_db', name: 'Databases' };
    expect(whyNotStart(asked({ number: 'TSK-7', group }, stranger))?.because).toBe(
      'TSK-7 is worked on by Sam, Databases, a coordinator or a change manager.',
    );
  });
});

describe('when a task is worked on', () => {
  test.each<[string, Partial<Task>, Partial<Subject>, string | undefined]>([
    ['not before its turn', { state: 'pending' }, {}, 'task_waits'],
    ['not while everything rests', {}, { held: 'The vendor is late' }, 'task_held'],
    ['not while it rests by itself', { held: 'No licence yet' }, {}, 'task_held'],
    ['not once it is done', { state: 'done' }, {}, 'task_over'],
    ['not once the change is over', {}, { over: true }, 'task_over'],
    ['not twice', { state: 'in_progress' }, {}, 'task_over'],
    ['again after a failure', { state: 'failed' }, {}, undefined],
  ])('%s', (_when, over, subject, code) => {
    expect(whyNotStart(asked(over, owner, subject))?.code).toBe(code);
  });

  test('one that waits says for whom', () => {
    const first = aTask({ number: 'TSK-1', owner: sam, state: 'failed' });
    const next = aTask({ level: 2, state: 'pending' });
    expect(whyItWaits(next, [first, next])).toBe('First comes TSK-1 (Sam, failed).');
    expect(whyItWaits(aTask({ kind: 'backout' }), [])).toBe('It begins when the change is backed out.');
  });
});

describe('finishing', () => {
  test('takes every step ticked or skipped, or the word that the rest is done', () => {
    const steps = [aStep({ state: 'done' }), aStep({ state: 'skipped' }), aStep()];
    expect(whyNotFinish(asked({ steps }), done)?.code).toBe('steps_open');
    expect(whyNotFinish(asked({ steps }), { ...done, rest: true })).toBeUndefined();
    expect(whyNotFinish(asked({ steps: steps.slice(0, 2) }), done)).toBeUndefined();
  });

  test('of a failed task takes another start first', () => {
    expect(whyNotFinish(asked({ state: 'failed' }), done)?.code).toBe('task_waits');
  });

  test('of a review takes findings, and somebody other than who carried the change out', () => {
    const review = { kind: 'review' as const };
    for (const findings of [' ', '\u200b']) {
      expect(whyNotFinish(asked(review), { ...done, findings })).toMatchObject({ errors: [{ path: 'findings' }] });
    }
    expect(whyNotFinish(asked(review), done)).toBeUndefined();
    expect(whyNotFinish(asked(review, owner, { assigneeId: 'usr_sam' }), done)?.code).toBe('own_change');
    const manager = aHand('usr_assignee', { coordinates: true });
    expect(whyNotFinish(asked(review, manager), done)?.code).toBe('own_change');
  });
});

test('whoever carried the change out begins, skips and closes no review of it, with no account of theirs, but hands it on', () => {
  const review = { kind: 'review' as const, state: 'open' as const };
  const linked = { usr_sam: 'one', usr_two: 'one' };
  for (const hand of [owner, aHand('usr_two', { coordinates: true, mayPlan: true })]) {
    const own = asked(review, hand, { assigneeId: 'usr_sam', linked });
    const noes = [whyNotStart(own), whyNotSkip(own), whyNotFinish(own, done), whyNotTo(own, 'usr_two')];
    expect(noes.map((one) => one?.code)).toEqual(['own_change', 'own_change', 'own_change', 'own_change']);
    expect(whyNotHandOver(own) ?? whyNotTo(own, 'usr_carl')).toBeUndefined();
  }
  const other = asked(review, coordinator, { assigneeId: 'usr_sam', linked });
  expect(whyNotStart(other) ?? whyNotSkip(other)).toBeUndefined();
  expect(whyNotStart(asked({ kind: 'verification' }, owner, { assigneeId: 'usr_sam', linked }))).toBeUndefined();
});

test('only those who coordinate skip what is not yet anybody’s turn', () => {
  expect(whyNotSkip(asked({ state: 'pending' }))?.code).toBe('task_waits');
  expect(whyNotSkip(asked({ state: 'pending' }, coordinator))).toBeUndefined();
  expect(whyNotSkip(asked({ state: 'failed' }))).toBeUndefined();
});

test('a task is passed on by whoever has it, and not once it is over', () => {
  expect(whyNotHandOver(asked())).toBeUndefined();
  expect(whyNotHandOver(asked({}, stranger))?.code).toBe('not_your_task');
  expect(whyNotHandOver(asked({ state: 'cancelled' }))?.code).toBe('task_over');
});

describe('the plan', () => {
  const planner = aHand('usr_rita', { mayPlan: true });
  const before = { fixed: false };
  test.each<[string, Partial<Task>, Hand, Partial<Subject>, string | undefined]>([
    ['is written by those who plan', {}, planner, before, undefined],
    ['and by the owner of a task', {}, owner, before, undefined],
    ['by nobody else', {}, stranger, before, 'forbidden'],
    ['and is fixed once it is carried out', {}, coordinator, { fixed: true }, 'change_fixed'],
    ['which work that joined since is not', { late: true }, planner, { fixed: true }, undefined],
    ['nor what is no line of it', { kind: 'review' }, planner, { fixed: true }, undefined],
  ])('%s', (_name, over, hand, subject, code) => {
    expect(whyNotEdit(asked(over, hand, subject))?.code).toBe(code);
  });

  test.each<[string, Partial<Task>, Hand, Partial<Subject>, string | undefined]>([
    ['those who plan take a task out', {}, planner, before, undefined],
    ['its owner alone does not', {}, owner, before, 'forbidden'],
    [
      'what a model gave is cancelled by those who coordinate, once work has begun',
      { createdFrom: 'model' },
      planner,
      {},
      'change_fixed',
    ],
    ['which they do', { createdFrom: 'model' }, coordinator, {}, undefined],
    ['what is over stays', { state: 'done' }, coordinator, {}, 'task_over'],
  ])('cancelling: %s', (_name, over, hand, subject, code) => {
    expect(whyNotCancel(asked(over, hand, subject))?.code).toBe(code);
  });
});

test('the screen offers what would be allowed', () => {
  expect(actsOn(asked({ steps: [aStep()] }))).toEqual([
    ...['start', 'finish', 'fail', 'skip', 'hand_over', 'tick', 'hold'],
  ]);
  expect(actsOn(asked({ held: 'No licence yet' }))).toEqual(['hand_over', 'release']);
  expect(actsOn(asked({}, stranger))).toEqual([]);
  expect(actsOn(asked({ state: 'pending' }, owner, { fixed: false }))).toEqual(['hand_over', 'edit', 'hold']);
});
