import type { Decision } from '@interlock/contract/approvals.ts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/db.ts';
import type { ImportedRound, Round, StoredStatus } from './round.rules.ts';

/** Keeps two votes on one round apart, so that the second sees the first. */
export async function lockRound(
  tx: Tx,
  roundId: string,
  subject: string,
): Promise<{ groupId: string | null } | undefined> {
  return tx
    .selectFrom('approval_round')
    .select('group_id as groupId')
    .where('id', '=', roundId)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst();
}

type Counted =
  | 'asked'
  | 'votes'
  | 'withdrawn'
  | 'questions'
  | 'closedAt'
  | 'fellBy'
  | 'askedAt'
  | 'askingSince'
  | 'remindedAt'
  | 'escalatedAt'
  | 'imported'
  | 'linked';

export type NewRound = Omit<Round, Counted> & {
  status: 'open' | 'skipped';
  asked: { personId: string; because: string }[];
};

/** A round that asks, or the record of one that did not because its condition did not hold. */
export async function insertRound(tx: Tx, round: NewRound): Promise<void> {
  await tx
    .insertInto('approval_round')
    .values({
      id: round.id,
      subject: round.subject,
      state: round.state,
      key: round.key,
      name: round.name,
      ord: round.order,
      advisory: round.advisory,
      group_id: round.groupId,
      status: round.status,
      quorum: JSON.stringify(round.quorum),
      needed: round.needed,
      doubtful: round.asked.length < round.needed,
      one_rejection_ends: round.oneRejectionEnds,
      leaves: round.leaves,
      content: JSON.stringify(round.content),
      content_hash: round.contentHash,
      tolerance: round.tolerance && JSON.stringify(round.tolerance),
      window_from: round.windowFrom && JSON.stringify(round.windowFrom),
      left_out: JSON.stringify(round.leftOut),
      note: round.note,
      opened_at: round.openedAt,
      asked_at: round.openedAt,
      asking_since: round.openedAt,
      closed_at: round.status === 'open' ? null : round.openedAt,
      remind_after_hours: round.remindAfterHours,
      escalate_after_hours: round.escalateAfterHours,
      expires_at_start: round.expiresAtStart,
    })
    .execute();
  if (round.asked.length === 0) return;
  await tx
    .insertInto('approval_seat')
    .values(
      round.asked.map(({ personId, because }) => ({
        round_id: round.id,
        subject: round.subject,
        person_id: personId,
        because,
        asking: round.status === 'open',
      })),
    )
    .execute();
}

type Closing = {
  status: Exclude<StoredStatus, 'open' | 'skipped'>;
  note: string;
  at: Date;
  fellBy?: readonly string[];
};

export async function closeRound(tx: Tx, roundId: string, { status, note, at, fellBy = [] }: Closing): Promise<void> {
  await tx
    .updateTable('approval_round')
    .set({ status, note, closed_at: at, fell_by: [...fellBy] })
    .where('id', '=', roundId)
    .execute();
  await saveAsking(tx, roundId, false);
}

/** Asks those again who are still out. From now on they are reminded as if it had just opened. */
export async function reopenRound(tx: Tx, roundId: string, at: Date): Promise<void> {
  await tx
    .updateTable('approval_round')
    .set({
      status: 'open',
      note: '',
      closed_at: null,
      asked_at: at,
      asking_since: at,
      reminded_at: null,
      escalated_at: null,
      doubtful: true,
    })
    .where('id', '=', roundId)
    .execute();
  await saveAsking(tx, roundId, true);
}

/** Whether a round asks stands on its seats as well: what somebody is asked now is found among all that they ever were. */
async function saveAsking(tx: Tx, roundId: string, asking: boolean): Promise<void> {
  await tx.updateTable('approval_seat').set({ asking }).where('round_id', '=', roundId).execute();
}

/** Puts rounds in doubt; what somebody works on in this moment is left to the next time. */
export async function doubtRounds(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update approval_round set doubtful = true where id in (
    select id from approval_round where id = any (${[...ids]}::text[]) and not doubtful order by id for update skip locked)`.execute(
    tx,
  );
}

/** The time for which a subject was on hold counts for no reminder and no escalation of its rounds. When they asked stays as it was. */
export async function resumeRounds(tx: Tx, subject: string, heldSince: Date, now: Date): Promise<void> {
  await tx
    .updateTable('approval_round')
    .set({
      asking_since: sql<Date>`asking_since + (${now}::timestamptz - greatest(asking_since, ${heldSince}::timestamptz))`,
      reminded_at: sql<Date>`reminded_at + (${now}::timestamptz - greatest(reminded_at, ${heldSince}::timestamptz))`,
    })
    .where('subject', '=', subject)
    .where('status', '=', 'open')
    .execute();
}

/** The window that a round's tolerance is measured from, where what it approved had none. */
export async function saveFirstWindow(tx: Tx, roundIds: readonly string[], window: Round['windowFrom']): Promise<void> {
  if (roundIds.length === 0 || window === null) return;
  await tx
    .updateTable('approval_round')
    .set({ window_from: JSON.stringify(window) })
    .where('id', 'in', roundIds)
    .where('window_from', 'is', null)
    .execute();
}

export async function markReminded(tx: Tx, roundId: string, at: Date): Promise<void> {
  await tx.updateTable('approval_round').set({ reminded_at: at }).where('id', '=', roundId).execute();
}

export async function markEscalated(tx: Tx, roundId: string, at: Date): Promise<void> {
  await tx.updateTable('approval_round').set({ escalated_at: at }).where('id', '=', roundId).execute();
}

type NewVote = {
  id: string;
  roundId: string;
  personId: string;
  castBy: string;
  decision: Decision;
  comment: string;
  contentHash: string;
  sawWindow: Round['windowFrom'];
  at: Date;
};

export async function insertVote(tx: Tx, vote: NewVote): Promise<void> {
  await tx
    .insertInto('approval_vote')
    .values({
      id: vote.id,
      round_id: vote.roundId,
      person_id: vote.personId,
      cast_by: vote.castBy,
      decision: vote.decision,
      comment: vote.comment,
      content_hash: vote.contentHash,
      saw_window: vote.sawWindow && JSON.stringify(vote.sawWindow),
      at: vote.at,
    })
    .execute();
}

export async function withdrawVote(tx: Tx, voteId: string, because: string, at: Date): Promise<void> {
  await tx
    .updateTable('approval_vote')
    .set({ withdrawn_at: at, withdrawn_because: because })
    .where('id', '=', voteId)
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

/** Decisions of another system: an outcome and a date, no seat and no vote. Earlier imported ones of the subjects go, and are answered. */
export async function replaceImportedRounds(
  tx: Tx,
  subjects: readonly string[],
  rounds: readonly (ImportedRound & { id: string })[],
): Promise<ImportedRound[]> {
  const before =
    subjects.length === 0
      ? []
      : await tx
          .deleteFrom('approval_round')
          .where('imported', '=', true)
          .where('subject', 'in', subjects)
          .returning(['subject', 'state', 'status', 'opened_at'])
          .execute();
  // `as`: an imported round is written below alone, and with no other outcome.
  const gone = before.map(({ subject, state, status, opened_at }) => ({
    ...{ subject, state, status: status as ImportedRound['status'], at: opened_at },
  }));
  if (rounds.length === 0) return gone;
  await tx
    .insertInto('approval_round')
    .values(
      rounds.map(({ id, subject, state, status, at }) => ({
        id,
        subject,
        state,
        key: 'imported',
        name: state,
        status,
        quorum: JSON.stringify({ kind: 'any' }),
        needed: 1,
        one_rejection_ends: true,
        content_hash: '',
        left_out: '[]',
        note: 'Decided in another system',
        opened_at: at,
        asked_at: at,
        asking_since: at,
        closed_at: at,
        imported: true,
      })),
    )
    .execute();
  return gone;
}

/** Rounds go with all that was asked and decided on them. */
export async function dropRounds(tx: Tx, subjects: readonly string[]): Promise<void> {
  const rounds = tx
    .selectFrom('approval_round')
    .select('id')
    .where('subject', 'in', [...subjects]);
  await tx.deleteFrom('approval_question').where('round_id', 'in', rounds).execute();
  await tx.deleteFrom('approval_vote').where('round_id', 'in', rounds).execute();
  await tx.deleteFrom('approval_seat').where('round_id', 'in', rounds).execute();
  await tx
    .deleteFrom('approval_round')
    .where('subject', 'in', [...subjects])
    .execute();
}
