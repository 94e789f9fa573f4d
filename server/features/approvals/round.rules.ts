import type { Decision, RoundStatus } from '@interlock/contract/approvals.ts';
import type { Quorum } from '@interlock/contract/models.ts';
import { permissionsOfRole, roles } from '@interlock/contract/permissions.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';

export type PersonAsked = {
  personId: string;
  name: string;
  active: boolean;
  roles: readonly string[];
  because: string;
};
export type VoteCast = { personId: string; decision: Decision; comment: string; at: Date };
export type QuestionAsked = {
  id: string;
  askedBy: { id: string; name: string; active: boolean };
  askedAt: Date;
  words: string;
  answer: string | null;
  answeredBy: { id: string; name: string; active: boolean } | null;
  answeredAt: Date | null;
};

/** One asking of fixed people about one content of a subject. */
export type Round = {
  id: string;
  subject: string;
  state: string;
  status: 'open' | 'approved' | 'rejected' | 'voided';
  quorum: Quorum;
  needed: number;
  oneRejectionEnds: boolean;
  contentHash: string;
  leftOut: { personId: string; name: string; because: string }[];
  note: string;
  openedAt: Date;
  closedAt: Date | null;
  imported: boolean;
  asked: PersonAsked[];
  votes: VoteCast[];
  questions: QuestionAsked[];
};

export type ImportedRound = { subject: string; state: string; status: 'approved' | 'rejected'; at: Date };

/** The roles that let a person decide at all. */
export const votingRoles: readonly string[] = roles.filter((role) => permissionsOfRole[role].includes('change.vote'));

type Standing = { active: boolean; roles: readonly string[] };

/** What keeps a person from deciding on anything, in words that follow a name. */
export function whyNoVoter({ active, roles: held }: Standing): string | undefined {
  if (!active) return 'is deactivated';
  return held.some((role) => votingRoles.includes(role)) ? undefined : 'has no role that lets them decide';
}

/** `canVote` is false for whoever was deactivated, lost the roles for it, or is tied to the subject by now. */
export type Seat = { personId: string; canVote: boolean; vote: Decision | null };

/** What decides a round: how many it needs, whom it asks, what they said. */
export type RoundFacts = {
  status: 'open' | 'approved' | 'rejected' | 'voided';
  needed: number;
  oneRejectionEnds: boolean;
  seats: readonly Seat[];
};

/** How many yes a quorum takes of those asked: a share is rounded up, and never less than one. */
export function neededOf(quorum: Quorum, asked: number): number {
  if (quorum.kind === 'any') return 1;
  if (quorum.kind === 'all') return Math.max(1, asked);
  return Math.max(1, Math.ceil((asked * quorum.percent) / 100));
}

/**
 * A round that has fewer people than it needs never passes: it is stuck. It is lost once a rejection ends it, or once the votes
 * still out cannot make up the number. Whoever can vote no more keeps the vote that they cast.
 */
export function outcomeOf({ status, needed, oneRejectionEnds, seats }: RoundFacts): RoundStatus {
  if (status !== 'open') return status;
  const approvals = seats.filter(({ vote }) => vote === 'approve').length;
  const rejections = seats.filter(({ vote }) => vote === 'reject').length;
  const stillOut = seats.filter(({ vote, canVote }) => vote === null && canVote).length;
  if (needed >= 1 && approvals >= needed && seats.length >= needed) return 'approved';
  if (rejections > 0 && (oneRejectionEnds || seats.length - rejections < needed)) return 'rejected';
  return approvals + stillOut < needed || needed < 1 ? 'stuck' : 'open';
}

/** Whether this person may decide now. `ownBecause` names the tie that bars them from deciding on this subject. */
export function mayDecide(round: RoundFacts, personId: string, ownBecause: string | undefined): Verdict<true> {
  if (round.status !== 'open') {
    return no('round_closed', `This round is ${round.status} already.`, { next: 'Load the page again.' });
  }
  const seat = round.seats.find((asked) => asked.personId === personId);
  if (!seat) return no('not_an_approver', 'This round does not ask you.');
  if (ownBecause !== undefined) {
    return no('own_change', `You ${ownBecause}: somebody else decides.`, { next: 'The others on the round decide.' });
  }
  if (seat.vote !== null) return no('already_voted', 'Your vote on this round is cast.');
  return yes(true);
}

/** The quorum in words, as a person says it. */
export function ruleInWords(quorum: Quorum, needed: number, asked: number): string {
  if (asked === 0) return 'Nobody is left to ask';
  if (quorum.kind === 'any') return `Any one of ${asked}`;
  if (quorum.kind === 'all') return asked === 1 ? 'The one who is asked' : `All ${asked}`;
  return `${needed} of ${asked} (${quorum.percent} %)`;
}

/** What decides a round. `isTied` says whom something bars by now from the vote that they have not cast. */
export function factsOf(round: Round, isTied: (personId: string) => boolean = () => false): RoundFacts {
  const voteOf = new Map(round.votes.map(({ personId, decision }) => [personId, decision]));
  return {
    status: round.status,
    needed: round.needed,
    oneRejectionEnds: round.oneRejectionEnds,
    seats: round.asked.map(({ personId, ...person }) => ({
      personId,
      canVote: whyNoVoter(person) === undefined && !isTied(personId),
      vote: voteOf.get(personId) ?? null,
    })),
  };
}

/** Who can still decide: asked, not decided yet, and able to. */
export function stillOut(round: Round, isTied: (personId: string) => boolean): { id: string; name: string }[] {
  const out = factsOf(round, isTied).seats.filter(({ vote, canVote }) => vote === null && canVote);
  const ids = new Set(out.map(({ personId }) => personId));
  return round.asked.filter(({ personId }) => ids.has(personId)).map(({ personId, name }) => ({ id: personId, name }));
}

/** Where a round stands now. An open one that can no longer pass is `stuck`. */
export const statusOf = (round: Round, isTied: (personId: string) => boolean): RoundStatus =>
  outcomeOf(factsOf(round, isTied));

/** What it takes, in words. */
export const ruleOf = (round: Round): string => ruleInWords(round.quorum, round.needed, round.asked.length);
