-- Times in `entered` are written in UTC with a Z, so reading one depends on no setting.
create function change_instant(written text) returns timestamptz
  language sql immutable parallel safe
  return written::timestamptz;

-- When it was closed: what the overview counts by and lists narrow to. Imported history may not say.
alter table change add column closed_at timestamptz generated always as
  (case when state_kind = 'closed' then coalesce(change_instant(entered ->> state), actual_end) end) stored;

-- Success is counted out of the index alone.
create index change_closed on change (closed_at) include (outcome, team_id, categories, restricted) where closed_at is not null;
create index change_planned_end on change (planned_end, number desc) where planned_end is not null;
