import type { Decision, RoundStatus } from '@interlock/contract/approvals.ts';
import type { Quorum } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import {
  type ImportedRound,
  mayDecide,
  neededOf,
  outcomeOf,
  type Round,
  type RoundFacts,
  ruleInWords,
} from './round.rules.ts';
import {
  closeRound,
  insertQuestion,
  insertRound,
  insertVote,
  lockRound,
  replaceImportedRounds,
  saveAnswer,
} from './round.store.ts';
import { roundsOf } from './round.view.ts';

export type { ImportedRound, Round };
export { roundsOf };

/** Who could decide, and why they are in question; `tie` says what bars one of them from deciding on this subject. */
export type Candidate = { id: string; name: string; because: string; tie?: string | undefined };

export type Opening = {
  subject: string;
  state: string;
  quorum: Quorum;
  oneRejectionEnds: boolean;
  contentHash: string;
  candidates: readonly Candidate[];
};

/** Opens a round and fixes whom it asks. Whoever is tied to the subject is left out, by name and with the reason. */
export async function openRound(
  tx: Tx,
  ctx: Ctx,
  opening: Opening,
): Promise<{ id: string; asked: string[]; needed: number }> {
  const free = opening.candidates.filter(({ tie }) => tie === undefined);
  const round = {
    id: newId('rnd'),
    subject: opening.subject,
    state: opening.state,
    quorum: opening.quorum,
    needed: neededOf(opening.quorum, free.length),
    oneRejectionEnds: opening.oneRejectionEnds,
    contentHash: opening.contentHash,
    openedAt: ctx.now,
    asked: free.map(({ id, name, because }) => ({ personId: id, name, active: true, because })),
    leftOut: opening.candidates.flatMap(({ id, name, tie }) =>
      tie === undefined ? [] : [{ personId: id, name, because: tie }],
    ),
  };
  await insertRound(tx, round);
  return { id: round.id, asked: free.map(({ id }) => id), needed: round.needed };
}

export type Ballot = {
  subject: string;
  roundId: string;
  decision: Decision;
  comment: string;
  contentHash: string;
  /** What bars the voter from deciding on this subject now, if anything does. */
  tie: string | undefined;
};

/** Casts one vote, bound to the content that was read, and says what became of the round. Refuses with the reason. */
export async function castVote(tx: Tx, ctx: Ctx, ballot: Ballot): Promise<RoundStatus> {
  const round = await decidableRound(tx, ctx, ballot);
  await insertVote(
    tx,
    round.id,
    { personId: ctx.actor.id, decision: ballot.decision, comment: ballot.comment, at: ctx.now },
    ballot.contentHash,
  );
  const facts = factsOf(round);
  const seats = facts.seats.map((seat) => (seat.personId === ctx.actor.id ? { ...seat, vote: ballot.decision } : seat));
  const outcome = outcomeOf({ ...facts, seats });
  if (outcome === 'approved' || outcome === 'rejected') await closeRound(tx, round.id, outcome, '', ctx.now);
  return outcome;
}

/** Asks the initiator for more; the round stays open. One open question a person and round. */
export async function askQuestion(
  tx: Tx,
  ctx: Ctx,
  asking: Omit<Ballot, 'decision' | 'comment'> & { words: string },
): Promise<string> {
  const round = await decidableRound(tx, ctx, asking);
  if (round.questions.some(({ askedBy, answeredAt }) => askedBy.id === ctx.actor.id && answeredAt === null)) {
    refuse('question_open', 'You asked already and no answer has come yet.', {
      next: 'Wait for the answer, or decide.',
    });
  }
  const id = newId('qst');
  await insertQuestion(tx, {
    id,
    roundId: round.id,
    subject: round.subject,
    askedBy: ctx.actor.id,
    at: ctx.now,
    words: asking.words,
  });
  return id;
}

export async function answerQuestion(
  tx: Tx,
  ctx: Ctx,
  { subject, questionId, words }: { subject: string; questionId: string; words: string },
): Promise<void> {
  const rounds = await roundsOf(tx, subject);
  const known = rounds.some(({ questions }) => questions.some(({ id }) => id === questionId));
  if (!known) refuse('not_found', 'There is no such question here.');
  if (!(await saveAnswer(tx, questionId, ctx.actor.id, words, ctx.now))) {
    refuse('already_answered', 'Somebody has answered it.', { next: 'Load the page again.' });
  }
}

async function decidableRound(
  tx: Tx,
  ctx: Ctx,
  { subject, roundId, contentHash, tie }: Omit<Ballot, 'decision' | 'comment'>,
): Promise<Round> {
  if (!(await lockRound(tx, roundId, subject))) refuse('not_found', 'There is no such round here.');
  const round = (await roundsOf(tx, subject)).find(({ id }) => id === roundId);
  if (!round) return refuse('not_found', 'There is no such round here.');
  must(mayDecide(factsOf(round), ctx.actor.id, tie));
  if (round.contentHash !== contentHash) {
    refuse('changed_meanwhile', 'What this round asks about has been edited.', {
      next: 'Load the page again and read it anew.',
    });
  }
  return round;
}

/** Closes every open and every approved round of a subject, because what they rest on is no longer so. Answers those closed. */
export async function voidRounds(tx: Tx, ctx: Ctx, rounds: readonly Round[], because: string): Promise<Round[]> {
  const standing = rounds.filter(({ status, imported }) => !imported && (status === 'open' || status === 'approved'));
  for (const { id } of standing) await closeRound(tx, id, 'voided', because, ctx.now);
  return standing;
}

export async function recordImportedRounds(tx: Tx, rounds: readonly ImportedRound[]): Promise<void> {
  await replaceImportedRounds(
    tx,
    rounds.map((round) => ({ ...round, id: newId('rnd') })),
  );
}

/**
 * Where a round stands now. An open one that can no longer pass is `stuck`. `isTied` says whom something bars by now from the
 * vote that they have not cast.
 */
export const statusOf = (round: Round, isTied: (personId: string) => boolean): RoundStatus =>
  outcomeOf(factsOf(round, isTied));

export const ruleOf = (round: Round): string => ruleInWords(round.quorum, round.needed, round.asked.length);

function factsOf(round: Round, isTied: (personId: string) => boolean = () => false): RoundFacts {
  const voteOf = new Map(round.votes.map(({ personId, decision }) => [personId, decision]));
  return {
    status: round.status,
    needed: round.needed,
    oneRejectionEnds: round.oneRejectionEnds,
    seats: round.asked.map(({ personId, active }) => ({
      personId,
      canVote: active && !isTied(personId),
      vote: voteOf.get(personId) ?? null,
    })),
  };
}
