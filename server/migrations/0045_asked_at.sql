-- When a round asked, or asked again: what the planned start, with which it may end, is compared with. A hold puts off reminders, and
-- so moves `asking_since`; it does not move this.
alter table approval_round add column asked_at timestamptz;
-- Only one of which a yes was taken back, or fell, has asked again.
update approval_round round set asked_at = case
  when exists (select from approval_vote vote where vote.round_id = round.id and vote.withdrawn_at is not null) then round.asking_since
  else round.opened_at end;
alter table approval_round alter column asked_at set not null;
