-- The seal of the audit log: one dense tree of leaves (RFC 6962) for each origin. Writers know nothing of it.

-- A name that two roots of one size never have. A restored log gets the next one.
create table log_origin (
  no integer primary key,
  name text not null unique,
  because text not null check (because in ('first', 'restored')),
  opened_at timestamptz not null default clock_timestamp()
);

create table log_leaf (
  origin_no integer not null references log_origin,
  idx bigint not null check (idx >= 0),
  -- Without a reference: the log's own guards answer whoever would truncate it.
  event_id bigint not null unique,
  h bytea not null check (octet_length(h) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (origin_no, idx)
);

-- Where the tree ends: its size, its root, and the roots of its perfect parts, from which it grows. Every event of a transaction
-- below `xmin_done` is sealed.
create table log_head (
  one boolean primary key default true check (one),
  origin_no integer not null references log_origin,
  size bigint not null,
  root bytea not null,
  peaks bytea[] not null,
  xmin_done xid8 not null
);

-- What was signed, word for word.
create table log_checkpoint (
  origin_no integer not null references log_origin,
  size bigint not null,
  note text not null,
  published_at timestamptz not null default clock_timestamp(),
  primary key (origin_no, size)
);

-- Public keys that have signed, for good.
create table log_key (
  public bytea primary key check (octet_length(public) = 32),
  first_used timestamptz not null default clock_timestamp()
);

create trigger log_leaf_append_only before update or delete on log_leaf for each row execute function audit_refuse();
create trigger log_leaf_never_truncated before truncate on log_leaf for each statement execute function audit_refuse();
create trigger log_checkpoint_append_only before update or delete on log_checkpoint for each row execute function audit_refuse();
create trigger log_checkpoint_never_truncated before truncate on log_checkpoint for each statement execute function audit_refuse();
alter table log_leaf enable always trigger log_leaf_append_only, enable always trigger log_leaf_never_truncated;
alter table log_checkpoint enable always trigger log_checkpoint_append_only, enable always trigger log_checkpoint_never_truncated;
