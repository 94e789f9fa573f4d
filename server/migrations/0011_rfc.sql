-- The request for change in full: what it changes and why, its risk, what it costs, whom to ask.
alter table change
  add column categories text[] not null default '{}' check (categories <@ array['mission_strategy', 'organisation', 'people', 'culture', 'policy_legal', 'process_controls', 'technology', 'product']),
  add column triggers text[] not null default '{}' check (triggers <@ array['service_unavailable', 'service_degraded', 'function_differs', 'cmdb_update']),
  add column contacts jsonb not null default '[]',
  -- No level until somebody has assessed it.
  add column risk_level text not null default 'none' check (risk_level in ('none', 'low', 'medium', 'high')),
  add column risk_assessment text not null default '',
  add column communication_plan text not null default '',
  -- Null: nothing said. 0 minutes: none expected.
  add column downtime jsonb,
  add column benefit text not null default '',
  add column cost text not null default '',
  add column cost_of_not_doing text not null default '';
create index change_risk on change (risk_level, number desc);
-- A change can be of several categories, and no index over a list keeps its rows in order: one for each.
create index change_of_mission_strategy on change (number desc) where categories @> '{mission_strategy}';
create index change_of_organisation on change (number desc) where categories @> '{organisation}';
create index change_of_people on change (number desc) where categories @> '{people}';
create index change_of_culture on change (number desc) where categories @> '{culture}';
create index change_of_policy_legal on change (number desc) where categories @> '{policy_legal}';
create index change_of_process_controls on change (number desc) where categories @> '{process_controls}';
create index change_of_technology on change (number desc) where categories @> '{technology}';
create index change_of_product on change (number desc) where categories @> '{product}';

-- On hold, whatever state it is in; the draft that was copied from another change; restricted to people by name.
alter table change
  add column held_at timestamptz,
  add column held_by text references person,
  add column hold_reason text,
  add column copied_from text references change,
  add column restricted boolean not null default false,
  add check ((held_at is null) = (held_by is null) and (held_at is null) = (hold_reason is null));
create index change_held on change (number desc) where held_at is not null;
create index change_restricted on change (number desc) where restricted;

-- Who sees a restricted change although nothing else names them on it.
create table change_reader (
  change_id text not null references change,
  person_id text not null references person,
  named_by text not null references person,
  at timestamptz not null,
  primary key (change_id, person_id)
);
create index change_reader_person on change_reader (person_id, change_id);

create table watcher (
  subject text not null,
  person_id text not null references person,
  added_by text not null references person,
  at timestamptz not null,
  primary key (subject, person_id)
);
create index watcher_person on watcher (person_id, subject);
