create table organisation (
  one boolean primary key default true check (one),
  name text not null,
  zone text not null,
  created_at timestamptz not null
);

create table person (
  id text primary key,
  name text not null,
  email text not null,
  zone text not null,
  theme text not null default 'system',
  roles text[] not null,
  active boolean not null default true,
  password_hash text,
  version integer not null default 1,
  created_at timestamptz not null,
  search text generated always as (lower(name || ' ' || email)) stored
);
create unique index person_email on person (lower(email));
create index person_by_name on person (lower(name) collate "und-x-icu", id);

create table person_group (
  id text primary key,
  name text not null,
  manager_id text references person,
  version integer not null default 1,
  created_at timestamptz not null
);
create unique index person_group_name on person_group (lower(name));

create table group_member (
  group_id text not null references person_group,
  person_id text not null references person,
  since timestamptz not null,
  primary key (group_id, person_id)
);
create index group_member_person on group_member (person_id);

create table session (
  id text primary key,
  person_id text not null references person,
  secret_hash bytea not null unique,
  device text not null,
  started_at timestamptz not null,
  last_used_at timestamptz not null,
  ends_at timestamptz not null
);
create index session_person on session (person_id);
create index session_ends on session (ends_at);

create table api_token (
  id text primary key,
  person_id text not null references person,
  secret_hash bytea not null unique,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz
);
create index api_token_person on api_token (person_id);

-- One-time links: set-up, invitation, reset. Used or replaced, the row goes.
create table one_time_link (
  id text primary key,
  kind text not null check (kind in ('set_up', 'invitation', 'reset')),
  person_id text references person,
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((kind = 'set_up') = (person_id is null))
);
create index one_time_link_person on one_time_link (person_id);

-- Wrong guesses, counted by account and by address.
create table sign_in_failure (
  id bigserial primary key,
  account text not null,
  address text not null,
  at timestamptz not null
);
create index sign_in_failure_account on sign_in_failure (account, at);
create index sign_in_failure_address on sign_in_failure (address, at);
create index sign_in_failure_at on sign_in_failure (at);
