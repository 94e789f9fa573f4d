-- What was told and is not worked off yet: written in the transaction of the act, gone once its deliveries are written.
create table notice (
  id text primary key,
  act text not null,
  kind text not null,
  subject text not null,
  by_id text references person,
  told text[] not null,
  parts jsonb not null,
  state_kind text,
  key text not null,
  at timestamptz not null
);
create index notice_act on notice (act, id);
create index notice_at on notice (at);

-- A room of a chat that is posted to. Its address is a secret: sealed with a key that is not in the database.
create table chat_channel (
  id text primary key,
  name text not null,
  format text not null check (format in ('slack', 'teams')),
  sealed_url bytea not null,
  host text not null,
  active boolean not null,
  version integer not null,
  created_at timestamptz not null
);
create unique index chat_channel_name on chat_channel (lower(name));

-- One mail to one person, or one post to one room, about one act: what became of it.
create table delivery (
  id text primary key,
  person_id text references person,
  chat_id text references chat_channel,
  kind text not null,
  subject text,
  by_id text references person,
  parts jsonb not null,
  -- What only the recipient may read: sealed, and gone once it was sent or given up.
  sealed bytea,
  state text not null check (state in ('waiting', 'bundled', 'sending', 'failed', 'sent', 'given_up', 'dropped')),
  daily boolean not null,
  at timestamptz not null,
  -- When it is sent, tried again, or taken back from a server that died over it; null when nothing more is done.
  due_at timestamptz,
  tries integer not null,
  problem text,
  ended_at timestamptz,
  bundle text references delivery,
  key text not null,
  check (num_nonnulls(person_id, chat_id) = 1),
  check ((due_at is null) = (state in ('bundled', 'sent', 'given_up', 'dropped')))
);
create unique index delivery_once on delivery (coalesce(person_id, chat_id), key);
create index delivery_due on delivery (due_at) where due_at is not null;
create index delivery_newest on delivery (at desc, id desc);
create index delivery_state on delivery (state, at desc, id desc);
create index delivery_bundle on delivery (bundle) where bundle is not null;
create index delivery_ended on delivery (ended_at) where ended_at is not null;

-- While there is a row nothing leaves: after a restore, until the operator says what becomes of it.
create table outbound_hold (
  single boolean primary key default true check (single),
  since timestamptz not null,
  because text not null
);

-- Who is told what, when and how.
create table telling_rule (
  id text primary key,
  name text not null,
  events text[] not null,
  state_kinds text[] not null default '{}',
  minutes integer,
  condition text,
  audience text[] not null,
  group_id text references person_group,
  bell boolean not null,
  mail boolean not null,
  chat_ids text[] not null default '{}',
  pace text not null check (pace in ('at_once', 'daily')),
  urgent boolean not null,
  active boolean not null default true,
  shipped boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null
);
create unique index telling_rule_name on telling_rule (lower(name));

-- What one person chose for their own mail; without a row it is as the rules say.
create table telling_choice (
  person_id text primary key references person,
  topics jsonb not null,
  digest_hour integer not null,
  quiet_from text,
  quiet_to text,
  version integer not null
);

insert into telling_rule (id, name, events, state_kinds, minutes, audience, bell, mail, pace, urgent, shipped, changed_at) values
  ('rul_decide', 'Decisions that are asked for', '{decision_asked,reminder,escalation}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01'),
  ('rul_questions', 'Questions and their answers', '{question_asked,question_answered}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01'),
  ('rul_work', 'Work that is handed over', '{work_handed_over,task_assigned,build_and_test_done}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01'),
  ('rul_returned', 'Changes that come back', '{change_returned,round_expired,vote_withdrawn}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01'),
  ('rul_mentions', 'Mentions', '{mentioned}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01'),
  ('rul_progress', 'How it goes, to the requester', '{watched_change_moved}', '{scheduled,implement,review,closed,cancelled}', null, '{requester}', false, true, 'at_once', false, true, '2026-01-01'),
  ('rul_watched', 'Moves and comments, to whom they concern', '{watched_change_moved,watched_change_commented}', '{}', null, '{addressed}', false, true, 'daily', false, true, '2026-01-01'),
  ('rul_start', 'An hour before the start', '{start_near}', '{}', 60, '{requester,coordinator,manager,assignee,team}', true, true, 'at_once', true, true, '2026-01-01'),
  ('rul_end', 'Half an hour before the end', '{end_near}', '{}', 30, '{manager,assignee}', true, true, 'at_once', true, true, '2026-01-01'),
  ('rul_templates', 'Templates and recurring changes', '{template_proposed,template_published,template_returned,recurring_paused}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01');
