-- A seat knows what it is about and whether its round still asks, so that what somebody is asked is found without opening every
-- round that they were ever asked in.
alter table approval_seat add column subject text, add column asking boolean;
update approval_seat seat set subject = round.subject, asking = round.status = 'open'
from approval_round round where round.id = seat.round_id;
alter table approval_seat alter column subject set not null, alter column asking set not null;
create index approval_seat_subject on approval_seat (person_id, subject);
create index approval_seat_asking on approval_seat (person_id, round_id) where asking;
create index approval_seat_open on approval_seat (round_id, person_id) where asking;
drop index approval_seat_person;
-- Of the rounds that ask, all that it takes to count who can still decide.
create index approval_round_counted on approval_round (id) include (subject, group_id, needed, opened_at, one_rejection_ends)
where status = 'open' and not advisory;

-- A vote of one's own has a seat of one's own; only what was cast for others is looked for by who cast it.
create index approval_vote_for_others on approval_vote (cast_by, round_id) where cast_by <> person_id;
drop index approval_vote_cast_by;
create index task_step_owner on task_step (owner_id, task_id) where owner_id is not null;

-- The list is read out of these alone, also where it is narrowed by more than one thing.
drop index change_state, change_priority, change_model, change_team, change_assignee, change_outcome, change_risk, change_planned;
create index change_state on change (state_kind, number desc) include (priority, restricted);
create index change_priority on change (priority, number desc) include (state_kind, restricted);
create index change_model on change (model_id, number desc) include (state_kind, priority, restricted);
create index change_team on change (team_id, number desc) include (state_kind, priority, outcome, restricted);
create index change_assignee on change (assignee_id, number desc) include (state_kind, priority, outcome, restricted);
create index change_outcome on change (outcome, number desc) include (priority, restricted) where outcome is not null;
create index change_risk on change (risk_level, number desc) include (state_kind, restricted);
create index change_planned on change (planned_start, number) include (state_kind, restricted);
-- By their planned start, of all that is not over.
create index change_live_planned on change (planned_start, number) where state_kind not in ('closed', 'cancelled');

-- Steps that wait for somebody in an office, by whom they wait for; and windows that have ended.
drop index change_waits_on_office;
create index change_waits_on_coordinator on change (waits_on, waits_since, id) where waits_on = coordinator_id;
create index change_waits_on_manager on change (waits_on, waits_since, id) where waits_on = manager_id;
create index change_scheduled_end on change (planned_end) where state_kind = 'scheduled';
