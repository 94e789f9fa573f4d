create table recurring_change (
  id text primary key,
  template_id text not null references template,
  name text not null,
  owner_id text not null references person,
  state text not null check (state in ('active', 'paused', 'ended')),
  paused_because text,
  rule text not null,
  -- What the clocks on the wall show for the first window.
  starts_local text not null,
  ends_local text not null,
  zone text not null,
  until date,
  lead_days integer not null,
  -- What whoever raises a change by hand would fill in.
  fields jsonb not null,
  -- The local start of the next window, and when its change is to be raised; null once none is left.
  next_slot text,
  due_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  check ((state = 'paused') = (paused_because is not null)),
  check ((next_slot is null) = (due_at is null))
);
create index recurring_change_due on recurring_change (due_at) where state = 'active';
create index recurring_change_by_name on recurring_change (lower(name) collate "und-x-icu", id);
create index recurring_change_template on recurring_change (template_id, lower(name) collate "und-x-icu", id);

-- A window of a recurring change is raised once, whoever tries and however often.
create table recurring_slot (
  recurring_id text not null references recurring_change,
  slot text not null,
  change_id text not null references change,
  raised_at timestamptz not null,
  primary key (recurring_id, slot)
);
create index recurring_slot_change on recurring_slot (change_id);
