// Reads: approval_round with its seats, votes and questions, and the names of people from person.
import type { Quorum } from '@interlock/contract/models.ts';
import { sql } from 'kysely';
import type { Reads } from '../../platform/db.ts';
import type { PersonAsked, QuestionAsked, Round, VoteCast } from './round.rules.ts';

const seats = sql<PersonAsked[]>`coalesce((
  select jsonb_agg(jsonb_build_object('personId', s.person_id, 'name', p.name, 'active', p.active, 'roles', p.roles, 'because', s.because) order by p.name, p.id)
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
