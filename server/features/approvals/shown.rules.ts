import type { Round as RoundShown } from '@interlock/contract/approvals.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { coveredFields } from './content.rules.ts';
import { isStanding } from './falling.rules.ts';
import { factsOf, mayDecide, mayWithdraw, type Round, ruleOf, statusOf, type VoteCast, whyOut } from './round.rules.ts';
import { toleranceInWords, type Window } from './tolerance.rules.ts';

/** Who looks at a round, and what they need to know of its subject. */
export type Looking = {
  actor: { id: string; permitted: boolean };
  stateName: string;
  /** The subject's window now. */
  window: Window | null;
  /** From the start of the work on, no yes is taken back. */
  isFixed: boolean;
  /** For whom the one who looks stands in now. */
  principals: readonly PersonRef[];
  /** What bars the one who looks, in words that follow "you". */
  tieOf: (personId: string, leaves: readonly string[]) => string | undefined;
  /** What bars somebody else, in words that follow their name. */
  tieOfOther: (personId: string, leaves: readonly string[]) => string | undefined;
};

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A round as its page shows it to the one who looks. */
export function roundShown(round: Round, looking: Looking): RoundShown {
  const { tieOfOther, stateName, window } = looking;
  const isTied = (personId: string) => tieOfOther(personId, round.leaves) !== undefined;
  const votes = new Map(round.votes.map((vote) => [vote.personId, vote]));
  const status = statusOf(round, isTied);
  const isOpen = round.status === 'open';
  return {
    ...{ id: round.id, state: round.state, key: round.key, name: round.name, order: round.order },
    ...{ advisory: round.advisory, status, needed: round.needed, rule: ruleOf(round), fellBy: round.fellBy },
    ...{ imported: round.imported, contentHash: round.contentHash, expiresAtStart: round.expiresAtStart },
    stateName,
    covers: coveredFields(round),
    coversAll: round.leaves.length === 0,
    tolerance: round.tolerance && toleranceInWords(round.tolerance),
    windowMoved: isMoved(round, window),
    openedAt: round.openedAt.toISOString(),
    askingSince: round.askingSince.toISOString(),
    closedAt: instant(round.closedAt),
    remindedAt: instant(round.remindedAt),
    escalatedAt: instant(round.escalatedAt),
    asked: round.asked.map((person) => {
      const vote = votes.get(person.personId);
      const out = isOpen && !vote ? whyOut(round, person, (id) => tieOfOther(id, round.leaves)) : undefined;
      return {
        person: { id: person.personId, name: person.name, active: person.active },
        because: person.because,
        vote: vote ? voteShown(vote) : null,
        out: out?.because ?? null,
      };
    }),
    leftOut: round.leftOut.map(({ personId, name, because }) => ({
      person: { id: personId, name, active: true },
      because,
    })),
    withdrawn: round.withdrawn.map((vote) => ({
      ...voteShown(vote),
      person: named(round, vote),
      withdrawnAt: vote.withdrawnAt.toISOString(),
      because: vote.withdrawnBecause,
    })),
    questions: round.questions.map((question) => ({
      ...question,
      askedAt: question.askedAt.toISOString(),
      answeredAt: instant(question.answeredAt),
    })),
    ...decidingOf(round, looking),
    mayWithdraw: looking.actor.permitted && !looking.isFixed && mayWithdraw(round, looking.actor.id).ok,
    note: status === 'stuck' ? stuckNote(round) : round.note,
  };
}

/** Their own seat comes first; else that of the first for whom they stand in and may decide. */
function decidingOf(round: Round, { actor, principals, tieOf, tieOfOther }: Looking) {
  const facts = factsOf(round, (personId) => tieOfOther(personId, round.leaves) !== undefined);
  const tie = tieOf(actor.id, round.leaves);
  const own = mayDecide(facts, { voter: actor.id, seat: actor.id, tie });
  const stood = principals.find(({ id }) => mayDecide(facts, { voter: actor.id, seat: id, tie }).ok);
  const may = own.ok || stood !== undefined;
  const notPermitted = 'Neither your roles nor your token let you decide.';
  return {
    mayDecide: may && actor.permitted,
    mayNotBecause: may ? (actor.permitted ? null : notPermitted) : own.ok ? null : own.because,
    decidesFor: own.ok ? null : (stood ?? null),
  };
}

const voteShown = ({ decision, comment, at, personId, castBy }: VoteCast) => ({
  decision,
  comment,
  at: at.toISOString(),
  by: castBy.id === personId ? null : castBy,
});

const named = ({ asked }: Round, { personId, castBy }: VoteCast): PersonRef => {
  const seat = asked.find((person) => person.personId === personId);
  return seat ? { id: personId, name: seat.name, active: seat.active } : castBy;
};

const isMoved = (round: Round, window: Window | null): boolean =>
  isStanding(round) &&
  !round.leaves.includes('window') &&
  round.windowFrom !== null &&
  window !== null &&
  (['start', 'end', 'zone'] as const).some((part) => round.windowFrom?.[part] !== window[part]);

const stuckNote = ({ needed, asked }: Round): string =>
  asked.length < needed
    ? `It needs ${needed} and asks ${asked.length}. An administrator adds people to the group; then ask again.`
    : `Too few of those asked can still answer to make ${needed}. Asking again counts anew how many are needed; to keep the number, an administrator adds people to the group first.`;
