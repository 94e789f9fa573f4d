// Reads: approval_round with its seats, votes and questions; the names of people from person, who is in a group from group_member.
import type { Quorum, Tolerance } from '@interlock/contract/models.ts';
import { type Selectable, sql } from 'kysely';
import { type Reads, readWithCommit } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';
import type { ApprovalRound } from '../../platform/database/tables.d.ts';
import type { Linked } from '../../platform/same-person.ts';
import { linkedAccounts } from '../same-person/index.ts';
import type { Content } from './content.rules.ts';
import { type PersonAsked, type QuestionAsked, type Round, type VoteWithdrawn, votingRoles } from './round.rules.ts';
import type { Window } from './tolerance.rules.ts';

const seats = sql<PersonAsked[]>`coalesce((
  select jsonb_agg(jsonb_build_object('personId', s.person_id, 'name', p.name, 'active', p.active, 'roles', p.roles,
    'because', s.because, 'isMember', approval_round.group_id is null or exists (select from group_member m
      where m.group_id = approval_round.group_id and m.person_id = s.person_id and m.since <= approval_round.opened_at),
    'isBack', exists (select from group_member m
      where m.group_id = approval_round.group_id and m.person_id = s.person_id and m.since > approval_round.opened_at))
    order by p.name, p.id)
  from approval_seat s join person p on p.id = s.person_id where s.round_id = approval_round.id), '[]')`;
type Cast = Omit<VoteWithdrawn, 'at' | 'withdrawnAt' | 'withdrawnBecause'> & {
  at: string;
  withdrawnAt: string | null;
  withdrawnBecause: string | null;
};
const votes = sql<Cast[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', v.id, 'personId', v.person_id, 'decision', v.decision, 'comment', v.comment,
    'castBy', jsonb_build_object('id', c.id, 'name', c.name, 'active', c.active), 'at', v.at,
    'sawWindow', v.saw_window, 'withdrawnAt', v.withdrawn_at, 'withdrawnBecause', v.withdrawn_because) order by v.at, v.id)
  from approval_vote v join person c on c.id = v.cast_by where v.round_id = approval_round.id), '[]')`;
const questions = sql<
  (Omit<QuestionAsked, 'askedAt' | 'answeredAt'> & { askedAt: string; answeredAt: string | null })[]
>`coalesce((
  select jsonb_agg(jsonb_build_object('id', q.id, 'askedBy', jsonb_build_object('id', a.id, 'name', a.name, 'active', a.active),
    'askedAt', q.asked_at, 'words', q.words, 'answer', q.answer,
    'answeredBy', case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name, 'active', b.active) end,
    'answeredAt', q.answered_at) order by q.asked_at)
  from approval_question q join person a on a.id = q.asked_by left join person b on b.id = q.answered_by
  where q.round_id = approval_round.id), '[]')`;

type Row = Selectable<ApprovalRound>;

/** The row as the record; `as` is the database's edge: what stands in these columns was written from these types. */
const kept = (row: Row): Omit<Round, 'asked' | 'votes' | 'withdrawn' | 'questions' | 'linked'> => ({
  id: row.id,
  subject: row.subject,
  state: row.state,
  key: row.key,
  name: row.name,
  order: row.ord,
  advisory: row.advisory,
  groupId: row.group_id,
  status: row.status,
  quorum: row.quorum as Quorum,
  needed: row.needed,
  oneRejectionEnds: row.one_rejection_ends,
  leaves: row.leaves,
  content: row.content as Content,
  contentHash: row.content_hash,
  tolerance: row.tolerance as Tolerance | null,
  windowFrom: row.window_from as Window | null,
  leftOut: row.left_out as Round['leftOut'],
  note: row.note,
  fellBy: row.fell_by,
  openedAt: row.opened_at,
  askedAt: row.asked_at,
  askingSince: row.asking_since,
  closedAt: row.closed_at,
  remindAfterHours: row.remind_after_hours,
  escalateAfterHours: row.escalate_after_hours,
  remindedAt: row.reminded_at,
  escalatedAt: row.escalated_at,
  expiresAtStart: row.expires_at_start,
  imported: row.imported,
});

const select = (reads: Reads) =>
  reads
    .selectFrom('approval_round')
    .selectAll()
    .select([seats.as('asked'), votes.as('cast'), questions.as('questions')])
    .orderBy('opened_at')
    .orderBy('id');

type Selected = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

const roundOf = (row: Selected, linked: Linked): Round => ({
  ...kept(row),
  linked,
  asked: row.asked,
  votes: row.cast.flatMap(({ withdrawnAt, withdrawnBecause: _, ...vote }) =>
    withdrawnAt === null ? [{ ...vote, at: new Date(vote.at) }] : [],
  ),
  withdrawn: row.cast.flatMap(({ withdrawnAt, withdrawnBecause, ...vote }) =>
    withdrawnAt === null
      ? []
      : [
          {
            ...vote,
            at: new Date(vote.at),
            withdrawnAt: new Date(withdrawnAt),
            withdrawnBecause: withdrawnBecause ?? '',
          },
        ],
  ),
  questions: row.questions.map((question) => ({
    ...question,
    askedAt: new Date(question.askedAt),
    answeredAt: question.answeredAt === null ? null : new Date(question.answeredAt),
  })),
});

const roundsOfOne = fixedQuery((reads, { subject }: { subject: string }) =>
  select(reads).where('subject', '=', subject),
);
const roundsOfAll = fixedQuery((reads, { subjects }: { subjects: readonly string[] }) =>
  select(reads).where(sql<boolean>`subject = any (${subjects}::text[])`),
);

/** Every round of a subject, oldest first. */
export async function roundsOf(reads: Reads, subject: string): Promise<Round[]> {
  const { rows } = await reads.executeQuery(roundsOfOne(reads, { subject }));
  if (rows.length === 0) return [];
  const linked = await linkedAccounts(reads);
  return rows.map((row) => roundOf(row, linked));
}

/** The same, read with the commit of a transaction. Answers how to read them of it, by whose accounts are one person's then. */
export async function roundsWithCommit(
  reads: Reads,
  subject: string,
): Promise<(linked: Linked) => Round[] | undefined> {
  const foreseen = await readWithCommit(reads, roundsOfOne(reads, { subject }));
  return (linked) => foreseen.rows?.map((row) => roundOf(row, linked));
}

/** The same of several subjects at once. */
export async function roundsOfEach(reads: Reads, subjects: readonly string[]): Promise<ReadonlyMap<string, Round[]>> {
  if (subjects.length === 0) return new Map();
  const { rows } = await reads.executeQuery(roundsOfAll(reads, { subjects }));
  if (rows.length === 0) return new Map();
  const linked = await linkedAccounts(reads);
  return Map.groupBy(
    rows.map((row) => roundOf(row, linked)),
    ({ subject }) => subject,
  );
}

/**
 * Open rounds that are not in doubt although somebody whom they ask can decide no more. Triggers put them in doubt when that
 * happens, but see no round that is being opened in the same moment.
 */
export async function roundsThatLost(reads: Reads): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from approval_round r where r.status = 'open' and not r.doubtful
      and exists (select from approval_seat s join person p on p.id = s.person_id where s.round_id = r.id and s.asking
        and (not p.active or not p.roles && ${[...votingRoles]}::text[]
          or r.group_id is not null and not exists (select from group_member m
            where m.group_id = r.group_id and m.person_id = s.person_id and m.since <= r.opened_at)))`.execute(reads);
  return rows.map(({ id }) => id);
}
