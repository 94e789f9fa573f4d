import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { asksFor, isPossible, kindOf } from './moves.rules.ts';

const answer = (over: Partial<GuardAnswer>): GuardAnswer => ({
  guard: 'mover',
  met: true,
  why: '',
  clearedBy: [],
  earliest: null,
  withMove: false,
  fields: [],
  enforcement: 'block',
  overridden: null,
  ...over,
});

describe('a move', () => {
  test('is possible once all is met that it does not bring itself, and then asks for the rest', () => {
    const brings = [
      answer({}),
      answer({ guard: 'closure', met: false, withMove: true }),
      answer({ guard: 'window_open', met: false, withMove: true }),
    ];
    expect(isPossible(brings)).toBe(true);
    expect(asksFor(brings)).toEqual(['closure', 'reason']);
    expect(isPossible([...brings, answer({ guard: 'approvals', met: false })])).toBe(false);
  });

  test.each([
    [[{ is: 'round' as const }], 'by_round'],
    [[{ is: 'assignee' as const }], 'move'],
    [[{ is: 'round' as const }, { group: 'grp_a' }], 'move'],
  ])('is the round’s only where nobody else may make it: %j is a %s', (movers, kind) => {
    const made: TransitionDefinition = {
      from: 'ask',
      to: 'work',
      label: 'On',
      movers,
      guards: [],
      enforce: {},
      guardsWhen: {},
      conditions: [],
      earlyMovers: [],
      asksPlannedEnd: false,
      reportsOutcome: false,
      passesWhen: [],
    };
    expect(kindOf(made, [answer({ met: false })])).toBe(kind);
    // What a round has left to somebody is theirs.
    expect(kindOf(made, [answer({ met: true })])).toBe('move');
  });
});
