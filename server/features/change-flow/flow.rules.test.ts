import { ModelDefinition } from '@interlock/contract/models.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../platform/time.ts';
import { afterRejection, afterVoiding, endedByLeaving, madeByRound, windowFromNow } from './flow.rules.ts';

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

const zone = 'Europe/Berlin';
const begun = (now: string, end: string) => windowFromNow({ now: new Date(now), end, zone });

test('work that begins now has a window by the clock of its place', () => {
  expect(begun('2026-10-24T20:10:30Z', '2026-10-24T23:00')).toEqual({
    start: '2026-10-24T22:10',
    end: '2026-10-24T23:00',
    zone,
  });
});

describe('in the night in which autumn repeats an hour, work', () => {
  test.each([
    ['begun in the first of the two and ended in it', '00:10', '2026-10-25T02:40', '00:10', '00:40', zone],
    ['begun in the first and ended in the second', '00:50', '2026-10-25T02:20', '00:50', '01:20', 'UTC'],
    ['begun in the second and ended in it', '01:30', '2026-10-25T02:50', '01:30', '01:50', 'UTC'],
    ['begun in the second and ended after it', '01:30', '2026-10-25T03:30', '01:30', '02:30', 'UTC'],
    ['begun before and ended after', '23:50', '2026-10-25T03:30', '23:50', '02:30', zone],
    ['begun after it', '02:10', '2026-10-25T04:00', '02:10', '03:00', zone],
  ])('%s lasts as long as was said', (_what, now, end, starts, ends, by) => {
    const day = now === '23:50' ? '2026-10-24' : '2026-10-25';
    const window = begun(`${day}T${now}:20Z`, end);
    expect([window.start, window.end].map((local) => instantOf(local, window.zone).toISOString())).toEqual([
      `${day}T${starts}:00.000Z`,
      `2026-10-25T${ends}:00.000Z`,
    ]);
    expect(window.zone).toBe(by);
  });

  test('that should have ended before it begins has no window that lies ahead', () => {
    const { end, zone: by } = begun('2026-10-25T01:30:00Z', '2026-10-25T02:10');
    expect(instantOf(end, by) < new Date('2026-10-25T01:30:00Z')).toBe(true);
  });
});

test('in the night in which spring skips an hour, an end that no clock shows is an hour later', () => {
  const { end } = begun('2027-03-28T00:30:00Z', '2027-03-28T02:30');
  expect(instantOf(end, zone).toISOString()).toBe('2027-03-28T01:30:00.000Z');
});
