import pg from 'pg';

/** An act of the audit log, with what tells it from others of its kind. */
export type Told = { actor: string; verb: string; object: string; mark: string };
type Vote = { roundId: string; by: string; decision: string; contentHash: string; of: string };
type Question = {
  id: string;
  roundId: string;
  of: string;
  by: string;
  words: string;
  answeredBy: string;
  answer: string;
};

export type Stored = {
  changes: { id: string; number: string; requester: string; state: string }[];
  votes: Vote[];
  questions: Question[];
  comments: { id: string; subject: string; author: string; words: string }[];
  /** What was asked for, the first of a change first: how many yes it took, and what they were bound to. */
  rounds: { id: string; subject: string; status: string; needed: number; contentHash: string }[];
  /** All that happened since the first change was raised, in its order. */
  events: Told[];
};

/** What stands in the database, read past the servers. */
export async function storedIn(ownerUrl: string): Promise<Stored> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const rows = async <T>(text: string): Promise<T[]> => (await client.query(text)).rows as T[];
  try {
    await client.query('begin isolation level repeatable read read only');
    return {
      changes: await rows(
        `select id, 'CHG-' || number as number, requester_id as requester, state from change order by number`,
      ),
      votes: await rows(
        `select round_id as "roundId", v.person_id as by, v.decision, v.content_hash as "contentHash", r.subject as of
         from approval_vote v join approval_round r on r.id = v.round_id
         where v.withdrawn_at is null and v.cast_by = v.person_id`,
      ),
      questions: await rows(
        `select id, round_id as "roundId", subject as of, asked_by as by, words, coalesce(answered_by, '') as "answeredBy",
           coalesce(answer, '') as answer from approval_question`,
      ),
      comments: await rows('select id, subject, author_id as author, text as words from comment'),
      rounds: await rows(
        'select id, subject, status, needed, content_hash as "contentHash" from approval_round where not advisory order by subject, opened_at, id',
      ),
      events: await rows(
        `select actor, verb, object, coalesce((select convert_from(body, 'utf8')::jsonb #>> '{}' from audit_part p
           where p.event_id = e.id and p.name = case verb when 'change.moved' then 'to' when 'change.vote_approved' then 'round' when 'change.vote_rejected' then 'round'
             when 'change.question_asked' then 'words' when 'change.question_answered' then 'questionId'
             when 'change.commented' then 'commentId' end), '') as mark
         from audit_event e where id >= (select min(id) from audit_event where verb = 'change.raised') order by id`,
      ),
    };
  } finally {
    await client.end();
  }
}
