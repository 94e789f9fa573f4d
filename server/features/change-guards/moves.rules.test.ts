import type { GuardAnswer, Move } from '@interlock/contract/change-flow.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { asksFor, isPossible, kindOf, waitOf } from './moves.rules.ts';

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
  letPass: null,
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

describe('what a change waits for', () => {
  const states = ['draft', 'ask', 'work'].map((key) => ({ key })) as Parameters<
    typeof waitOf
  >[0]['definition']['states'];
  const move = (over: Partial<Move>): Move => ({
    ...{ to: 'work', toName: 'Work', label: 'Start', kind: 'move', possible: false, asks: [] },
    guards: [answer({ met: false, why: 'Ann has not said yes.' })],
    ...over,
  });
  const held = { guard: 'approvals', met: false, why: 'It lacks a yes.' };
  test.each<[string, Partial<Parameters<typeof waitOf>[0]>, ReturnType<typeof waitOf>]>([
    [
      'somebody who stopped it',
      { hold: { reason: 'The vendor is ill.' } },
      wait('hold', 'On hold: The vendor is ill.'),
    ],
    ['an answer, before all else', { asks: 'Ann' }, wait('answer', 'Ann asks for information before deciding.')],
    [
      'whoever looks and can go on',
      { moves: [move({}), move({ possible: true })] },
      wait('ready', 'You can go on: Start.', 'work'),
    ],
    [
      'its window, which whoever looks may go before',
      {
        moves: [
          move({
            possible: true,
            guards: [answer({ guard: 'window_open', met: false, withMove: true, why: 'Early.' })],
          }),
        ],
      },
      wait('ready', 'Its window is not open yet. You may go on earlier, with a reason: Start.', 'work'),
    ],
    [
      'the guards of the first move onward',
      { moves: [move({}), move({ label: 'B' })] },
      wait('blocked', 'Ann has not said yes.', 'work'),
    ],
    [
      'all that hold it back, and nothing that is met, only said, or comes with the move',
      {
        moves: [
          move({
            guards: [
              ...[
                answer({ why: 'Met.' }),
                answer({ ...held, enforcement: 'inform' }),
                answer({ ...held, withMove: true }),
              ],
              ...[answer({ ...held, why: 'One.' }), answer({ ...held, why: 'Two.' })],
            ],
          }),
        ],
      },
      wait('blocked', 'One. Two.', 'work'),
    ],
    [
      'a round, which alone makes the move',
      { moves: [move({ kind: 'by_round', possible: true })] },
      wait('blocked', 'Ann has not said yes.', 'work'),
    ],
    ['nothing where it leads only back', { moves: [move({ to: 'draft', possible: true })] }, null],
    [
      'nothing where it can only be cancelled',
      { moves: [move({ kind: 'cancel', to: 'cancelled', possible: true })] },
      null,
    ],
    ['nothing once it is over', { moves: [] }, null],
  ])('is %s', (_what, over, expected) => {
    const standing = { state: 'ask', definition: { states }, hold: null, asks: undefined, moves: [move({})] };
    expect(waitOf({ ...standing, ...over })).toEqual(expected);
  });

  function wait(kind: 'hold' | 'answer' | 'ready' | 'blocked', words: string, to: string | null = null) {
    return { kind, words, to };
  }
});
