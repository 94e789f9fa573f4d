-- From whom an account came: who made it or gave it a role by which its holder is a second pair of eyes, and who made a reset link
-- for it. Whoever could hold both accounts is no second person for what the other one proposes.
create table person_hand (
  person_id text not null references person on delete cascade,
  by_id text not null references person on delete cascade,
  kind text not null check (kind in ('account', 'link')),
  at timestamptz not null,
  primary key (person_id, by_id, kind)
);
create index person_hand_at on person_hand (at);
create index person_hand_by on person_hand (by_id);

insert into person_hand (person_id, by_id, kind, at)
select e.object, e.actor, case e.verb when 'person.reset_link_made' then 'link' else 'account' end, max(e.at)
from audit_event e join person p on p.id = e.object join person b on b.id = e.actor
where e.verb in ('person.invited', 'person.invited_again', 'person.reset_link_made') and e.object <> e.actor
group by 1, 2, 3;
