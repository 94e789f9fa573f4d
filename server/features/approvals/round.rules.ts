import type { Decision, RoundStatus } from '@interlock/contract/approvals.ts';
import type { Quorum, Tolerance } from '@interlock/contract/models.ts';
import { rolesWith } from '@interlock/contract/permissions.ts';
import { type No, no, type Verdict, yes } from '../../platform/refusal.ts';
import { isAmong, isSamePerson, type Linked } from '../../platform/same-person.ts';
import type { Content } from './content.rules.ts';
import type { Window } from './tolerance.rules.ts';

type Named = { id: string; name: string; active: boolean };
export type PersonAsked = {
  personId: string;
  name: string;
  active: boolean;
  roles: readonly string[];
  because: string;
  /** In the group that is asked, without a break since the round opened. */
  isMember: boolean;
  /** In it again, having left it while the round was open. */
  isBack?: boolean;
};
export type VoteCast = {
  id: string;
  /** Whose seat it fills. */
  personId: string;
  /** Who cast it: the same, or their deputy. */
  castBy: Named;
  decision: Decision;
  comment: string;
  at: Date;
  /** Where the window lay when they voted; null where there was none. */
  sawWindow: Window | null;
};
export type VoteWithdrawn = VoteCast & { withdrawnAt: Date; withdrawnBecause: string };
export type QuestionAsked = {
  id: string;
  askedBy: Named;
  askedAt: Date;
  words: string;
  answer: string | null;
  answeredBy: Named | null;
  answeredAt: Date | null;
};

/** A round as it is kept. `stuck` is not: it follows from who can still decide. */
export type StoredStatus = Exclude<RoundStatus, 'stuck'>;

/** One asking of fixed people about one content of a subject. */
export type Round = {
  id: string;
  subject: string;
  state: string;
  key: string;
  name: string;
  order: number;
  advisory: boolean;
  groupId: string | null;
  status: StoredStatus;
  quorum: Quorum;
  needed: number;
  oneRejectionEnds: boolean;
  leaves: string[];
  content: Content;
  contentHash: string;
  tolerance: Tolerance | null;
  windowFrom: Window | null;
  leftOut: { personId: string; name: string; because: string }[];
  note: string;
  fellBy: string[];
  openedAt: Date;
  /** When it asked, or asked again. */
  askedAt: Date;
  /** The same without the time for which it was on hold since: what reminders count from. */
  askingSince: Date;
  closedAt: Date | null;
  remindAfterHours: number | null;
  escalateAfterHours: number | null;
  remindedAt: Date | null;
  escalatedAt: Date | null;
  expiresAtStart: boolean;
  imported: boolean;
  asked: PersonAsked[];
  /** Those that count. */
  votes: VoteCast[];
  withdrawn: VoteWithdrawn[];
  questions: QuestionAsked[];
  /** Which accounts are one person's now. */
  linked: Linked;
};

export type ImportedRound = { subject: string; state: string; status: 'approved' | 'rejected'; at: Date };

/** The roles that let a person decide at all. */
export const votingRoles: readonly string[] = rolesWith('change.vote');

type Standing = { active: boolean; roles: readonly string[] };

/** What keeps a person from deciding on anything, in words that follow a name. */
export function whyNoVoter({ active, roles: held }: Standing): string | undefined {
  if (!active) return 'is deactivated';
  return held.some((role) => votingRoles.includes(role)) ? undefined : 'has no role that lets them decide';
}

/** What keeps somebody who is asked from deciding by now, in words that follow their name. */
export const whyLost = (person: PersonAsked): string | undefined =>
  whyNoVoter(person) ??
  (person.isMember
    ? undefined
    : person.isBack
      ? 'left the group while this round was open'
      : 'is no longer in the group that is asked');

/**
 * `canVote` is false for whoever was deactivated, lost the roles for it, left the group, or is tied to the subject by now; and for
 * the second account of somebody who is asked or has decided with another: `second` says so, in words that follow a name.
 */
export type Seat = {
  personId: string;
  name: string;
  canVote: boolean;
  vote: Decision | null;
  castBy: string | null;
  second?: string | undefined;
  isBack?: boolean | undefined;
};

/** What decides a round: how many it needs, whom it asks, what they said. */
export type RoundFacts = {
  status: StoredStatus;
  needed: number;
  oneRejectionEnds: boolean;
  seats: readonly Seat[];
  linked: Linked;
  /** Whom it left out when it opened, and why, in words that follow a name. */
  leftOut?: Round['leftOut'];
};

type Voice = Pick<Seat, 'vote' | 'canVote'>;

/** What each person has said, once, however many of their accounts have a seat. A no counts before a yes, and both before neither. */
function voicesOf({ seats, linked }: Pick<RoundFacts, 'seats' | 'linked'>): Voice[] {
  const first = seats.filter(
    ({ personId }, at) => !seats.slice(0, at).some((seat) => isSamePerson(linked, seat.personId, personId)),
  );
  return first.map((seat) => {
    const own = seats.filter(({ personId }) => isSamePerson(linked, personId, seat.personId));
    const said = own.map(({ vote }) => vote);
    const vote = said.includes('reject') ? 'reject' : said.includes('approve') ? 'approve' : null;
    return { vote, canVote: own.some(({ canVote }) => canVote) };
  });
}

/**
 * A round that has fewer people than it needs never passes: it is stuck. It is lost once a rejection ends it, or once the votes
 * still out cannot make up the number. Whoever can vote no more keeps the vote that they cast. Nobody counts twice.
 */
export function outcomeOf({ status, needed, oneRejectionEnds, seats, linked }: RoundFacts): RoundStatus {
  if (status !== 'open') return status;
  const voices = voicesOf({ seats, linked });
  const approvals = voices.filter(({ vote }) => vote === 'approve').length;
  const rejections = voices.filter(({ vote }) => vote === 'reject').length;
  const stillOut = voices.filter(({ vote, canVote }) => vote === null && canVote).length;
  if (needed >= 1 && approvals >= needed) return 'approved';
  if (rejections > 0 && (oneRejectionEnds || voices.length - rejections < needed)) return 'rejected';
  return approvals + stillOut < needed || needed < 1 ? 'stuck' : 'open';
}

export type Deciding = {
  voter: string;
  /** Whose seat it would fill: their own, or that of somebody for whom they stand in. */
  seat: string;
  /** What bars the voter from deciding on this subject, in words that follow "you". */
  tie: string | undefined;
};

const once = { next: 'Linked accounts are one person, who decides once. Decide with the account that is asked.' };

/**
 * Whether this person may decide now. A seat is filled once; whoever has one fills no other's, so nobody fills two: not with
 * another account of theirs either.
 */
export function mayDecide(round: RoundFacts, { voter, seat: seatOf, tie }: Deciding): Verdict<true> {
  if (round.status !== 'open') {
    return no('round_closed', `This round is ${round.status} already.`, { next: 'Load the page again.' });
  }
  const { seats, linked } = round;
  const seat = seats.find(({ personId }) => personId === seatOf);
  const isOwn = seatOf === voter;
  const own = seats.find(({ personId }) => personId === voter);
  const other = seats.find(({ personId }) => personId !== voter && isSamePerson(linked, personId, voter));
  if (!seat && isOwn && other)
    return no('same_person', `You are the same person as ${other.name}, who is asked.`, once);
  if (!seat && isOwn) return notAsked(round, voter, tie);
  if (!seat) return no('not_an_approver', 'This round does not ask them.', { next: whoDecides(seats) });
  if (tie !== undefined) {
    return no('own_change', `You ${tie}: somebody else decides.`, { next: 'The others on the round decide.' });
  }
  if (!isOwn && isSamePerson(linked, voter, seatOf)) {
    return no('same_person', `You are the same person as ${seat.name}: nobody is their own deputy.`, once);
  }
  if (!isOwn && own) return no('not_a_deputy', 'You are asked yourself, so you decide for nobody else.');
  if (!isOwn && other) {
    return no('same_person', `You are asked yourself, as ${other.name}, so you decide for nobody else.`, once);
  }
  if (seats.some(({ castBy }) => castBy === voter)) return no('already_voted', 'Your vote on this round is cast.');
  if (seats.some(({ castBy }) => isSamePerson(linked, castBy, voter))) {
    return no('same_person', 'You have decided on this round, with another account of yours.', {
      next: 'Linked accounts are one person, who decides once.',
    });
  }
  if (seat.vote !== null) {
    return no('already_voted', isOwn ? 'Your deputy has decided for you.' : 'They have decided already.');
  }
  if (!seat.canVote && seat.second) {
    const because = isOwn ? `Your account ${seat.second}.` : `${seat.name} ${seat.second}.`;
    return no('same_person', because, once);
  }
  if (!seat.canVote && isOwn) return leftGroup(seats, seat.isBack === true);
  if (!seat.canVote) {
    return no('not_an_approver', 'They can decide on this no more, and so nobody can for them.', {
      next: whoDecides(seats),
    });
  }
  return yes(true);
}

/** Refuses whoever a round does not ask, with the reason for which it left them out. */
function notAsked({ seats, leftOut = [] }: RoundFacts, personId: string, tie: string | undefined): No {
  const out = leftOut.find((one) => one.personId === personId);
  const wasOut = out && `This round left you out when it opened, as somebody who ${out.because}.`;
  const isOut = out && tie !== undefined ? `This round leaves you out: you ${tie}.` : wasOut;
  return no('not_an_approver', isOut ?? 'This round does not ask you.', { next: whoDecides(seats) });
}

const leftGroup = (seats: readonly Seat[], isBack: boolean): No =>
  isBack
    ? no('not_an_approver', 'You left the group while this round was open.', {
        next: `${whoDecides(seats)} The next round that opens asks you again.`,
      })
    : no('not_an_approver', 'You are no longer in the group that is asked.', { next: whoDecides(seats) });

/** Who is still to decide, as the next step of somebody who does not. */
function whoDecides(seats: readonly Seat[]): string {
  const names = seats.filter(({ vote, canVote }) => vote === null && canVote).map(({ name }) => name);
  if (names.length === 0) {
    return 'Nobody is left to decide: an administrator adds people to the group, then a coordinator or a change manager asks again.';
  }
  if (names.length > 3) return 'Those whom the round asks decide.';
  const last = names.at(-1);
  return names.length === 1 ? `${last} decides.` : `${names.slice(0, -1).join(', ')} and ${last} decide.`;
}

/** The yes that this person may take back: one that they cast, with whatever account, or that their deputy cast for them. */
export function mayWithdraw(
  round: Pick<Round, 'status' | 'votes' | 'imported' | 'linked'>,
  personId: string,
): Verdict<VoteCast> {
  if (round.imported || (round.status !== 'open' && round.status !== 'approved')) {
    return no('round_closed', `This round is ${round.status} already.`, { next: 'Load the page again.' });
  }
  const own = round.votes.filter((cast) => isAmong(round.linked, personId, [cast.castBy.id, cast.personId]));
  const vote = own.find(({ decision }) => decision === 'approve');
  if (vote) return yes(vote);
  return no('nothing_to_withdraw', own.length > 0 ? 'A no is not taken back.' : 'You have said no yes on this round.');
}

/** The quorum in words, as a person says it. */
export function ruleInWords(quorum: Quorum, needed: number, asked: number): string {
  if (asked === 0) return 'Nobody is left to ask';
  if (quorum.kind === 'any') return `Any one of ${asked}`;
  if (quorum.kind === 'all') return asked === 1 ? 'The one who is asked' : `All ${asked}`;
  return `${needed} of ${asked} (${quorum.percent} %)`;
}

/**
 * What keeps somebody who is asked from deciding by now, in words that follow their name. Of several accounts of one person the
 * first that could decide is asked, until one of them has decided.
 */
export function whyOut(
  round: Pick<Round, 'asked' | 'votes' | 'linked'>,
  person: PersonAsked,
  tieOf: (personId: string) => string | undefined,
): { because: string; isSecond: boolean } | undefined {
  const barred = whyLost(person) ?? tieOf(person.personId);
  if (barred !== undefined) return { because: barred, isSecond: false };
  const others = round.asked.filter(
    (other) => other !== person && isSamePerson(round.linked, other.personId, person.personId),
  );
  const decided = others.find(({ personId }) => round.votes.some((vote) => vote.personId === personId));
  if (decided) return { because: `is the same person as ${decided.name}, who has decided`, isSecond: true };
  const before = round.asked.slice(0, round.asked.indexOf(person));
  const asked = others.find((other) => before.includes(other) && whyLost(other) === undefined);
  return asked && { because: `is the same person as ${asked.name}, who is asked`, isSecond: true };
}

/** What decides a round. `isTied` says whom something bars by now from the vote that they have not cast. */
export function factsOf(round: Round, isTied: (personId: string) => boolean = () => false): RoundFacts {
  const voteOf = new Map(round.votes.map((vote) => [vote.personId, vote]));
  const tieOf = (personId: string) => (isTied(personId) ? 'is tied' : undefined);
  return {
    status: round.status,
    needed: round.needed,
    oneRejectionEnds: round.oneRejectionEnds,
    linked: round.linked,
    leftOut: round.leftOut,
    seats: round.asked.map((person) => {
      const vote = voteOf.get(person.personId);
      const out = whyOut(round, person, tieOf);
      return {
        personId: person.personId,
        name: person.name,
        canVote: out === undefined,
        vote: vote?.decision ?? null,
        castBy: vote?.castBy.id ?? null,
        second: out?.isSecond ? out.because : undefined,
        isBack: person.isBack,
      };
    }),
  };
}

/** Who can still decide: asked, not decided yet, and able to. */
export function stillOut(round: Round, isTied: (personId: string) => boolean): { id: string; name: string }[] {
  const out = factsOf(round, isTied).seats.filter(({ vote, canVote }) => vote === null && canVote);
  const ids = new Set(out.map(({ personId }) => personId));
  return round.asked.filter(({ personId }) => ids.has(personId)).map(({ personId, name }) => ({ id: personId, name }));
}

/** Of those who stand in for somebody that is still out, who may decide for them. */
export function deputiesWhoMay<One extends Standing & { id: string }>(
  round: Round,
  seat: string,
  standingIn: readonly One[],
  tieOf: (personId: string) => string | undefined,
): One[] {
  const facts = factsOf(round, (personId) => tieOf(personId) !== undefined);
  return standingIn.filter(
    (one) => whyNoVoter(one) === undefined && mayDecide(facts, { voter: one.id, seat, tie: tieOf(one.id) }).ok,
  );
}

/** Who is asked and counts no further because another account of theirs is asked or has decided, each as a sentence. */
export const secondsOf = (round: Round, isTied: (personId: string) => boolean): string[] =>
  factsOf(round, isTied).seats.flatMap(({ name, vote, second }) =>
    vote === null && second ? [`${name} ${second}.`] : [],
  );

/** Where a round stands now. An open one that can no longer pass is `stuck`. */
export const statusOf = (round: Round, isTied: (personId: string) => boolean): RoundStatus =>
  outcomeOf(factsOf(round, isTied));

/** How many people have said yes. */
export const approvalsOf = (round: Round): number =>
  voicesOf(factsOf(round)).filter(({ vote }) => vote === 'approve').length;

/** What it takes, in words. */
export const ruleOf = (round: Round): string => ruleInWords(round.quorum, round.needed, round.asked.length);

type Free = { id: string; name: string; tie?: string | undefined };

/** Of those who could be asked each person once: the second account of one who is asked is left out with the reason. */
export const eachOnce = <C extends Free>(candidates: readonly C[], linked: Linked): C[] =>
  candidates.map((one, at) => {
    if (one.tie !== undefined) return one;
    const first = candidates.slice(0, at).find(({ id, tie }) => tie === undefined && isSamePerson(linked, id, one.id));
    return first ? { ...one, tie: `is the same person as ${first.name}, who is asked` } : one;
  });

/** The last asking of one of a state's rounds. */
export const newestOf = (rounds: readonly Round[], state: string, key: string): Round | undefined =>
  rounds.filter((round) => !round.imported && round.state === state && round.key === key).at(-1);
