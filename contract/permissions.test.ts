import { expect, test } from 'vitest';
import { permissions, permissionsGiven, permissionsOfOperator, roles, rolesAmong, scopes } from './permissions.ts';

test.each([
  ['no role', [], undefined],
  ['a word that is no role', ['owner'], undefined],
  ['the name of something that every object has', ['constructor', '__proto__', 'toString'], undefined],
  ['every role, with a token that has no scope', [...roles], []],
  ['every role, with a scope that does not exist', [...roles], ['everything']],
])('%s permits nothing', (_what, ofRoles, ofScopes) => {
  expect([...permissionsGiven(ofRoles, ofScopes)]).toEqual([]);
});

test('several roles permit what any one of them permits', () => {
  const both = permissionsGiven(['auditor', 'approver']);
  expect(both.isSupersetOf(permissionsGiven(['auditor']))).toBe(true);
  expect(both.isSupersetOf(permissionsGiven(['approver']))).toBe(true);
  expect(both.has('person.manage')).toBe(false);
});

test.each(roles.flatMap((role) => scopes.map((scope) => [role, scope] as const)))(
  'a token of a person who is %s, scoped to %s, does no more than the person',
  (role, scope) => {
    const whole = permissionsGiven([role]);
    const cut = permissionsGiven([role], [scope]);
    expect(cut.isSubsetOf(whole)).toBe(true);
    expect(permissionsGiven([role], [...scopes]).isSubsetOf(whole)).toBe(true);
  },
);

test('no role and no scope does what only the operator of the machine may', () => {
  const everything = permissionsGiven([...roles]);
  expect(permissions.filter((permission) => !everything.has(permission))).toEqual(['operator.links']);
  expect(permissionsOfOperator).not.toContain('change.vote');
  expect(permissionsOfOperator).not.toContain('change.move');
});

test('stored words become roles in the order of the contract, each once', () => {
  expect(rolesAmong(['administrator', 'initiator', 'nonsense', 'initiator'])).toEqual(['initiator', 'administrator']);
});
