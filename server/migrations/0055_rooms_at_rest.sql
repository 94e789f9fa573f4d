-- A room that has taken too long several times in a row is left alone for a while, so that posts to others do not wait for it.
alter table chat_channel
  add column slow_tries integer not null default 0,
  add column rests_until timestamptz;
