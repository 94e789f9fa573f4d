import { expect, test } from 'vitest';
import { altersPlan, ownerIsOfPlan } from './alters-plan.ts';
import { newLine } from './lines.ts';

const task = {
  title: 'Move the ledger',
  description: '',
  level: '1',
  owner: { id: 'usr_sam' },
  group: null,
  lines: [newLine('Switch', '5')],
};

test.each([
  ['another line', { lines: [...task.lines, newLine('Watch')] }],
  ['another title', { title: 'Move the ledger twice' }],
  ['another owner', { owner: { id: 'usr_ann' } }],
  ['another level', { level: '2' }],
])('%s makes the plan another than was decided on', (_what, now) => {
  expect(altersPlan('implementation', task, { ...task, ...now })).toBe(true);
});

test('a new test, or a new task of the way back, does too, and one that says what it said does not', () => {
  expect(altersPlan('test', undefined, task)).toBe(true);
  expect(altersPlan('backout', undefined, task)).toBe(true);
  expect(altersPlan('backout', task, { ...task, lines: [...task.lines, newLine(' ')] })).toBe(false);
});

test('what prepares or reviews is no part of the plan that is decided on', () => {
  expect(altersPlan('build', undefined, task)).toBe(false);
  expect(altersPlan('review', task, { ...task, title: 'Look back' })).toBe(false);
});

test('who does what was given is decided on until its turn has come, and who does what was written by name always is', () => {
  const [at, given] = ['2026-03-02T09:00:00Z', { kind: 'test', createdFrom: 'model' } as const];
  expect(ownerIsOfPlan({ ...given, openedAt: null })).toBe(true);
  expect(ownerIsOfPlan({ ...given, openedAt: at })).toBe(false);
  expect(ownerIsOfPlan({ ...given, createdFrom: 'hand', openedAt: at })).toBe(true);
  expect(ownerIsOfPlan({ ...given, kind: 'build', openedAt: null })).toBe(false);
});
