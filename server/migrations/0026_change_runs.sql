-- What the clock has said of a run: for which point of no return its passing was announced and put on record, and since when
-- the window is overrun.
create table change_run (
  change_id text primary key references change,
  announced_for timestamptz,
  passed_for timestamptz,
  -- The end of the window whose overrun was put on record last, and since when the first was.
  overran_for timestamptz,
  overran_at timestamptz
);

-- That somebody went on past a point of no return.
create table run_decision (
  id text primary key,
  change_id text not null references change,
  no_return_at timestamptz not null,
  words text not null,
  by text not null references person,
  at timestamptz not null
);
create index run_decision_change on run_decision (change_id, id);

-- More time than was approved. The window of the change stays as it was approved.
create table window_extension (
  id text primary key,
  change_id text not null references change,
  minutes integer not null check (minutes between 1 and 1440),
  words text not null,
  state text not null check (state in ('asked', 'granted', 'refused', 'withdrawn')),
  needed smallint not null,
  asked_by text not null references person,
  asked_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'asked') = (ended_at is null))
);
create index window_extension_change on window_extension (change_id, id);
create unique index window_extension_open on window_extension (change_id) where state = 'asked';

create table extension_decision (
  extension_id text not null references window_extension,
  person_id text not null references person,
  granted boolean not null,
  words text not null,
  at timestamptz not null,
  primary key (extension_id, person_id)
);

-- The runs that go on now, for the clock that looks at them each minute.
create index change_running on change (planned_end) where state_kind = 'implement' and not imported;

insert into telling_rule (id, name, events, state_kinds, minutes, audience, bell, mail, pace, urgent, shipped, changed_at) values
  ('rul_run', 'Work against its window', '{no_return_near,no_return_passed,window_overrun,extension_asked,extension_granted,extension_refused}', '{}', null, '{addressed}', false, true, 'at_once', true, true, '2026-01-01');
