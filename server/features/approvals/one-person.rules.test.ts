import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  approvalsOf,
  eachOnce,
  factsOf,
  mayDecide,
  type Round,
  statusOf,
  stillOut,
  type VoteCast,
  whyOut,
} from './round.rules.ts';

/** Ann has three accounts, Ben has one. */
const linked = { ann: 'one', ann2: 'one', ann3: 'one' };
const asked = (id: string, over = {}) => ({
  ...{ personId: id, name: id, active: true, roles: ['approver'], because: 'Member of Approvers', isMember: true },
  ...over,
});
const named = (id: string) => ({ id, name: id, active: true });
const vote = (personId: string, over: Partial<VoteCast> = {}): VoteCast => ({
  ...{ id: `vot_${personId}`, personId, decision: 'approve', comment: '', at: new Date(0), sawWindow: null },
  castBy: named(personId),
  ...over,
});
const round = (ids: readonly string[], votes: readonly VoteCast[] = [], over: Partial<Round> = {}) =>
  ({
    ...{ status: 'open', needed: 2, oneRejectionEnds: true, leaves: [], linked, votes },
    asked: ids.map((id) => asked(id)),
    ...over,
  }) as unknown as Round;
const free = () => false;

describe('of two accounts of one person', () => {
  test('one is asked, the first that could decide', () => {
    expect(stillOut(round(['ann', 'ann2', 'ben']), free).map(({ id }) => id)).toEqual(['ann', 'ben']);
    const away = round([], [], { asked: [asked('ann', { active: false }), asked('ann2'), asked('ben')] });
    expect(stillOut(away, free).map(({ id }) => id)).toEqual(['ann2', 'ben']);
  });

  test('none is asked once one has decided, and it says why', () => {
    const half = round(['ann', 'ann2', 'ben'], [vote('ann2')]);
    expect(stillOut(half, free).map(({ id }) => id)).toEqual(['ben']);
    expect(whyOut(half, asked('ann'), () => undefined)?.because).toBe('is the same person as ann2, who has decided');
  });

  test.each<[string, string[], VoteCast[], number, string]>([
    ['no round passes', ['ann', 'ann2', 'ben'], [vote('ann'), vote('ann2')], 2, 'open'],
    [
      'a round passes with somebody else',
      ['ann', 'ann2', 'ben'],
      [vote('ann'), vote('ann2'), vote('ben')],
      2,
      'approved',
    ],
    ['a round that needs both is stuck', ['ann', 'ann2'], [vote('ann'), vote('ann2')], 2, 'stuck'],
    [
      'a no and a yes are a no',
      ['ann', 'ann2', 'ben'],
      [vote('ann'), vote('ann2', { decision: 'reject' })],
      1,
      'rejected',
    ],
  ])('by votes of both %s', (_what, ids, votes, needed, status) => {
    const held = round(ids, votes, { needed, oneRejectionEnds: needed === 1 });
    expect(statusOf(held, free)).toBe(status);
  });

  test('both votes are one approval', () => {
    expect(approvalsOf(round(['ann', 'ann2', 'ben'], [vote('ann'), vote('ann2')]))).toBe(1);
  });
});

describe('a vote with another account is refused', () => {
  test.each<[string, Round, string, string]>([
    ['after the first', round(['ann', 'ann2'], [vote('ann')]), 'ann2', 'ann2'],
    ['while the first is asked', round(['ann', 'ann2']), 'ann2', 'ann2'],
    ['that nobody asks', round(['ann', 'ben']), 'ann2', 'ann2'],
    ['as one’s own deputy', round(['ann', 'ben']), 'ann2', 'ann'],
    ['as a deputy of somebody else', round(['ann', 'ben']), 'ann2', 'ben'],
    [
      'after a vote for somebody else',
      round(['ann2', 'ben'], [vote('ben', { castBy: named('ann3') })]),
      'ann2',
      'ann2',
    ],
  ])('%s', (_how, held, voter, seat) => {
    expect(mayDecide(factsOf(held), { voter, seat, tie: undefined })).toMatchObject({ ok: false, code: 'same_person' });
    const apart = { ...held, linked: {} };
    expect(mayDecide(factsOf(apart), { voter, seat, tie: undefined })).not.toMatchObject({ code: 'same_person' });
  });
});

test('of those who could be asked, each person is asked once, by the first account that is free', () => {
  const candidates = [
    { id: 'ann', name: 'Ann', tie: 'requested it' },
    { id: 'ann2', name: 'Ann Two' },
    { id: 'ann3', name: 'Ann Three' },
    { id: 'ben', name: 'Ben' },
  ];
  expect(eachOnce(candidates, linked).map(({ tie }) => tie)).toEqual([
    'requested it',
    undefined,
    'is the same person as Ann Two, who is asked',
    undefined,
  ]);
});

test('however accounts are linked and whoever votes for whom, no person counts twice in a round', () => {
  const accounts = ['a', 'b', 'c', 'd', 'e', 'f'];
  const account = fc.constantFrom(...accounts);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('one', 'two', 'three'), { minLength: 6, maxLength: 6 }),
      fc.subarray(accounts),
      fc.array(fc.record({ voter: account, seat: account, no: fc.boolean() })),
      (keys, ids, tries) => {
        const key = (id: string) => keys[accounts.indexOf(id)] ?? '';
        const known = Object.fromEntries(accounts.map((id) => [id, key(id)]));
        let held = round(ids, [], { linked: known, oneRejectionEnds: false });
        for (const { voter, seat, no } of tries) {
          if (!mayDecide(factsOf(held), { voter, seat, tie: undefined }).ok) continue;
          const cast = vote(seat, { castBy: named(voter), decision: no ? 'reject' : 'approve' });
          held = { ...held, votes: [...held.votes, cast] };
        }
        const casters = held.votes.map(({ castBy }) => key(castBy.id));
        const seats = held.votes.map(({ personId }) => key(personId));
        expect(new Set(casters).size).toBe(casters.length);
        expect(new Set(seats).size).toBe(seats.length);
        expect(approvalsOf(held)).toBeLessThanOrEqual(new Set(keys).size);
      },
    ),
  );
});
