import { ModelDefinition } from '@interlock/contract/models.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterRejection, afterVoiding, endedByLeaving, madeByRound } from './flow.rules.ts';

const approvals = [{ key: 'board', name: 'Board', group: 'grp_a', quorum: { kind: 'any' as const } }];
const states = ['draft', 'first', 'between', 'second', 'after', 'work'] as const;
const model = ModelDefinition.parse({
  raise: 'change.raise',
  states: [
    { key: 'draft', name: 'Draft', kind: 'draft' },
    { key: 'first', name: 'First', kind: 'authorize', approvals, rejectedTo: 'draft' },
    { key: 'between', name: 'Between', kind: 'build' },
    { key: 'second', name: 'Second', kind: 'authorize', approvals, rejectedTo: 'between' },
    { key: 'after', name: 'After', kind: 'scheduled' },
    { key: 'work', name: 'Work', kind: 'implement' },
  ],
  transitions: [
    { from: 'draft', to: 'first', label: 'Ask', movers: [{ is: 'requester' }] },
    { from: 'between', to: 'second', label: 'Ask again', movers: [{ is: 'requester' }] },
    { from: 'first', to: 'between', label: 'Approved', movers: [{ is: 'round' }] },
    { from: 'second', to: 'after', label: 'Go on', movers: [{ is: 'assignee' }] },
  ],
  cancel: { from: [], movers: [{ is: 'requester' }] },
});

describe('a move', () => {
  test('is the round’s where nobody else may make it', () => {
    const from = (state: string) => model.transitions.filter((made) => made.from === state);
    expect(madeByRound(from('first'))?.to).toBe('between');
    expect(madeByRound(from('second'))).toBeUndefined();
  });
});

test.each([
  ['first', 'draft'],
  ['second', 'between'],
  ['after', undefined],
])('a rejection in %s leads to %s', (state, to) => {
  expect(afterRejection(model, state)?.key).toBe(to);
});

describe('an edit that voids rounds', () => {
  test.each([
    ['first', ['first'], 'first'],
    ['between', ['first'], 'first'],
    ['second', ['second', 'first'], 'first'],
    ['second', ['second'], 'second'],
    ['after', ['second', 'first'], 'first'],
    ['draft', ['first'], undefined],
    ['between', ['second'], undefined],
    ['after', [], undefined],
  ])('in %s of %j puts the change into %s', (current, voided, to) => {
    expect(afterVoiding(model, current, voided)?.key).toBe(to);
  });

  test('never takes a change onward, and only to a state that asks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.subarray(['first', 'second']), (current, voided) => {
        const to = afterVoiding(model, current, voided);
        if (!to) return;
        expect(states.indexOf(to.key as (typeof states)[number])).toBeLessThanOrEqual(states.indexOf(current));
        expect(to.approvals).not.toEqual([]);
      }),
    );
  });
});

describe('a change that leaves a state', () => {
  const open = [{ state: 'first' }, { state: 'second' }];
  test.each([
    ['onward leaves behind what asked there', 'first', 'between', ['first']],
    ['onward keeps what asks later', 'between', 'after', ['first', 'second']],
    ['onward into a state that asks keeps that', 'between', 'second', ['first']],
    ['by going back is asked about nowhere any more', 'second', 'draft', ['first', 'second']],
    ['by being called off is asked about nowhere any more', 'first', 'cancelled', ['first', 'second']],
  ])('%s', (_how, from, to, ended) => {
    expect(endedByLeaving(model, { from, to }, open).map(({ state }) => state)).toEqual(ended);
  });
});
