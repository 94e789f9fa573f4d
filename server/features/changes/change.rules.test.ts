import { levels } from '@interlock/contract/changes.ts';
import { requirableFields, stateKinds } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { aChange } from '../../testing/change.ts';
import {
  type Change,
  conditionFacts,
  contentOf,
  effectivePriority,
  isFixed,
  isOver,
  missingFields,
} from './change.rules.ts';

describe('the priority', () => {
  test.each([
    ['high', [1, 2, 3]],
    ['medium', [2, 3, 4]],
    ['low', [3, 4, 4]],
  ] as const)('of a %s impact is %j by urgency', (impact, expected) => {
    const found = levels.map((urgency) => effectivePriority({ impact, urgency, priorityOverride: null }));
    expect(found).toEqual(expected);
  });

  test('is the one that a person set with a reason', () => {
    const priorityOverride = { priority: 1, reason: 'The regulator asks' };
    expect(effectivePriority({ impact: 'low', urgency: 'low', priorityOverride })).toBe(1);
  });
});

describe('what a vote is bound to', () => {
  test.each<Partial<Change>>([
    { title: 'Another' },
    { summary: 'Another' },
    { cannotWait: 'Another' },
    { purpose: 'fix' },
    { priority: 1 },
    { backoutPlan: 'Another' },
    { systemsAffected: 'Another' },
    { teamId: 'grp_1' },
    { categories: ['people'] },
    { riskLevel: 'low' },
    { downtime: { minutes: 0, window: null } },
    { contacts: [{ personId: 'usr_1', name: '', role: '', email: '', phone: '' }] },
    { costOfNotDoing: 'Another' },
  ])('changes with %o', (edit) => {
    expect(contentOf(aChange(edit))).not.toEqual(contentOf(aChange()));
  });

  test.each<Partial<Change>>([
    { wantedDate: '2026-04-01' },
    { coordinatorId: 'usr_1' },
    { links: [{ url: 'https://example.org', label: '' }] },
    { state: 'build', stateKind: 'build', version: 9, updatedAt: new Date(0) },
  ])('stays with %o', (edit) => {
    expect(contentOf(aChange(edit))).toEqual(contentOf(aChange()));
  });
});

describe('a demand for fields', () => {
  test('names each that is empty, and blanks are empty', () => {
    expect(missingFields(aChange({ summary: ' \n' }), requirableFields)).toEqual(requirableFields);
    expect(missingFields(aChange(), [])).toEqual([]);
  });

  test('is met by what is filled in', () => {
    const said = aChange({ downtime: { minutes: 0, window: null }, riskLevel: 'low' });
    expect(missingFields(said, ['downtime', 'riskLevel', 'benefit'])).toEqual(['benefit']);
    const change = aChange({ summary: 'Short', assigneeId: 'usr_1', window: { start: 'a', end: 'b', zone: 'UTC' } });
    expect(missingFields(change, ['summary', 'assignee', 'window', 'reason'])).toEqual(['reason']);
  });
});

test('a change is fixed from implement on, and over when closed or cancelled', () => {
  expect(stateKinds.filter((stateKind) => isFixed({ stateKind }))).toEqual([
    'implement',
    'review',
    'closed',
    'cancelled',
  ]);
  expect(stateKinds.filter((stateKind) => isOver({ stateKind }))).toEqual(['closed', 'cancelled']);
});

describe('what conditions ask of a change', () => {
  const now = new Date('2026-03-02T09:00:00Z');
  const plannedStart = new Date('2026-03-02T12:30:00Z');
  const plannedEnd = new Date('2026-03-02T14:00:00Z');
  const window = { start: '2026-03-02T12:30', end: '2026-03-02T14:00', zone: 'UTC' };

  test('counts the window and the hours until it starts, below zero once it has', () => {
    const planned = aChange({ window, plannedStart, plannedEnd });
    expect(conditionFacts(planned, { now, team: 'Databases' })).toMatchObject({
      hasWindow: true,
      windowMinutes: 90,
      hoursUntilStart: 3.5,
      team: 'Databases',
    });
    expect(conditionFacts(planned, { now: plannedEnd, team: undefined }).hoursUntilStart).toBe(-1.5);
  });

  test('says that it knows nothing of what is not there yet, rather than nought', () => {
    const facts = conditionFacts(aChange(), { now, team: undefined });
    expect(facts).toMatchObject({ purpose: '', team: '', hasAssignee: false, hasWindow: false });
    expect([facts.windowMinutes, facts.hoursUntilStart]).toEqual([undefined, undefined]);
  });
});
