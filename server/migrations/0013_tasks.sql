create sequence task_number;

-- Work on a subject. The lines of a plan are the steps of its tasks: owner and order stand on the task, text, minutes and
-- state on the step, and nothing of them on the subject.
create table task (
  id text primary key,
  number bigint not null unique default nextval('task_number'),
  subject_kind text not null check (subject_kind in ('change')),
  subject text not null,
  kind text not null check (kind in ('planning', 'build', 'test', 'implementation', 'verification', 'backout', 'review')),
  title text not null,
  description text not null default '',
  level smallint not null check (level between 1 and 99),
  position integer not null,
  owner_id text references person,
  group_id text references person_group,
  -- The place on the subject whose holder owns it, until somebody hands it over by hand.
  owner_place text check (owner_place in ('requester', 'coordinator', 'change_manager', 'assignee')),
  state text not null check (state in ('pending', 'open', 'in_progress', 'done', 'failed', 'skipped', 'cancelled')),
  planned_start timestamptz,
  planned_end timestamptz,
  evidence text not null default '',
  findings text not null default '',
  -- Why it failed, was skipped or was cancelled.
  words text not null default '',
  -- Why it rests by itself, where somebody has said so; what the whole subject rests for stands there.
  held text,
  created_from text not null check (created_from in ('model', 'template', 'hand')),
  -- Its lines are still as the model or the template gave them.
  as_given boolean not null,
  -- It joined when the plan was fixed already.
  late boolean not null,
  opened_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  closed_by text references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check (planned_end > planned_start),
  check ((state in ('done', 'failed', 'skipped', 'cancelled')) = (ended_at is not null))
);
create index task_subject on task (subject);
create index task_owner on task (owner_id, number desc);
create index task_owner_live on task (owner_id, number desc) where state in ('pending', 'open', 'in_progress', 'failed');
create index task_group_live on task (group_id, number desc) where state in ('pending', 'open', 'in_progress', 'failed');
create index task_state on task (state, number desc);
create index task_kind on task (kind, number desc);

create table task_step (
  id text primary key,
  task_id text not null references task,
  position smallint not null,
  text text not null,
  minutes integer not null default 0,
  automatic boolean not null default false,
  owner_id text references person,
  state text not null default 'open' check (state in ('open', 'done', 'skipped')),
  at timestamptz,
  by text references person,
  check ((state = 'open') = (at is null))
);
create index task_step_task on task_step (task_id, position);

-- How many tasks a change was ever given, so that a change without any asks for none; the sum of its plan's lines, which votes
-- are bound to; and the kinds of task that have lines.
alter table change
  add column task_count integer not null default 0,
  add column steps text,
  add column plan_kinds text[] not null default '{}';

-- A guard that was not met and did not hold a move back, because somebody took it on themselves.
create table guard_override (
  id text primary key,
  change_id text not null references change,
  guard text not null,
  model_id text not null references model,
  from_state text not null,
  to_state text not null,
  degree text not null check (degree in ('inform', 'justify', 'extra_approver')),
  -- What the guard said, and why it was overridden.
  why text not null,
  words text not null,
  by text not null,
  moved_by text not null,
  content_hash text not null,
  at timestamptz not null
);
create index guard_override_change on guard_override (change_id, id);
create index guard_override_guard on guard_override (guard, id);
create index guard_override_model on guard_override (model_id, id);

-- Somebody else's yes to one move of one content past one guard.
create table guard_grant (
  id text primary key,
  change_id text not null references change,
  to_state text not null,
  guard text not null,
  content_hash text not null,
  words text not null,
  by text not null references person,
  at timestamptz not null,
  used_at timestamptz
);
create index guard_grant_change on guard_grant (change_id) where used_at is null;

-- That the way back was tried, or that a change manager does without.
create table backout_proof (
  id text primary key,
  change_id text not null references change,
  kind text not null check (kind in ('rehearsed', 'waived')),
  passed boolean,
  words text not null,
  -- Of the backout plan that it is about: another plan is not rehearsed.
  content_hash text not null,
  by text not null references person,
  at timestamptz not null,
  check ((kind = 'rehearsed') = (passed is not null))
);
create index backout_proof_change on backout_proof (change_id, id);
