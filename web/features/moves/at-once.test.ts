import type { GuardAnswer, Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { expect, test } from 'vitest';
import { isMadeAtOnce } from './at-once.ts';

const kinds = ['draft', 'assess', 'authorize', 'build', 'scheduled', 'implement', 'review', 'closed'] as const;
const steps = kinds.map((kind) => ({ key: kind, name: kind, kind, enteredAt: null, current: kind === 'draft' }));
const changeIn = (kind: ChangeDetail['state']['kind']) => ({ state: { key: kind, name: kind, kind }, steps });

const moveTo = (to: string, over: Partial<Move> = {}): Move => ({
  ...{ to, toName: to, label: to, kind: 'move' as const, possible: true, asks: [], guards: [] },
  ...over,
});

const tested: GuardAnswer = {
  ...{ guard: 'test_evidence', met: true, why: 'Seen.', clearedBy: [], earliest: null, withMove: false, fields: [] },
  ...{ enforcement: 'block', overridden: null, letPass: null },
};

test.each([
  ['to a state that asks for a look', 'draft', moveTo('assess'), true],
  ['back to draft', 'assess', moveTo('draft'), true],
  ['that wants to be told a window', 'build', moveTo('scheduled', { asks: ['window'] }), false],
  ['that is not possible yet', 'draft', moveTo('assess', { possible: false }), false],
  ['that starts the work', 'scheduled', moveTo('implement'), false],
  ['that ends the work', 'implement', moveTo('review'), false],
  ['that closes', 'review', moveTo('closed'), false],
  ['that cancels', 'draft', moveTo('cancelled', { kind: 'cancel', asks: ['cancel'] }), false],
  ['with evidence to look at first', 'build', moveTo('scheduled', { guards: [tested] }), false],
] as const)('a move %s is made by one press or confirmed', (_what, from, move, atOnce) => {
  expect(isMadeAtOnce(changeIn(from), move)).toBe(atOnce);
});
