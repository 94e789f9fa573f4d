import { occasions } from '@interlock/contract/announcements.ts';
import { describe, expect, test } from 'vitest';
import { draftOf, type ToldChange } from './draft.rules.ts';

const change = (over: Partial<ToldChange> = {}): ToldChange => ({
  ...{ number: 'CHG-7', title: 'Upgrade the ledger', summary: 'The ledger moves to a supported release.' },
  ...{ reason: 'Support ends.', stateKind: 'scheduled', restricted: false, systemsAffected: 'Ledger\nPayments' },
  ...{ peopleImpacted: 'Everybody who books.', backoutPlan: 'Switch back.', downtime: { minutes: 10, window: null } },
  window: { start: '2026-03-02T22:00', end: '2026-03-03T01:30', zone: 'Europe/Amsterdam' },
  ...{ riskLevel: 'medium', priority: 2, actualStart: null, actualEnd: null },
  ...over,
});
const of = (over: Partial<ToldChange> = {}, more: { backingOut?: boolean } = {}) => ({
  ...{ change: change(over), assignee: 'Sam', backingOut: false },
  ...more,
});

test('users read when, what they will notice and for how long', () => {
  expect(draftOf('aud_users', 'before', of())).toEqual({
    subject: 'Planned work: Upgrade the ledger',
    body: [
      'On 2026-03-02 from 22:00 to 2026-03-03 01:30 (Europe/Amsterdam) we work on Ledger, Payments.',
      'The ledger moves to a supported release.',
      'Who may notice it: Everybody who books.',
      'We expect a downtime of 10 minutes.',
    ].join('\n\n'),
  });
});

test.each([
  ['aud_support', 'If somebody asks: it is CHG-7. Sam carries it out.'],
  ['aud_operations', 'If it does not work out, the change says how things go back.'],
  ['aud_management', 'Why: Support ends.'],
])('%s reads what it needs besides', (audience, says) => {
  expect(draftOf(audience, 'before', of()).body).toContain(says);
});

test.each([
  ['before it begins', {}, {}, 'Planned work'],
  ['while it goes on', { actualStart: new Date() }, {}, 'Work has begun'],
  ['while it goes back', { actualStart: new Date() }, { backingOut: true }, 'Work is being taken back'],
  ['when it is over', { actualStart: new Date(), actualEnd: new Date() }, {}, 'Work is done'],
  ['when it was cancelled', { stateKind: 'cancelled' as const }, {}, 'Will not take place'],
])('what is sent by hand says how things stand: %s', (_when, over, more, head) => {
  expect(draftOf('aud_users', 'now', of(over, more)).subject).toBe(`${head}: Upgrade the ledger`);
});

describe('of a restricted change', () => {
  test.each(occasions)('no text names what it is about: %s', (occasion) => {
    for (const audience of ['aud_users', 'aud_support', 'aud_operations', 'aud_management']) {
      const { subject, body } = draftOf(audience, occasion, of({ restricted: true }));
      expect(`${subject} ${body}`).not.toMatch(/ledger|payments|support ends|everybody/i);
    }
  });
});

test('a text stays within what an announcement may be', () => {
  const long = {
    title: 'x'.repeat(200),
    summary: 'y'.repeat(2000),
    peopleImpacted: 'z'.repeat(5000),
    reason: 'r'.repeat(10_000),
  };
  const { subject, body } = draftOf('aud_management', 'before', of(long));
  expect(subject.length).toBeLessThanOrEqual(200);
  expect(body.length).toBeLessThanOrEqual(10_000);
});
