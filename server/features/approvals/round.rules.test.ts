import type { Decision } from '@interlock/contract/approvals.ts';
import type { Quorum } from '@interlock/contract/models.ts';
import { neededOf } from '@interlock/contract/quorum.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Deciding,
  mayDecide,
  mayWithdraw,
  outcomeOf,
  type RoundFacts,
  ruleInWords,
  type Seat,
  type StoredStatus,
  type VoteCast,
} from './round.rules.ts';

const seat = (personId: string, vote: Seat['vote'] = null, canVote = true, castBy = personId): Seat => ({
  personId,
  name: personId,
  vote,
  canVote,
  castBy: vote === null ? null : castBy,
});
const round = (seats: Seat[], over: Partial<RoundFacts> = {}): RoundFacts => ({
  status: 'open',
  needed: 2,
  oneRejectionEnds: true,
  seats,
  linked: {},
  ...over,
});
const [yes, no] = [seat('yes', 'approve'), seat('no', 'reject')];
const [out, gone] = [seat('out'), seat('gone', null, false)];

const quorum: fc.Arbitrary<Quorum> = fc.oneof(
  fc.constantFrom<Quorum[]>({ kind: 'any' }, { kind: 'all' }),
  fc.integer({ min: 1, max: 100 }).map((percent): Quorum => ({ kind: 'percent', percent })),
);
const seats = fc
  .array(fc.record({ vote: fc.constantFrom('approve', 'reject', null), canVote: fc.boolean() }), { maxLength: 9 })
  .map((given) => given.map(({ vote, canVote }, index) => seat(`p${index}`, vote, canVote)));
const anyRound = fc.record({
  status: fc.constant('open' as const),
  needed: fc.nat(10),
  oneRejectionEnds: fc.boolean(),
  seats,
  linked: fc.constant({}),
});

describe('the number of yes that a quorum takes', () => {
  test.each<[Quorum, number, number]>([
    [{ kind: 'any' }, 5, 1],
    [{ kind: 'any' }, 0, 1],
    [{ kind: 'all' }, 5, 5],
    [{ kind: 'all' }, 0, 1],
    [{ kind: 'percent', percent: 51 }, 1, 1],
    [{ kind: 'percent', percent: 51 }, 2, 2],
    [{ kind: 'percent', percent: 51 }, 3, 2],
    [{ kind: 'percent', percent: 50 }, 4, 2],
    [{ kind: 'percent', percent: 34 }, 3, 2],
    [{ kind: 'percent', percent: 100 }, 7, 7],
    [{ kind: 'percent', percent: 1 }, 0, 1],
  ])('of %o among %i is %i', (kind, asked, needed) => {
    expect(neededOf(kind, asked)).toBe(needed);
  });

  test('is at least one, at most everybody, and never falls as more are asked', () => {
    fc.assert(
      fc.property(quorum, fc.nat(200), (kind, asked) => {
        const needed = neededOf(kind, asked);
        expect(Number.isInteger(needed)).toBe(true);
        expect(needed).toBeGreaterThanOrEqual(1);
        expect(needed).toBeLessThanOrEqual(Math.max(1, asked));
        expect(neededOf(kind, asked + 1)).toBeGreaterThanOrEqual(needed);
        if (kind.kind === 'percent') expect(needed * 100).toBeGreaterThanOrEqual(asked * kind.percent);
      }),
    );
  });
});

describe('where a round stands', () => {
  test.each<[string, RoundFacts, string]>([
    ['open while enough can still say yes', round([yes, out]), 'open'],
    ['approved once enough have', round([yes, seat('too', 'approve'), out]), 'approved'],
    ['approved though a late one could say no', round([yes, out], { needed: 1 }), 'approved'],
    ['rejected by one, where one ends it', round([yes, no, out]), 'rejected'],
    [
      'open after one no, where rejections only count',
      round([no, out, seat('other')], { oneRejectionEnds: false }),
      'open',
    ],
    [
      'rejected once the rest is too few',
      round([no, seat('too', 'reject'), out], { oneRejectionEnds: false }),
      'rejected',
    ],
    ['stuck with fewer people than it needs', round([out]), 'stuck'],
    ['stuck with nobody', round([], { needed: 1 }), 'stuck'],
    ['stuck when those left cannot make it up', round([yes, gone]), 'stuck'],
    [
      'approved by a vote of somebody who can vote no more',
      round([{ ...yes, canVote: false }], { needed: 1 }),
      'approved',
    ],
    ['stuck when it needs nobody', round([yes], { needed: 0 }), 'stuck'],
    ['as it was closed, whatever the votes', round([yes, yes], { status: 'voided' }), 'voided'],
  ])('is %s', (_name, facts, outcome) => {
    expect(outcomeOf(facts)).toBe(outcome);
  });

  test('is never approved with fewer yes than needed, and never open where the rest cannot make it up', () => {
    fc.assert(
      fc.property(anyRound, (facts) => {
        const approvals = facts.seats.filter(({ vote }) => vote === 'approve').length;
        const left = facts.seats.filter(({ vote, canVote }) => vote === null && canVote).length;
        const outcome = outcomeOf(facts);
        if (outcome === 'approved') expect(approvals).toBeGreaterThanOrEqual(Math.max(1, facts.needed));
        if (outcome === 'open') expect(approvals + left).toBeGreaterThanOrEqual(facts.needed);
        if (outcome === 'rejected') expect(facts.seats.some(({ vote }) => vote === 'reject')).toBe(true);
      }),
    );
  });

  test('only gets better by a yes and only worse by a no', () => {
    const rank: Record<string, number> = { rejected: 0, stuck: 1, open: 2, approved: 3 };
    const rankOf = (facts: RoundFacts) => rank[outcomeOf(facts)] ?? Number.NaN;
    fc.assert(
      fc.property(anyRound, fc.nat(8), (facts, which) => {
        const voter = facts.seats.findIndex(({ vote, canVote }, index) => index >= which && vote === null && canVote);
        fc.pre(voter >= 0);
        const after = (vote: Seat['vote']) => ({
          ...facts,
          seats: facts.seats.map((one, index) => (index === voter ? { ...one, vote } : one)),
        });
        expect(rankOf(after('approve'))).toBeGreaterThanOrEqual(rankOf(facts));
        expect(rankOf(after('reject'))).toBeLessThanOrEqual(rankOf(facts));
      }),
    );
  });
});

describe('a vote', () => {
  const by = (voter: string, over: Partial<Deciding> = {}): Deciding => ({
    voter,
    seat: voter,
    tie: undefined,
    ...over,
  });
  const forOut = (voter: string, over: Partial<Deciding> = {}) => by(voter, { seat: 'out', ...over });
  test.each<[string, RoundFacts, Deciding, string]>([
    ['on a closed round', round([out], { status: 'approved' }), by('out'), 'round_closed'],
    ['of somebody who is not asked', round([out]), by('stranger'), 'not_an_approver'],
    ['on one’s own change, though asked', round([out]), by('out', { tie: 'carry out this change' }), 'own_change'],
    ['cast twice', round([yes]), by('yes'), 'already_voted'],
    ['of somebody who has left the group that is asked', round([gone]), by('gone'), 'not_an_approver'],
    ['where the deputy was first', round([seat('out', 'approve', true, 'deputy')]), by('out'), 'already_voted'],
    ['of a deputy on their own change', round([out]), forOut('deputy', { tie: 'raised this change' }), 'own_change'],
    ['of a deputy for somebody who has decided', round([seat('out', 'reject')]), forOut('deputy'), 'already_voted'],
    [
      'of a deputy for somebody who can no more',
      round([seat('out', null, false)]),
      forOut('deputy'),
      'not_an_approver',
    ],
    [
      'of a deputy who has decided for another',
      round([out, seat('b', 'approve', true, 'deputy')]),
      forOut('deputy'),
      'already_voted',
    ],
    ['of a deputy who is asked themself', round([out, seat('deputy')]), forOut('deputy'), 'not_a_deputy'],
    ['of a deputy for somebody who is not asked', round([yes]), forOut('deputy'), 'not_an_approver'],
  ])('%s is refused', (_name, facts, deciding, code) => {
    expect(mayDecide(facts, deciding)).toMatchObject({ ok: false, code });
  });

  const left = round([yes, out], { leftOut: [{ personId: 'rita', name: 'Rita', because: 'raised it' }] });
  test.each<[string, RoundFacts, Deciding, string, string]>([
    [
      'whoever raised it, though in the group',
      left,
      by('rita', { tie: 'raised this change' }),
      'This round leaves you out: you raised this change.',
      'out decides.',
    ],
    [
      'whoever was left out for what is so no more',
      left,
      by('rita'),
      'This round left you out when it opened, as somebody who raised it.',
      'out decides.',
    ],
    [
      'whoever is not in the group',
      round([out, seat('ann')]),
      by('stranger', { tie: 'raised this change' }),
      'This round does not ask you.',
      'out and ann decide.',
    ],
    [
      'whoever left the group, where nobody else is left',
      round([gone]),
      by('gone'),
      'You are no longer in the group that is asked.',
      'Nobody is left to decide: an administrator adds people to the group, then a coordinator or a change manager asks again.',
    ],
    [
      'whoever left it and is in it again',
      round([{ ...gone, isBack: true }, out]),
      by('gone'),
      'You left the group while this round was open.',
      'out decides. The next round that opens asks you again.',
    ],
    [
      'a deputy of somebody who is not asked',
      round([out, seat('a'), seat('b'), seat('c')]),
      by('deputy', { seat: 'stranger' }),
      'This round does not ask them.',
      'Those whom the round asks decide.',
    ],
  ])('is not asked of %s, who hears why and who decides', (_who, facts, deciding, because, next) => {
    expect(mayDecide(facts, deciding)).toMatchObject({ code: 'not_an_approver', because, next });
  });

  test.each([by('out'), forOut('deputy')])('of somebody who is free is taken: %o', (deciding) => {
    expect(mayDecide(round([yes, out]), deciding)).toMatchObject({ ok: true });
  });

  test('fills one seat a person, whoever stands in for whom', () => {
    const people = ['a', 'b', 'c', 'd', 'e'];
    const person = fc.constantFrom(...people);
    fc.assert(
      fc.property(fc.subarray(people), fc.array(fc.tuple(person, person)), (asked, tries) => {
        const seats = asked.map((id) => seat(id));
        for (const [voter, of] of tries) {
          if (!mayDecide(round(seats), { voter, seat: of, tie: undefined }).ok) continue;
          seats.splice(asked.indexOf(of), 1, seat(of, 'approve', true, voter));
        }
        const casters = seats.flatMap(({ castBy }) => castBy ?? []);
        expect(new Set(casters).size).toBe(casters.length);
      }),
    );
  });
});

describe('a yes is taken back', () => {
  const named = (id: string) => ({ id, name: id, active: true });
  const vote = (personId: string, decision: Decision, castBy = personId): VoteCast => ({
    ...{
      id: `vot_${personId}`,
      personId,
      castBy: named(castBy),
      decision,
      comment: '',
      at: new Date(0),
      sawWindow: null,
    },
  });
  const votes = [vote('ann', 'approve'), vote('ben', 'approve', 'deputy'), vote('cat', 'reject')];
  test.each<[string, string, StoredStatus, boolean]>([
    ['by whoever gave it', 'ann', 'open', true],
    ['with another account of whoever gave it', 'ann2', 'open', true],
    ['after the round has passed', 'ann', 'approved', true],
    ['by the deputy who gave it', 'deputy', 'open', true],
    ['by the one for whom it was given', 'ben', 'open', true],
    ['not after the round was lost', 'ann', 'rejected', false],
    ['not after it was voided', 'ann', 'voided', false],
    ['not where it was a no', 'cat', 'open', false],
    ['not by somebody else', 'dan', 'open', false],
  ])('%s', (_how, who, status, may) => {
    expect(mayWithdraw({ status, votes, imported: false, linked: { ann: 'one', ann2: 'one' } }, who).ok).toBe(may);
  });
});

test.each<[Quorum, number, number, string]>([
  [{ kind: 'any' }, 1, 4, 'Any one of 4'],
  [{ kind: 'all' }, 4, 4, 'All 4'],
  [{ kind: 'all' }, 1, 1, 'The one who is asked'],
  [{ kind: 'percent', percent: 51 }, 2, 3, '2 of 3 (51 %)'],
  [{ kind: 'percent', percent: 51 }, 1, 0, 'Nobody is left to ask'],
])('%o, needing %i of %i, is said as “%s”', (kind, needed, asked, words) => {
  expect(ruleInWords(kind, needed, asked)).toBe(words);
});
