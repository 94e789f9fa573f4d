create sequence improvement_number;

-- A lesson that somebody owns: the improvement register. The subject is what it was learnt from.
create table improvement (
  id text primary key,
  number bigint not null unique default nextval('improvement_number'),
  subject text not null,
  title text not null,
  words text not null,
  owner_id text not null references person,
  due_on date not null,
  state text not null check (state in ('open', 'in_progress', 'done', 'dropped')),
  -- What came of it, once it is over.
  outcome text not null default '',
  raised_by text not null references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create index improvement_subject on improvement (subject, number desc);
create index improvement_state on improvement (state, number desc);
create index improvement_owner on improvement (owner_id, number desc);
create index improvement_due on improvement (owner_id, due_on) where state in ('open', 'in_progress');
create index improvement_overdue on improvement (due_on) where state in ('open', 'in_progress');

-- What a review has answered to a question of the model.
create table review_answer (
  change_id text not null references change,
  key text not null,
  answer text not null,
  by text not null references person,
  at timestamptz not null,
  primary key (change_id, key)
);

-- A record of another system, known by what that system calls it.
create table incident (
  id text primary key,
  system text not null,
  number text not null,
  title text not null,
  url text not null default '',
  opened_at timestamptz,
  recorded_by text not null,
  recorded_at timestamptz not null,
  unique (system, number)
);

-- What an incident has to do with a change, and how sure that is.
create table incident_link (
  id text primary key,
  incident_id text not null references incident,
  change_id text not null references change,
  kind text not null check (kind in ('caused_by', 'fixed_by')),
  attribution text not null check (attribution in ('suggested', 'suspected', 'confirmed', 'dismissed')),
  words text not null,
  linked_by text not null references person,
  linked_at timestamptz not null,
  -- Who confirmed or dismissed it.
  decided_by text references person,
  decided_at timestamptz,
  decided_words text not null default '',
  version integer not null default 1,
  unique (incident_id, change_id, kind),
  check ((attribution in ('confirmed', 'dismissed')) = (decided_by is not null))
);
create index incident_link_change on incident_link (change_id);
create index incident_link_open on incident_link (incident_id) where attribution in ('suggested', 'suspected');
create index incident_number on incident (lower(number) text_pattern_ops);

insert into telling_rule (id, name, events, state_kinds, minutes, audience, bell, mail, pace, urgent, shipped, changed_at) values
  ('rul_review', 'Incidents and improvements', '{incident_linked,improvement_given}', '{}', null, '{addressed}', false, true, 'at_once', false, true, '2026-01-01');
