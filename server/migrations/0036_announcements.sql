-- Those to whom changes are announced, and where they are reached.
create table announcement_audience (
  id text primary key,
  name text not null,
  addresses text[] not null default '{}',
  group_ids text[] not null default '{}',
  chat_ids text[] not null default '{}',
  shipped boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null
);
create unique index announcement_audience_name on announcement_audience (lower(name));

insert into announcement_audience (id, name, shipped, changed_at) values
  ('aud_users', 'Users', true, '2026-01-01'),
  ('aud_support', 'Support', true, '2026-01-01'),
  ('aud_operations', 'Operations', true, '2026-01-01'),
  ('aud_management', 'Management', true, '2026-01-01');

create table announcement (
  id text primary key,
  change_id text not null references change,
  audience_id text not null references announcement_audience,
  occasion text not null check (occasion in ('now', 'before', 'at_start', 'at_end', 'on_backout')),
  minutes integer check ((minutes is not null) = (occasion = 'before')),
  subject text not null,
  body text not null,
  state text not null check (state in ('draft', 'ready', 'sent', 'withdrawn')),
  held text,
  -- The window that its words speak of.
  window_start timestamptz,
  window_end timestamptz,
  written_by text not null references person,
  written_at timestamptz not null,
  sent_at timestamptz,
  sent_by text references person,
  -- How many were reached by which way.
  reach jsonb,
  version integer not null default 1,
  check ((state = 'sent') = (sent_at is not null)),
  check ((state = 'sent') = (reach is not null))
);
create index announcement_change on announcement (change_id, id desc);
create index announcement_ready on announcement (change_id) where state = 'ready';
create index announcement_audience_of on announcement (audience_id);

insert into telling_rule (id, name, events, state_kinds, minutes, audience, bell, mail, pace, urgent, shipped, changed_at) values
  ('rul_backout', 'Backing out, and announcements held back', '{backing_out,announcement_held}', '{}', null, '{addressed}', false, true, 'at_once', true, true, '2026-01-01');

-- A mail can go to an address that is nobody's of the house.
alter table delivery add column address text;
alter table delivery drop constraint delivery_check;
alter table delivery add constraint delivery_recipient check (num_nonnulls(person_id, chat_id, address) = 1);
drop index delivery_once;
create unique index delivery_once on delivery (coalesce(person_id, chat_id, address), key);
create index delivery_announcement on delivery ((parts ->> 'announcement')) where kind = 'announcement';
