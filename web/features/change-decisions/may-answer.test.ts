import type { Me } from '@interlock/contract/identity.ts';
import { permissionsGiven } from '@interlock/contract/permissions.ts';
import { expect, test } from 'vitest';
import { mayAnswer } from './may-answer.ts';

const ref = (id: string) => ({ id, name: id, active: true });
const nobody = { requester: null, raisedBy: null, coordinator: null, manager: null, assignee: null };

function viewer(
  id: string,
  roles: Me['person']['roles'],
  permissions: Me['permissions'] = [...permissionsGiven(roles)],
) {
  const person = { id, name: id, email: `${id}@example.org`, roles, zone: 'UTC', theme: 'system' as const, version: 1 };
  return { person, permissions };
}

test.each(['requester', 'raisedBy', 'coordinator', 'manager', 'assignee'] as const)(
  'whom a change names as %s answers',
  (duty) => {
    expect(mayAnswer({ ...nobody, [duty]: ref('usr_ben') }, viewer('usr_ben', ['initiator']))).toBe(true);
  },
);

test.each(['coordinator', 'change_manager'] as const)('whoever holds the role %s answers on every change', (role) => {
  expect(mayAnswer(nobody, viewer('usr_mia', [role]))).toBe(true);
});

test('an approver whom the change does not name asks, and does not answer', () => {
  expect(mayAnswer({ ...nobody, requester: ref('usr_ben') }, viewer('usr_otto', ['approver']))).toBe(false);
});

test('nobody answers without the permission to comment', () => {
  expect(mayAnswer({ ...nobody, requester: ref('usr_ben') }, viewer('usr_ben', ['coordinator'], []))).toBe(false);
});
