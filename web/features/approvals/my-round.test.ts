import type { Round } from '@interlock/contract/approvals.ts';
import { describe, expect, test } from 'vitest';
import { approvalsOf, countedOf, presentRounds, roundFor } from './my-round.ts';

const ben = { id: 'usr_ben', name: 'Ben', active: true };
const yes = { decision: 'approve' as const, comment: '', at: '2026-12-03T10:00:00Z', by: null };

function round(over: Partial<Round>): Round {
  return {
    id: 'rnd_1',
    state: 'authorize',
    stateName: 'Authorize',
    key: 'board',
    name: 'Board',
    order: 1,
    advisory: false,
    covers: ['title'],
    coversAll: true,
    tolerance: null,
    windowMoved: false,
    status: 'open',
    askingSince: '2026-12-03T09:00:00Z',
    remindedAt: null,
    escalatedAt: null,
    expiresAtStart: false,
    withdrawn: [],
    decidesFor: null,
    mayWithdraw: false,
    fellBy: [],
    openedAt: '2026-12-03T09:00:00Z',
    closedAt: null,
    needed: 1,
    rule: 'any one',
    asked: [{ person: ben, because: 'member of Approvers', vote: null, out: null }],
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
  const asked = [yes, no, null].map((vote) => ({ person: ben, because: '', vote, out: null }));
  expect(approvalsOf(round({ asked }))).toBe(1);
});

describe('of several rounds', () => {
  const board = round({ id: 'rnd_1', status: 'approved' });
  const security = round({ id: 'rnd_2', key: 'security', order: 2, status: 'voided' });
  const again = round({ id: 'rnd_3', key: 'security', order: 2 });
  const ids = (rounds: readonly Round[]) => rounds.map(({ id }) => id);

  test('the newest of each is present, in the order in which they ask; the others are history', () => {
    const { present, earlier } = presentRounds([again, security, board]);
    expect([ids(present), ids(earlier)]).toEqual([['rnd_1', 'rnd_3'], ['rnd_2']]);
  });

  test('those of another state are present as long as they stand', () => {
    const later = round({ id: 'rnd_4', state: 'later', key: 'last' });
    expect(ids(presentRounds([later, again, security, board]).present)).toEqual(['rnd_1', 'rnd_4', 'rnd_3']);
    const lost = { ...again, status: 'rejected' as const };
    expect(ids(presentRounds([later, lost, security, board]).present)).toEqual(['rnd_1', 'rnd_4']);
  });

  test('the yes of a state are counted over all its rounds, as long as one of them asks', () => {
    const given = [{ person: ben, because: '', vote: yes, out: null }];
    const first = round({ status: 'approved', asked: given });
    const second = round({ id: 'rnd_2', key: 'security' });
    const advice = round({ id: 'rnd_3', key: 'advice', advisory: true });
    expect(countedOf([advice, second, first], 'authorize')).toBe('1/2');
    expect(countedOf([second, first], 'later')).toBeUndefined();
    expect(countedOf([{ ...second, status: 'approved', asked: given }, first], 'authorize')).toBeUndefined();
  });

  test('the one that was opened is decided on, else the one that has waited longest', () => {
    const newest = round({ id: 'rnd_5' });
    expect(roundFor({ rounds: [newest, again] }, 'rnd_5')?.id).toBe('rnd_5');
    expect(roundFor({ rounds: [newest, again] })?.id).toBe('rnd_3');
  });
});
