import type { RuleInput } from '@interlock/contract/communication.ts';
import { describe, expect, test } from 'vitest';
import { asTheRules } from './choice.store.ts';
import { faultsOf, fits, paceFor, reaches, turnsPassed } from './match.rules.ts';

const rule = (over: Partial<RuleInput> = {}): RuleInput => ({
  ...{ name: 'R', events: ['watched_change_moved'], stateKinds: [], minutes: null, condition: null },
  ...{ audience: ['requester'], groupId: null, bell: false, mail: true, chatIds: [] },
  ...{ pace: 'at_once', urgent: false, active: true },
  ...over,
});

describe('a rule speaks of', () => {
  const moved = { kind: 'watched_change_moved' as const, stateKind: 'implement' as const };
  test.each([
    ['every move where it names no state', {}, true],
    ['a move into a state that it names', { stateKinds: ['implement', 'review'] }, true],
    ['no move into another state', { stateKinds: ['closed'] }, false],
    ['no other act', { events: ['mentioned'] }, false],
  ] as const)('%s', (_what, over, speaks) => {
    expect(fits(rule(over as Partial<RuleInput>), moved)).toBe(speaks);
  });
});

test.each([
  ['for those whom the act addresses', {}, ['usr_a'], true],
  ['for those whom the act addresses, where it addresses nobody', {}, [], false],
  ['for somebody else too, where it addresses nobody', { audience: ['addressed', 'watchers'] }, [], true],
  ['for a chat too, where it addresses nobody', { chatIds: ['cht_1'] }, [], true],
] as const)('a rule %s has somebody to tell: %#', (_what, over, told, does) => {
  expect(reaches(rule({ audience: ['addressed'], ...over } as Partial<RuleInput>), told)).toBe(does);
});

test.each([
  ['that tells by no way', { mail: false }, ['mail']],
  ['that tells nobody', { audience: [] }, ['audience']],
  ['of the clock that says not how long before', { events: ['start_near'] }, ['minutes']],
  ['of an act that says how long before', { minutes: 60 }, ['minutes']],
  ['of both', { events: ['start_near', 'mentioned'], minutes: 60 }, ['events']],
  [
    'of the clock for those whom the act addresses',
    { events: ['end_near'], minutes: 5, audience: ['addressed'] },
    ['audience'],
  ],
  ['for a group that it does not name', { audience: ['group'] }, ['groupId']],
  ['with a group that it does not tell', { groupId: 'grp_1' }, ['groupId']],
] as const)('a rule %s is refused', (_what, over, fields) => {
  expect(faultsOf(rule(over as unknown as Partial<RuleInput>)).map(({ path }) => path)).toEqual(fields);
});

test('a rule that posts into a room alone needs nobody to tell', () => {
  expect(faultsOf(rule({ mail: false, audience: [], chatIds: ['cht_1'] }))).toEqual([]);
});

test('what somebody chose goes before what the rule says', () => {
  const daily = { ...asTheRules, topics: { ...asTheRules.topics, moves: 'daily' as const } };
  expect(paceFor(rule(), asTheRules, 'watched_change_moved')).toBe('at_once');
  expect(paceFor(rule(), daily, 'watched_change_moved')).toBe('daily');
  expect(paceFor(rule(), daily, 'mentioned')).toBe('at_once');
});

const start = new Date('2026-03-05T22:00:00Z');
const at = (condition: string, iso: string) => turnsPassed(condition, start, new Date(iso));

test.each([
  [
    '24 hours before it, and a moment later again',
    '<= 24.0',
    ['2026-03-04T21:59:59Z', '2026-03-04T22:00:00Z', '2026-03-04T22:00:01Z'],
  ],
  ['half an hour before it', '< 0.5', ['2026-03-05T21:29:00Z', '2026-03-05T21:31:00Z']],
  ['two hours after it', '< -2.0', ['2026-03-05T23:59:00Z', '2026-03-06T00:01:00Z']],
])('a condition may say otherwise %s', (_when, says, moments) => {
  const seen = moments.map((moment) => at(`change.hoursUntilStart ${says}`, moment));
  expect(new Set(seen).size).toBe(moments.length);
});

test('between the distances that it names, and where it does not ask for the time, a condition stays as it is', () => {
  const asks = 'change.priority < 3 && change.hoursUntilStart < 24.0';
  expect(at(asks, '2026-03-04T22:01:00Z')).toBe(at(asks, '2026-03-05T18:00:00Z'));
  expect(at('change.priority < 3', '2026-03-01T00:00:00Z')).toBe(at('change.priority < 3', '2026-03-05T22:00:00Z'));
});
