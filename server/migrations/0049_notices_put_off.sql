-- What could not be told on is tried again at longer and longer intervals and then given up, with the reason beside it.
alter table notice
  add column tries integer not null default 0,
  add column due_at timestamptz,
  add column given_up_at timestamptz,
  add column problem text;
-- However much was put off, the next to be told are found at once.
create index notice_next on notice (at) where tries = 0;
