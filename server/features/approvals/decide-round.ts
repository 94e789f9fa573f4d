import type { Decision, RoundStatus } from '@interlock/contract/approvals.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { holdPerson } from '../identity/index.ts';
import { factsOf, mayDecide, outcomeOf, type Round, whyNoVoter } from './round.rules.ts';
import { closeRound, insertQuestion, insertVote, lockRound } from './round.store.ts';
import { roundsOf } from './round.view.ts';

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

async function decidableRound(
  tx: Tx,
  ctx: Ctx,
  { subject, roundId, contentHash, tie }: Omit<Ballot, 'decision' | 'comment'>,
): Promise<Round> {
  if (!(await lockRound(tx, roundId, subject))) refuse('not_found', 'There is no such round here.');
  const voter = await holdPerson(tx, ctx.actor.id);
  if (!voter?.active) refuse('person_inactive', 'You were deactivated meanwhile.');
  if (whyNoVoter(voter)) refuse('forbidden', 'None of your roles lets you decide any more.');
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
