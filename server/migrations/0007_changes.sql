create sequence change_number;

create table change (
  id text primary key,
  number bigint not null unique default nextval('change_number'),
  model_id text not null,
  model_version integer not null,
  state text not null,
  state_kind text not null check (state_kind in ('draft', 'assess', 'authorize', 'build', 'scheduled', 'implement', 'review', 'closed', 'cancelled')),
  title text not null,
  summary text not null default '',
  description text not null default '',
  purpose text check (purpose in ('fix', 'improvement', 'technology', 'capacity', 'compliance', 'misalignment')),
  reason text not null default '',
  if_not_done text not null default '',
  cannot_wait text not null default '',
  impact text not null default 'low' check (impact in ('high', 'medium', 'low')),
  urgency text not null default 'low' check (urgency in ('high', 'medium', 'low')),
  priority smallint not null check (priority between 1 and 4),
  priority_override jsonb,
  wanted_date date,
  -- What the clocks on the wall say, and the instants that follow from it.
  window_start_local text,
  window_end_local text,
  window_zone text,
  planned_start timestamptz,
  planned_end timestamptz,
  window_missed_at timestamptz,
  implementation_plan text not null default '',
  test_plan text not null default '',
  backout_plan text not null default '',
  people_impacted text not null default '',
  systems_affected text not null default '',
  links jsonb not null default '[]',
  raised_by text references person,
  requester_id text references person,
  coordinator_id text references person,
  manager_id text references person,
  team_id text references person_group,
  assignee_id text references person,
  outcome text check (outcome in ('successful', 'with_issues', 'failed', 'backed_out', 'not_recorded')),
  closure_notes text,
  cancel_reason text check (cancel_reason in ('withdrawn', 'rejected', 'superseded', 'duplicate')),
  cancel_words text,
  actual_start timestamptz,
  actual_end timestamptz,
  -- When each state was last entered, and who last edited each material field.
  entered jsonb not null default '{}',
  -- Whom the next move waits for: a person's or group's id, or `role:<role>`; null while it waits for nobody.
  waits_on text,
  waits_since timestamptz,
  last_editors jsonb not null default '{}',
  revision integer not null default 1,
  imported boolean not null default false,
  -- The version that the last import wrote: once people have taken the change up, the two differ.
  imported_version integer,
  source_system text,
  source_number text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  search tsvector generated always as (
    setweight(to_tsvector('simple', 'CHG-' || number::text || ' ' || title || ' ' || coalesce(source_number, '')), 'A') ||
    setweight(to_tsvector('simple', summary || ' ' || systems_affected), 'B') ||
    setweight(to_tsvector('simple', left(description, 20000) || ' ' || left(reason, 10000)), 'C')
  ) stored,
  foreign key (model_id, model_version) references model_version,
  check ((window_start_local is null) = (window_zone is null) and (window_end_local is null) = (window_zone is null)),
  check (planned_end > planned_start),
  check ((state_kind = 'closed') = (outcome is not null)),
  check ((state_kind = 'cancelled') = (cancel_reason is not null))
);
create unique index change_source on change (source_system, source_number) where source_system is not null;
create index change_source_number on change (source_number) where source_number is not null;
create index change_search on change using gin (search);
create index change_state on change (state_kind, number desc);
create index change_priority on change (priority, number desc);
create index change_model on change (model_id, number desc);
create index change_outcome on change (outcome, number desc) where outcome is not null;
create index change_requester on change (requester_id, number desc);
create index change_assignee on change (assignee_id, number desc);
create index change_coordinator on change (coordinator_id, number desc);
create index change_raised_by on change (raised_by, number desc);
create index change_manager on change (manager_id, number desc);
create index change_team on change (team_id, number desc);
create index change_planned on change (planned_start, number desc) where planned_start is not null;
create index change_waits_on on change (waits_on, waits_since, id) where waits_on is not null;
create index change_imported on change (number desc) where imported;
create index change_live on change (state_kind, state, number) where state_kind not in ('closed', 'cancelled');
create index change_window_to_miss on change (planned_end) where state_kind = 'scheduled' and window_missed_at is null;

create table change_revision (
  change_id text not null references change,
  revision integer not null,
  by text references person,
  at timestamptz not null,
  -- Field to its value before and after.
  fields jsonb not null,
  primary key (change_id, revision)
);
