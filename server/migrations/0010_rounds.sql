-- A state asks in several rounds, each bound to the fields that are its own.
alter table approval_round
  add column key text not null default 'approval',
  add column name text not null default '',
  add column ord integer not null default 1,
  add column advisory boolean not null default false,
  -- Whose members it asks; whoever leaves the group decides no more. Null: not known.
  add column group_id text,
  -- The fields that other rounds of the model answer for; every other field is its own, also one that a later release adds.
  add column leaves text[] not null default '{}',
  -- What it asked about: the value of each field that was its own when it opened.
  add column content jsonb not null default '{}',
  add column tolerance jsonb,
  -- The window that its tolerance is measured from: the one that was approved, or the first that came after.
  add column window_from jsonb,
  add column asking_since timestamptz,
  -- Null: nobody is reminded. Rounds from before this migration have no clock.
  add column remind_after_hours integer,
  add column escalate_after_hours integer,
  add column reminded_at timestamptz,
  add column escalated_at timestamptz,
  add column expires_at_start boolean not null default false,
  add column fell_by text[] not null default '{}',
  drop constraint approval_round_status_check,
  add constraint approval_round_status_check
    check (status in ('open', 'approved', 'rejected', 'voided', 'expired', 'skipped'));

-- What is there was asked in one round about everything.
update approval_round round
set asking_since = round.opened_at,
  name = coalesce(asking ->> 'name', round.state),
  group_id = coalesce(asking -> 'approval' ->> 'group', asking #>> '{approvals,0,group}')
from change
  join model_version version on version.model_id = change.model_id and version.version = change.model_version
  cross join jsonb_array_elements(version.definition -> 'states') asking
where change.id = round.subject and asking ->> 'key' = round.state;
update approval_round set asking_since = opened_at, name = state where asking_since is null;
alter table approval_round alter column asking_since set not null;

-- A standing round is bound to the content that the change still has.
update approval_round round
set content = jsonb_build_object(
    'title', change.title, 'summary', change.summary, 'description', change.description, 'purpose', change.purpose,
    'reason', change.reason, 'ifNotDone', change.if_not_done, 'cannotWait', change.cannot_wait, 'impact', change.impact,
    'urgency', change.urgency, 'priority', change.priority, 'priorityOverride', change.priority_override,
    'window', planned.window, 'implementationPlan', change.implementation_plan, 'testPlan', change.test_plan,
    'backoutPlan', change.backout_plan, 'peopleImpacted', change.people_impacted,
    'systemsAffected', change.systems_affected, 'assigneeId', change.assignee_id, 'teamId', change.team_id),
  window_from = planned.window
from change
  left join lateral (
    select jsonb_build_object(
      'start', change.window_start_local, 'end', change.window_end_local, 'zone', change.window_zone) as window
    where change.window_start_local is not null) planned on true
where change.id = round.subject and not round.imported and round.status in ('open', 'approved');

drop index approval_round_open;
create unique index approval_round_open on approval_round (subject, state, key) where status = 'open';
-- What the clock looks through each minute.
create index approval_round_asking on approval_round (asking_since) where status = 'open';

-- A yes can be taken back and given again, and all of it stays on record; a deputy casts for the one whose seat it is.
alter table approval_vote
  add column id text,
  add column cast_by text references person,
  -- Where the voter saw the window; null: as its round has it.
  add column saw_window jsonb,
  add column withdrawn_at timestamptz,
  add column withdrawn_because text,
  add check ((withdrawn_at is null) = (withdrawn_because is null));
update approval_vote set id = 'vot_' || md5(round_id || ' ' || person_id), cast_by = person_id;
alter table approval_vote
  alter column id set not null,
  alter column cast_by set not null,
  drop constraint approval_vote_pkey,
  add primary key (id);
create index approval_vote_round on approval_vote (round_id, at);
create index approval_vote_cast_by on approval_vote (cast_by, round_id);
create unique index approval_vote_seat on approval_vote (round_id, person_id) where withdrawn_at is null;
create unique index approval_vote_caster on approval_vote (round_id, cast_by) where withdrawn_at is null;

-- Who decides for whom, between two days. Ended early, it stays on record.
create table deputy (
  id text primary key,
  person_id text not null references person,
  deputy_id text not null references person,
  first_day date not null,
  last_day date not null,
  zone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  named_at timestamptz not null,
  ended_at timestamptz,
  check (person_id <> deputy_id),
  check (starts_at < ends_at)
);
create index deputy_person on deputy (person_id, ends_at);
create index deputy_deputy on deputy (deputy_id, ends_at);

-- Up to which revision an approver has looked at a subject, and at which they had looked before that.
create table approval_look (
  subject text not null,
  person_id text not null references person,
  revision integer not null,
  earlier_revision integer,
  at timestamptz not null,
  primary key (subject, person_id)
);

-- Whoever put themself into a group after a change was raised does not approve it by that. Null: from before this migration.
alter table group_member add column added_by text;
