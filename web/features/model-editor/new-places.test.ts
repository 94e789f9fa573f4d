import type { TransitionDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { editable } from './editable.ts';
import { endsOfNewMove, keyFrom, placeOfNewState } from './new-places.ts';

const state = (kind: 'draft' | 'build' | 'review' | 'closed', key: string = kind) => ({ key, kind });

test.each([
  ['before the review', [state('draft'), state('build'), state('review'), state('closed')], 2],
  ['before the end where nothing is looked back on', [state('draft'), state('closed')], 1],
  ['last where there is no end yet', [state('draft'), state('build')], 2],
  ['never where a change is born', [state('review'), state('closed')], 1],
  ['first of all in an empty model', [], 0],
])('a new state stands %s', (_where, states, place) => {
  expect(placeOfNewState(states)).toBe(place);
});

function model(moves: readonly (readonly [string, string])[]) {
  const states = [state('draft'), state('build', 'pilot'), state('closed')];
  const made = editable({ states, transitions: moves.map(([from, to]) => ({ from, to })) });
  return made ?? expect.fail('it is no model');
}

test('a new move begins where nothing leads on yet', () => {
  expect(endsOfNewMove(model([['draft', 'pilot']]))).toEqual({ from: 'pilot', to: 'closed' });
  expect(endsOfNewMove(model([['pilot', 'closed']]))).toEqual({ from: 'draft', to: 'pilot' });
});

test('where every state leads on, a new move joins the last two', () => {
  const whole = model([
    ['draft', 'pilot'],
    ['pilot', 'closed'],
  ]);
  expect(endsOfNewMove(whole)).toEqual({ from: 'pilot', to: 'closed' });
  const none: TransitionDefinition[] = [];
  expect(endsOfNewMove({ states: [], transitions: none })).toEqual({ from: '', to: '' });
});

test('no two new states have the same key', () => {
  expect(keyFrom('New state', [])).toBe('new_state');
  expect(keyFrom('New state', ['new_state', 'new_state_b'])).toBe('new_state_c');
});
