-- From where somebody signed in, as a sum of the address and the browser's name: it tells whether two did so from the same place, and
-- nothing else. Forgotten a while after its last use.
create table sign_in_trace (
  person_id text not null references person on delete cascade,
  mark bytea not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (person_id, mark)
);
create index sign_in_trace_mark on sign_in_trace (mark);
create index sign_in_trace_old on sign_in_trace (last_at);

create index approval_vote_newest on approval_vote (at, id);
