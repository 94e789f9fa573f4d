-- A list as somebody keeps it: what narrows it and which columns it shows. It gives nobody the sight of anything.
create table saved_view (
  id text primary key,
  owner_id text not null references person,
  name text not null,
  screen text not null check (screen = 'changes'),
  filters jsonb not null,
  columns text[] not null,
  shared_with text not null check (shared_with in ('nobody', 'group', 'everyone')),
  group_id text references person_group,
  version integer not null default 1,
  created_at timestamptz not null,
  check ((shared_with = 'group') = (group_id is not null))
);
create unique index saved_view_name on saved_view (owner_id, lower(name));
create index saved_view_shared on saved_view (shared_with, group_id) where shared_with <> 'nobody';
