-- A file that hangs on a subject. Its bytes lie in attachment_chunk or, by setting, in a folder under its id.
create table attachment (
  id text primary key,
  subject_kind text not null check (subject_kind in ('change', 'task')),
  subject text not null,
  name text not null,
  type text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  place text not null check (place in ('database', 'folder')),
  added_by text not null references person (id),
  added_at timestamptz not null
);
create index attachment_subject on attachment (subject, name);

create table attachment_chunk (
  attachment_id text not null references attachment (id) on delete cascade,
  position integer not null check (position >= 0),
  bytes bytea not null,
  primary key (attachment_id, position)
);
-- What is attached is mostly packed already.
alter table attachment_chunk alter column bytes set storage external;

-- The files of a change by name and hash, a line for each: what approvers decide on.
alter table change add column files text not null default '';
