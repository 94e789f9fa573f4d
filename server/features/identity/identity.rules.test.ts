import { describe, expect, test } from 'vitest';
import { changesTo, isSameSet, mayLoseAdministrator, mayPublish, stillAsRead } from './identity.rules.ts';

test.each([
  ['the only administrator', 'ada', ['ada'], 'last_administrator'],
  ['one of two', 'ada', ['ada', 'ben'], undefined],
  ['somebody who is none', 'cem', ['ada'], undefined],
  ['an administrator who never signed in', 'dia', ['ada'], undefined],
])('%s may stop being an administrator, or not', (_who, personId, administratorIds, code) => {
  const verdict = mayLoseAdministrator(personId, administratorIds);
  expect(verdict.ok ? undefined : verdict.code).toBe(code);
});

test.each<[string, string, string[], string, string[], 'alone' | 'by two' | 'second_person']>([
  ['the only administrator who wrote it', 'ada', ['ada'], 'ada', ['ada'], 'alone'],
  ['one of two who wrote it', 'ada', ['ada'], 'ada', ['ada', 'ben'], 'second_person'],
  ['the other of two', 'ben', ['ada'], 'ada', ['ada', 'ben'], 'by two'],
  ['one of three who wrote a little of it', 'ben', ['ada', 'ben'], 'ada', ['ada', 'ben', 'cem'], 'second_person'],
  ['the one of three who wrote nothing', 'cem', ['ada', 'ben'], 'ada', ['ada', 'ben', 'cem'], 'by two'],
  ['the other of two who both wrote', 'ben', ['ada', 'ben'], 'ada', ['ada', 'ben'], 'by two'],
  ['who proposed it, of two who both wrote', 'ada', ['ada', 'ben'], 'ada', ['ada', 'ben'], 'second_person'],
  ['the only administrator, who has two accounts', 'ada2', ['ada'], 'ada', ['ada', 'ada2'], 'alone'],
  ['the second account of who wrote it', 'ada2', ['ada'], 'ada', ['ada', 'ada2', 'ben'], 'second_person'],
  ['who wrote nothing, where the other wrote with two', 'ben', ['ada2'], 'ada', ['ada', 'ada2', 'ben'], 'by two'],
  ['who is left of two', 'ben', ['ada', 'ben'], 'ada', ['ben'], 'by two'],
])('%s may publish it, or not', (_who, actor, writers, proposedBy, administrators, expected) => {
  const verdict = mayPublish(
    { writers, proposedBy },
    actor,
    { ids: administrators, lately: [], linked: [], hands: [], names: new Map() },
    { ada: 'one', ada2: 'one' },
  );
  expect(verdict.ok ? (verdict.value.alone ? 'alone' : 'by two') : verdict.code).toBe(expected);
});

describe('who is left of two after putting the other one out', () => {
  const proposed = { writers: ['ada'], proposedBy: 'ada' };
  const lately = [{ id: 'ben', name: 'Ben', until: new Date('2026-03-09T09:00:00Z') }];

  test('publishes nothing alone for some days, and is told what to do', () => {
    expect(
      mayPublish(proposed, 'ada', { ids: ['ada'], lately, linked: [], hands: [], names: new Map() }, {}),
    ).toMatchObject({
      ok: false,
      code: 'second_person',
      because: expect.stringContaining('Ben could look at it'),
      next: expect.stringMatching(
        /^Bring Ben back, make somebody else .* or do it alone from 2026-03-09 09:00 UTC on\.$/,
      ),
    });
  });

  test('has somebody else publish it at once, and does so alone where the other one was a second account of theirs', () => {
    expect(
      mayPublish(proposed, 'cem', { ids: ['ada', 'cem'], lately, linked: [], hands: [], names: new Map() }, {}).ok,
    ).toBe(true);
    expect(
      mayPublish(
        proposed,
        'ada',
        { ids: ['ada'], lately, linked: [], hands: [], names: new Map() },
        { ada: 'one', ben: 'one' },
      ).ok,
    ).toBe(true);
  });
});

test('what was changed meanwhile is not changed again unseen', () => {
  expect(stillAsRead({ version: 3 }, 3)).toMatchObject({ ok: true });
  expect(stillAsRead({ version: 4 }, 3)).toMatchObject({ ok: false, code: 'changed_meanwhile' });
  expect(stillAsRead({ version: 4 }, 3, 'CHG-1042')).toMatchObject({
    because: 'CHG-1042 was changed by somebody else after you loaded it.',
  });
  expect(stillAsRead({ version: 4 }, undefined)).toMatchObject({ ok: true });
});

const person = { name: 'Ada', roles: ['approver', 'auditor'], zone: 'UTC', version: 1 };
test.each([
  ['nothing asked', {}, undefined],
  ['what is there already', { name: 'Ada', roles: ['auditor', 'approver'] }, undefined],
  ['a field left out', { name: undefined }, undefined],
  ['a new name', { name: 'Ada L', zone: 'UTC' }, { before: { name: 'Ada' }, after: { name: 'Ada L' } }],
  ['one role less', { roles: ['auditor'] }, { before: { roles: person.roles }, after: { roles: ['auditor'] } }],
])('an edit with %s changes just that', (_what, wanted, changes) => {
  expect(changesTo(person, wanted)).toEqual(changes);
});

test('sets are the same whatever their order', () => {
  expect(isSameSet(['a', 'b'], ['b', 'a', 'a'])).toBe(true);
  expect(isSameSet(['a'], ['a', 'b'])).toBe(false);
});
