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
    mayDecide: true,
    mayNotBecause: null,
    note: '',
    imported: false,
    contentHash: 'x',
    ...over,
  };
}

test.each(['open', 'stuck'] as const)('whoever the server lets decide finds their round while it is %s', (status) => {
  expect(roundFor({ rounds: [round({ id: 'rnd_2', mayDecide: false }), round({ status })] })?.id).toBe('rnd_1');
});

test('whoever the server does not let decide is offered no vote, though asked', () => {
  const tied = round({ mayDecide: false, mayNotBecause: 'You carry out this change: somebody else decides.' });
  expect(roundFor({ rounds: [tied] })).toBeUndefined();
});

test('only a yes counts as an approval', () => {
  const no = { ...yes, decision: 'reject' as const };
  const asked = [yes, no, null].map((vote) => ({ person: ben, because: '', vote }));
  expect(approvalsOf(round({ asked }))).toBe(1);
});
