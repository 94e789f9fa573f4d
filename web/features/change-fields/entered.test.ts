import { expect, test } from 'vitest';
import { editedFields, nothingEntered, writtenOf } from './entered.ts';

const was = { ...nothingEntered, title: 'Upgrade', assigneeId: { id: 'usr_1', name: 'Sam' } };

test('only what was edited is sent', () => {
  const entered = { ...was, reason: 'Support ends' };
  expect(editedFields(entered, was)).toEqual(['reason']);
  expect(writtenOf(entered, ['reason'])).toEqual({ reason: 'Support ends' });
});

test('a person is sent by id, and the same person by another name is no edit', () => {
  expect(editedFields({ ...was, assigneeId: { id: 'usr_1', name: 'Samuel' } }, was)).toEqual([]);
  expect(writtenOf({ ...was, assigneeId: { id: 'usr_2', name: 'Kim' } }, ['assigneeId'])).toEqual({
    assigneeId: 'usr_2',
  });
});

test('somebody taken off a change is sent as nobody', () => {
  expect(writtenOf({ ...was, assigneeId: null }, ['assigneeId'])).toEqual({ assigneeId: null });
});
