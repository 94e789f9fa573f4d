import type { Tx } from '../../platform/db.ts';
import type { ImportedRound, Round, VoteCast } from './round.rules.ts';

/** Keeps two votes on one round apart, so that the second sees the first. */
export async function lockRound(tx: Tx, roundId: string, subject: string): Promise<boolean> {
  const row = await tx
    .selectFrom('approval_round')
    .select('id')
    .where('id', '=', roundId)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertRound(
  tx: Tx,
  round: Omit<Round, 'asked' | 'votes' | 'questions' | 'closedAt' | 'note' | 'status' | 'imported'> & {
    asked: { personId: string; because: string }[];
  },
) {
  await tx
    .insertInto('approval_round')
    .values({
      id: round.id,
      subject: round.subject,
      state: round.state,
      status: 'open',
      quorum: JSON.stringify(round.quorum),
      needed: round.needed,
      one_rejection_ends: round.oneRejectionEnds,
      content_hash: round.contentHash,
      left_out: JSON.stringify(round.leftOut),
      opened_at: round.openedAt,
    })
    .execute();
  if (round.asked.length === 0) return;
  await tx
    .insertInto('approval_seat')
    .values(round.asked.map(({ personId, because }) => ({ round_id: round.id, person_id: personId, because })))
    .execute();
}

export async function closeRound(
  tx: Tx,
  roundId: string,
  status: 'approved' | 'rejected' | 'voided',
  note: string,
  at: Date,
) {
  await tx.updateTable('approval_round').set({ status, note, closed_at: at }).where('id', '=', roundId).execute();
}

export async function insertVote(tx: Tx, roundId: string, vote: VoteCast, contentHash: string): Promise<void> {
  await tx
    .insertInto('approval_vote')
    .values({
      round_id: roundId,
      person_id: vote.personId,
      decision: vote.decision,
      comment: vote.comment,
      content_hash: contentHash,
      at: vote.at,
    })
    .execute();
}

export async function insertQuestion(
  tx: Tx,
  question: { id: string; roundId: string; subject: string; askedBy: string; at: Date; words: string },
) {
  await tx
    .insertInto('approval_question')
    .values({
      id: question.id,
      round_id: question.roundId,
      subject: question.subject,
      asked_by: question.askedBy,
      asked_at: question.at,
      words: question.words,
    })
    .execute();
}

/** False where it was answered already. */
export async function saveAnswer(tx: Tx, questionId: string, by: string, words: string, at: Date): Promise<boolean> {
  const done = await tx
    .updateTable('approval_question')
    .set({ answered_by: by, answered_at: at, answer: words })
    .where('id', '=', questionId)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Decisions of another system: an outcome and a date, no seat and no vote. Earlier imported ones of the subjects go. */
export async function replaceImportedRounds(
  tx: Tx,
  subjects: readonly string[],
  rounds: readonly (ImportedRound & { id: string })[],
): Promise<void> {
  if (subjects.length > 0) {
    await tx.deleteFrom('approval_round').where('imported', '=', true).where('subject', 'in', subjects).execute();
  }
  if (rounds.length === 0) return;
  await tx
    .insertInto('approval_round')
    .values(
      rounds.map(({ id, subject, state, status, at }) => ({
        id,
        subject,
        state,
        status,
        quorum: JSON.stringify({ kind: 'any' }),
        needed: 1,
        one_rejection_ends: true,
        content_hash: '',
        left_out: '[]',
        note: 'Decided in another system',
        opened_at: at,
        closed_at: at,
        imported: true,
      })),
    )
    .execute();
}
