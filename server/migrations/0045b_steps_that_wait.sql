-- What holds the next step back from those whom it waits for, read off the move that waits: that its window is not open, and that
-- whoever carries the change out may not make it.
alter table change
  add column waits_for_window boolean not null default false,
  add column waits_for_another boolean not null default false;

with state as (
  select version.model_id, version.version, one.at, one.state ->> 'key' as key, one.state ->> 'kind' as kind
  from model_version version
  cross join jsonb_array_elements(version.definition -> 'states') with ordinality one (state, at)
), step as (
  -- Of each state the moves onward.
  select here.model_id, here.version, here.key,
    bool_and(made.move -> 'guards' ? 'window_open'
      and coalesce(made.move #>> '{enforce,window_open}', 'block') = 'block') as in_window,
    bool_and(there.kind = 'closed') and not coalesce((version.definition ->> 'assigneeMayClose')::boolean, false) as for_another
  from model_version version
  cross join jsonb_array_elements(version.definition -> 'transitions') made (move)
  join state here on here.model_id = version.model_id and here.version = version.version and here.key = made.move ->> 'from'
  join state there on there.model_id = version.model_id and there.version = version.version and there.key = made.move ->> 'to'
    and there.at > here.at
  group by here.model_id, here.version, here.key, version.definition
)
update change
set waits_for_window = coalesce(step.in_window, false), waits_for_another = coalesce(step.for_another, false)
from step
where step.model_id = change.model_id and step.version = change.model_version and step.key = change.state
  and change.state_kind not in ('closed', 'cancelled') and (step.in_window or step.for_another);

-- Steps that wait for somebody who carries the change out and may not make them: others see to these.
create index change_waits_on_assignee on change (waits_since, id) where waits_for_another and waits_on = assignee_id;
