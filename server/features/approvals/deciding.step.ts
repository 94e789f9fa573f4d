import type { Decision, RoundStatus } from '@interlock/contract/approvals.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { isSamePerson } from '../../platform/same-person.ts';
import { mustStandInFor } from '../deputies/index.ts';
import { holdMembership, holdPerson } from '../identity/index.ts';
import { stillSays } from './bound.rules.ts';
import type { Content } from './content.rules.ts';
import { factsOf, mayDecide, outcomeOf, type Round, whyNoVoter } from './round.rules.ts';
import { closeRound, insertQuestion, insertVote, lockRound } from './round.store.ts';
import { roundsOf } from './round.view.ts';
import type { Window } from './tolerance.rules.ts';

export type Asked = {
  subject: string;
  roundId: string;
  /** For whom the deciding person stands in; left out, they decide for themself. */
  forPersonId?: string | undefined;
  content: Content;
  /** Where the window lies now. */
  window: Window | null;
  /** What bars a person from deciding on this subject, as far as a round is concerned that leaves these fields to others. */
  tieOf: (personId: string, leaves: readonly string[]) => string | undefined;
};
export type Ballot = Asked & { decision: Decision; comment: string };

/** Casts one vote, bound to the content that was read, and says what became of the round. Refuses with the reason. */
export async function castVote(tx: Tx, ctx: Ctx, ballot: Ballot): Promise<{ round: Round; outcome: RoundStatus }> {
  const round = await decidableRound(tx, ctx, ballot);
  const seatOf = ballot.forPersonId ?? ctx.actor.id;
  await insertVote(tx, {
    id: newId('vot'),
    roundId: round.id,
    personId: seatOf,
    castBy: ctx.actor.id,
    decision: ballot.decision,
    comment: ballot.comment,
    contentHash: round.contentHash,
    sawWindow: ballot.window,
    at: ctx.now,
  });
  const facts = factsOf(round, (personId) => ballot.tieOf(personId, round.leaves) !== undefined);
  const seats = facts.seats.map((seat) => (seat.personId === seatOf ? { ...seat, vote: ballot.decision } : seat));
  const outcome = outcomeOf({ ...facts, seats });
  if (outcome === 'approved' || outcome === 'rejected') {
    await closeRound(tx, round.id, { status: outcome, note: '', at: ctx.now });
  }
  return { round, outcome };
}

/** Asks the initiator for more; the round stays open. One open question a person and round. */
export async function askQuestion(
  tx: Tx,
  ctx: Ctx,
  asking: Asked & { words: string },
): Promise<{ round: Round; questionId: string }> {
  const round = await decidableRound(tx, ctx, asking);
  if (
    round.questions.some(
      ({ askedBy, answeredAt }) => isSamePerson(round.linked, askedBy.id, ctx.actor.id) && answeredAt === null,
    )
  ) {
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
  return { round, questionId: id };
}

async function decidableRound(
  tx: Tx,
  ctx: Ctx,
  { subject, roundId, content, tieOf, forPersonId }: Asked,
): Promise<Round> {
  const lock = await lockRound(tx, roundId, subject);
  if (!lock) return refuse('not_found', 'There is no such round here.');
  const voter = await holdPerson(tx, ctx.actor.id);
  if (!voter?.active) refuse('person_inactive', 'You were deactivated meanwhile.');
  if (whyNoVoter(voter)) refuse('forbidden', 'None of your roles lets you decide any more.');
  const seat = forPersonId ?? ctx.actor.id;
  if (seat !== ctx.actor.id) {
    await mustStandInFor(tx, ctx, seat);
    await holdPerson(tx, seat);
  }
  if (lock.groupId !== null) await holdMembership(tx, lock.groupId, seat);
  const round = (await roundsOf(tx, subject)).find(({ id }) => id === roundId);
  if (!round) return refuse('not_found', 'There is no such round here.');
  const isTied = (personId: string) => tieOf(personId, round.leaves) !== undefined;
  must(mayDecide(factsOf(round, isTied), { voter: ctx.actor.id, seat, tie: tieOf(ctx.actor.id, round.leaves) }));
  if (!stillSays(round, content)) {
    refuse('changed_meanwhile', 'What this round asks about has been edited.', {
      next: 'Load the page again and read it anew.',
    });
  }
  return round;
}
