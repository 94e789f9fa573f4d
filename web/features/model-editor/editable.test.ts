import type { TransitionDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { editable, endsOfNewMove, keyFrom, placeOfNewState, replaced, shifted, taken } from './editable.ts';

test('what was left out is filled in, so that forms can show it', () => {
  const model = editable({
    states: [{ key: 'draft', name: 'Draft', kind: 'draft' }],
    transitions: [{ from: 'a', to: 'b' }],
  });
  expect(model?.states[0]).toMatchObject({ requires: [], approvals: [], tasks: [] });
  expect(model?.transitions[0]).toMatchObject({ movers: [], guards: [], enforce: {} });
  expect(model?.cancel).toEqual({ from: [], movers: [] });
});

test('rounds, tasks and guards of one’s own that say little are filled in as well', () => {
  const asking = {
    approvals: [{ key: 'cab', tolerance: { shiftMinutes: 30 } }],
    tasks: [{ steps: [{ text: 'Drain' }] }],
  };
  const model = editable({ states: [asking], transitions: [{ conditions: [{ when: 'true' }] }] });
  expect(model?.states[0]?.approvals[0]).toMatchObject({ covers: [], remindAfterHours: 24, quorum: { kind: 'any' } });
  expect(model?.states[0]?.approvals[0]?.tolerance).toEqual({ sameDay: true, shiftMinutes: 30, longer: false });
  expect(model?.states[0]?.tasks[0]).toMatchObject({
    level: 1,
    steps: [{ text: 'Drain', minutes: 0, automatic: false }],
  });
  expect(model?.transitions[0]?.conditions[0]).toMatchObject({ clearedBy: [], enforcement: 'block' });
});

test.each([[{}], [{ states: {}, transitions: [] }], [{ states: ['x'], transitions: [] }]])(
  '%j is written as JSON only',
  (definition) => {
    expect(editable(definition)).toBeUndefined();
  },
);

test('one of a list is replaced, taken out, or moved', () => {
  expect(replaced(['a', 'b'], 1, 'c')).toEqual(['a', 'c']);
  expect(taken(['a', 'b'], 0)).toEqual(['b']);
  expect(shifted(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(shifted(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});

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
