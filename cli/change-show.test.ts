import type { Round } from '@interlock/contract/approvals.ts';
import { expect, test } from 'vitest';
import { roundLines } from './change-show.ts';

const round = (over: Partial<Round>): Round => ({
  id: 'rnd_1',
  state: 'authorize',
  stateName: 'Authorize',
  key: 'board',
  name: 'Board',
  order: 1,
  advisory: false,
  covers: [],
  coversAll: true,
  tolerance: null,
  windowMoved: false,
  status: 'open',
  openedAt: '2026-12-03T09:00:00Z',
  askingSince: '2026-12-03T09:00:00Z',
  closedAt: null,
  remindedAt: null,
  escalatedAt: null,
  expiresAtStart: false,
  needed: 1,
  rule: 'One has to approve.',
  asked: [],
  leftOut: [],
  withdrawn: [],
  questions: [],
  mayDecide: false,
  mayNotBecause: null,
  decidesFor: null,
  mayWithdraw: false,
  note: '',
  fellBy: [],
  imported: false,
  contentHash: 'x',
  ...over,
});

test('the rounds of one state are told apart by their names and by what they decide on', () => {
  expect(roundLines(round({}))).toEqual(['  Authorize, Board: open. One has to approve.']);
  const network = round({ name: 'Network', coversAll: false, covers: ['backoutPlan', 'assigneeId', 'window'] });
  expect(roundLines(network)).toEqual([
    '  Authorize, Network: open. One has to approve.',
    '    Decides on backout plan, assignee, window.',
  ]);
});

test('a round that has the name of its state says it once', () => {
  expect(roundLines(round({ name: 'Authorize' }))[0]).toBe('  Authorize: open. One has to approve.');
});
