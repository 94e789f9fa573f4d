-- What one person was told of one act. The key names the act, so that nobody hears of it twice.
create table notification (
  id text primary key,
  person_id text not null references person,
  kind text not null,
  subject text not null,
  by_id text references person,
  parts jsonb not null,
  at timestamptz not null,
  read_at timestamptz,
  key text
);
create unique index notification_key on notification (person_id, key) where key is not null;
create index notification_newest on notification (person_id, at desc, id desc);
create index notification_unread on notification (person_id, at desc, id desc) where read_at is null;
create index notification_at on notification (at);
