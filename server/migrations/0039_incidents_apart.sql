-- An incident that speaks of nothing but changes that somebody may not see does not exist for them: what they record under the same
-- number is kept apart, under its own id, so that no answer tells of the other one.
alter table incident add column apart text not null default '';
alter table incident drop constraint incident_system_number_key;
alter table incident add constraint incident_system_number_key unique (system, number, apart);
