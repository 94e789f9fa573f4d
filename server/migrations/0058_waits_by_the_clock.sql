-- When time alone may turn whom a change waits for, because a move from where it stands is offered, or its guards ask, under a
-- condition on the hours until its start. Empty where none is.
alter table change add column waits_turn_at timestamptz;
create index change_waits_turn on change (waits_turn_at, id) where waits_turn_at is not null;

update change set waits_turn_at = now()
from model_version version
where version.model_id = change.model_id and version.version = change.model_version
  and version.definition::text like '%hoursUntilStart%'
  and change.state_kind not in ('closed', 'cancelled') and change.planned_start is not null and change.held_at is null;
