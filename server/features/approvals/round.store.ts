import type { Decision } from '@interlock/contract/approvals.ts';
import type { Quorum } from '@interlock/contract/models.ts';
import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/db.ts';

export type PersonAsked = { personId: string; name: string; active: boolean; because: string };
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

const seats = sql<PersonAsked[]>`coalesce((
  select jsonb_agg(jsonb_build_object('personId', s.person_id, 'name', p.name, 'active', p.active, 'because', s.because) order by p.name, p.id)
  from approval_seat s join person p on p.id = s.person_id where s.round_id = approval_round.id), '[]')`;
const votes = sql<(Omit<VoteCast, 'at'> & { at: string })[]>`coalesce((
  select jsonb_agg(jsonb_build_object('personId', v.person_id, 'decision', v.decision, 'comment', v.comment, 'at', v.at) order by v.at)
  from approval_vote v where v.round_id = approval_round.id), '[]')`;
const questions = sql<
  (Omit<QuestionAsked, 'askedAt' | 'answeredAt'> & { askedAt: string; answeredAt: string | null })[]
>`coalesce((
  select jsonb_agg(jsonb_build_object('id', q.id, 'askedBy', jsonb_build_object('id', a.id, 'name', a.name, 'active', a.active),
    'askedAt', q.asked_at, 'words', q.words, 'answer', q.answer,
    'answeredBy', case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name, 'active', b.active) end,
    'answeredAt', q.answered_at) order by q.asked_at)
  from approval_question q join person a on a.id = q.asked_by left join person b on b.id = q.answered_by
  where q.round_id = approval_round.id), '[]')`;

/** Every round of a subject, oldest first. */
export async function roundsOf(reads: Reads, subject: string): Promise<Round[]> {
  const rows = await reads
    .selectFrom('approval_round')
    .selectAll()
    .select([seats.as('asked'), votes.as('votes'), questions.as('questions')])
    .where('subject', '=', subject)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    state: row.state,
    status: row.status as Round['status'],
    quorum: row.quorum as Quorum,
    needed: row.needed,
    oneRejectionEnds: row.one_rejection_ends,
    contentHash: row.content_hash,
    leftOut: row.left_out as Round['leftOut'],
    note: row.note,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    imported: row.imported,
    asked: row.asked,
    votes: row.votes.map((vote) => ({ ...vote, at: new Date(vote.at) })),
    questions: row.questions.map((question) => ({
      ...question,
      askedAt: new Date(question.askedAt),
      answeredAt: question.answeredAt === null ? null : new Date(question.answeredAt),
    })),
  }));
}

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
  round: Omit<Round, 'votes' | 'questions' | 'closedAt' | 'note' | 'status' | 'imported'>,
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

export type ImportedRound = { subject: string; state: string; status: 'approved' | 'rejected'; at: Date };

/** Decisions of another system: an outcome and a date, no seat and no vote. Earlier imported ones of the subject go. */
export async function replaceImportedRounds(
  tx: Tx,
  rounds: readonly (ImportedRound & { id: string })[],
): Promise<void> {
  if (rounds.length === 0) return;
  await tx
    .deleteFrom('approval_round')
    .where('imported', '=', true)
    .where('subject', 'in', [...new Set(rounds.map(({ subject }) => subject))])
    .execute();
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
