import type { Round } from '@interlock/contract/approvals.ts';
import { expect, test } from 'vitest';
import { approvalsOf, roundFor } from './my-round.ts';

const ben = { id: 'usr_ben', name: 'Ben', active: true };
const yes = { decision: 'approve' as const, comment: '', at: '2026-12-03T10:00:00Z' };

function round(over: Partial<Round>): Round {
  return {
    id: 'rnd_1',
    state: 'authorize',
    stateName: 'Authorize',
    status: 'open',
    openedAt: '2026-12-03T09:00:00Z',
    closedAt: null,
    needed: 1,
    rule: 'any one',
    asked: [{ person: ben, because: 'member of Approvers', vote: null }],
    leftOut: [],
    questions: [],
    note: '',
    imported: false,
    contentHash: 'x',
    ...over,
  };
}

test('somebody asked who has not decided finds their round', () => {
  expect(roundFor({ rounds: [round({})] }, 'usr_ben')?.id).toBe('rnd_1');
});

test.each([
  ['has decided', round({ asked: [{ person: ben, because: '', vote: yes }] }), 'usr_ben'],
  ['is not asked', round({}), 'usr_eve'],
  ['is too late', round({ status: 'voided' }), 'usr_ben'],
])('somebody who %s is offered no vote', (_why, one, personId) => {
  expect(roundFor({ rounds: [one] }, personId)).toBeUndefined();
});

test('only a yes counts as an approval', () => {
  const no = { ...yes, decision: 'reject' as const };
  const asked = [yes, no, null].map((vote) => ({ person: ben, because: '', vote }));
  expect(approvalsOf(round({ asked }))).toBe(1);
});
