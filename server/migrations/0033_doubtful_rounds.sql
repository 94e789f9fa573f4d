-- Whether a round that is open may have fewer people left than it needs. Whatever can take one of them away says so here, and
-- who looks for rounds that are stuck counts only these. It is never taken back: a doubt costs a look, and ends with the round.
alter table approval_round add column doubtful boolean not null default true;
create index approval_round_doubtful on approval_round (asking_since) where status = 'open' and doubtful;

-- In the order of their ids, so that two who do it at once do not wait for each other.
create function doubt_rounds_of(person text) returns void language sql as $$
  update approval_round set doubtful = true where id in (
    select r.id from approval_seat s join approval_round r on r.id = s.round_id
    where s.person_id = person and s.asking and not r.doubtful order by r.id for update of r)
$$;

create function person_doubts_rounds() returns trigger language plpgsql as $$
begin
  perform doubt_rounds_of(new.id);
  return null;
end $$;
create trigger person_doubts_rounds after update of active, roles on person for each row
  when (old.active and not new.active or not old.roles <@ new.roles) execute function person_doubts_rounds();

create function member_doubts_rounds() returns trigger language plpgsql as $$
begin
  perform doubt_rounds_of(old.person_id);
  return null;
end $$;
create trigger member_doubts_rounds after delete or update on group_member for each row execute function member_doubts_rounds();

create function change_doubts_rounds() returns trigger language plpgsql as $$
begin
  update approval_round set doubtful = true where subject = new.id and status = 'open' and not doubtful;
  return null;
end $$;
create trigger change_doubts_rounds after update of requester_id, raised_by, assignee_id, last_editors on change for each row
  when ((old.requester_id, old.raised_by, old.assignee_id, old.last_editors) is distinct from
    (new.requester_id, new.raised_by, new.assignee_id, new.last_editors)) execute function change_doubts_rounds();
