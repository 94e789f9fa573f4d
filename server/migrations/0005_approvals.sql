-- A round asks fixed people about one content of a subject; it knows no change and no release.
create table approval_round (
  id text primary key,
  subject text not null,
  state text not null,
  status text not null check (status in ('open', 'approved', 'rejected', 'voided')),
  quorum jsonb not null,
  needed integer not null,
  one_rejection_ends boolean not null,
  content_hash text not null,
  left_out jsonb not null,
  note text not null default '',
  opened_at timestamptz not null,
  closed_at timestamptz,
  imported boolean not null default false,
  check ((status = 'open') = (closed_at is null))
);
create index approval_round_subject on approval_round (subject, opened_at, id);
create unique index approval_round_open on approval_round (subject) where status = 'open';

-- Whom a round asks, fixed when it opens.
create table approval_seat (
  round_id text not null references approval_round,
  person_id text not null references person,
  because text not null,
  primary key (round_id, person_id)
);
create index approval_seat_person on approval_seat (person_id, round_id);

create table approval_vote (
  round_id text not null,
  person_id text not null,
  decision text not null check (decision in ('approve', 'reject')),
  comment text not null,
  content_hash text not null,
  at timestamptz not null,
  primary key (round_id, person_id),
  foreign key (round_id, person_id) references approval_seat
);

create table approval_question (
  id text primary key,
  round_id text not null references approval_round,
  subject text not null,
  asked_by text not null references person,
  asked_at timestamptz not null,
  words text not null,
  answered_by text references person,
  answered_at timestamptz,
  answer text,
  check ((answered_at is null) = (answer is null))
);
create index approval_question_round on approval_question (round_id);
create index approval_question_open on approval_question (subject) where answered_at is null;
create unique index approval_question_one_each on approval_question (round_id, asked_by) where answered_at is null;
