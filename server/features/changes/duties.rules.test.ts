import { writtenFields } from '@interlock/contract/changes.ts';
import { permissionsGiven, type Role, type Scope } from '@interlock/contract/permissions.ts';
import { describe, expect, test } from 'vitest';
import { aChange } from '../../testing/change.ts';
import type { Change } from './change.rules.ts';
import {
  coordinates,
  editableFields,
  mayEdit,
  mayHold,
  mayReplaceAssignee,
  tieOf,
  tieOfOther,
} from './duties.rules.ts';

const viewer = (id: string, ...roles: Role[]) => ({ id, permissions: permissionsGiven(roles) });

describe('a change may be edited', () => {
  test.each<[string, boolean, ReturnType<typeof viewer>]>([
    ['by its requester', true, viewer('usr_requester', 'initiator')],
    ['by who raised it', true, viewer('usr_raiser', 'initiator')],
    ['by its assignee', true, viewer('usr_assignee', 'specialist')],
    ['by any coordinator', true, viewer('usr_any', 'coordinator')],
    ['by any change manager', true, viewer('usr_any', 'change_manager')],
    ['by another initiator', false, viewer('usr_any', 'initiator')],
    ['by an administrator', false, viewer('usr_any', 'administrator')],
    ['by a requester who is nothing but an approver', false, viewer('usr_requester', 'approver')],
    ['by an auditor', false, viewer('usr_requester', 'auditor')],
  ])('%s: %s', (_who, may, person) => {
    expect(mayEdit(aChange({ assigneeId: 'usr_assignee' }), person)).toBe(may);
  });

  test.each<[Change['stateKind'], number]>([
    ['draft', writtenFields.length],
    ['assess', writtenFields.length - 1],
    ['scheduled', writtenFields.length - 1],
    ['implement', 4],
    ['review', 4],
    ['closed', 0],
    ['cancelled', 0],
  ])('in %s in %i fields', (stateKind, count) => {
    expect(editableFields(aChange({ stateKind }), writtenFields)).toHaveLength(count);
  });
});

test.each<[string, Role[], Scope[] | undefined, boolean]>([
  ['a coordinator', ['coordinator'], undefined, true],
  ['a change manager', ['change_manager'], undefined, true],
  ['a token for changes of a coordinator', ['coordinator'], ['change'], true],
  ['a token of a coordinator that was given nothing of it', ['coordinator'], ['read', 'approve'], false],
  ['a specialist and administrator', ['specialist', 'administrator'], undefined, false],
])('every change is kept going, by %s: %o %o %s', (_who, roles, scopes, does) => {
  expect(coordinates({ permissions: permissionsGiven(roles, scopes) })).toBe(does);
});

test.each<[string, boolean, ReturnType<typeof viewer>]>([
  ['its requester', true, viewer('usr_requester', 'initiator')],
  ['who raised it', true, viewer('usr_raiser', 'initiator')],
  ['its assignee', true, viewer('usr_assignee', 'specialist')],
  ['any coordinator', true, viewer('usr_any', 'coordinator')],
  ['its coordinator without the role', false, viewer('usr_coordinator', 'specialist')],
  ['a specialist whom it does not name', false, viewer('usr_any', 'specialist')],
  ['an assignee whose roles move nothing', false, viewer('usr_assignee', 'auditor')],
])('holding a change is offered to %s: %s', (_who, may, person) => {
  expect(mayHold(aChange({ assigneeId: 'usr_assignee', coordinatorId: 'usr_coordinator' }), person)).toBe(may);
});

describe('what a template locks', () => {
  const locked = ['implementationPlan', 'coordinatorId'];
  test.each(['draft', 'scheduled', 'implement'] as const)('is never editable, nor in %s', (stateKind) => {
    const free = editableFields(aChange({ stateKind }), writtenFields);
    const left = editableFields(aChange({ stateKind, locked }), writtenFields);
    expect(left).toEqual(free.filter((field) => !locked.includes(field)));
  });
});

describe('who carries out work that has begun', () => {
  const work = { stateKind: 'implement' as const, assigneeId: 'usr_a' };
  test.each<[string, boolean, Partial<Change>, ReturnType<typeof viewer>, boolean]>([
    ['by a change manager once they are deactivated', true, work, viewer('usr_m', 'change_manager'), false],
    [
      'not by a named manager without the role',
      false,
      { ...work, managerId: 'usr_m' },
      viewer('usr_m', 'coordinator'),
      false,
    ],
    ['in review as well', true, { ...work, stateKind: 'review' }, viewer('usr_m', 'change_manager'), false],
    ['not while they are there', false, work, viewer('usr_m', 'change_manager'), true],
    ['not by a coordinator', false, work, viewer('usr_c', 'coordinator'), false],
    ['not once it is over', false, { ...work, stateKind: 'closed' }, viewer('usr_m', 'change_manager'), false],
  ])('is replaced %s: %s', (_by, may, over, person, isActive) => {
    const change = aChange(over);
    expect(mayReplaceAssignee(change, person, isActive)).toBe(may);
    expect(editableFields(change, writtenFields, may).includes('assigneeId')).toBe(may);
  });
});

describe('a person is barred from deciding', () => {
  test.each<[string, Partial<Change>, string, string]>([
    ['who requested', { requesterId: 'usr_x' }, 'requested this change', 'requested it'],
    ['who raised', { raisedBy: 'usr_x' }, 'raised this change', 'raised it'],
    ['who carries it out', { assigneeId: 'usr_x' }, 'carry out this change', 'carries it out'],
    [
      'who last edited one field',
      { lastEditors: { title: 'usr_y', backoutPlan: 'usr_x' } },
      'last edited what is decided on',
      'last edited what is decided on',
    ],
  ])('%s', (_who, over, toThem, toOthers) => {
    expect(tieOf(aChange(over), 'usr_x')).toBe(toThem);
    expect(tieOfOther(aChange(over), 'usr_x')).toBe(toOthers);
  });

  test.each<[string, Partial<Change>, string, string]>([
    [
      'who requested it',
      { requesterId: 'usr_x2' },
      'requested this change, with another account',
      'requested it, with another account',
    ],
    [
      'who raised it',
      { raisedBy: 'usr_x2' },
      'raised this change, with another account',
      'raised it, with another account',
    ],
    [
      'who carries it out',
      { assigneeId: 'usr_x2' },
      'carry out this change, with another account',
      'carries it out, with another account',
    ],
    [
      'who last edited it',
      { lastEditors: { title: 'usr_x2' } },
      'last edited what is decided on, with another account',
      'last edited what is decided on, with another account',
    ],
  ])('%s with another account', (_who, over, toThem, toOthers) => {
    const change = aChange({ ...over, linked: { usr_x: 'one', usr_x2: 'one', usr_y: 'two' } });
    expect(tieOf(change, 'usr_x')).toBe(toThem);
    expect(tieOfOther(change, 'usr_x')).toBe(toOthers);
    expect(tieOf(change, 'usr_y')).toBeUndefined();
    expect(tieOf({ ...change, linked: {} }, 'usr_x')).toBeUndefined();
  });

  test.each<[string, Partial<Change>]>([
    ['coordinates', { coordinatorId: 'usr_x' }],
    ['manages', { managerId: 'usr_x' }],
    ['edited a field that somebody edited after them', { lastEditors: { title: 'usr_y' } }],
  ])('but not who only %s', (_who, over) => {
    expect(tieOf(aChange(over), 'usr_x')).toBeUndefined();
  });
});
