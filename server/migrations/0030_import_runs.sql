-- A file that was brought to be imported: its bytes, the map, how far its check or its import is, and what was told of rows.
create table import_run (
  id text primary key,
  file_name text not null,
  bytes bigint not null,
  received bigint not null default 0,
  state text not null check (
    state in ('uploading', 'ready', 'checking', 'checked', 'importing', 'imported', 'cancelled', 'failed')
  ),
  map jsonb,
  by text not null,
  by_kind text not null check (by_kind in ('person', 'operator')),
  started_by text,
  started_by_kind text check (started_by_kind in ('person', 'operator')),
  turn integer not null default 0,
  cancelling boolean not null default false,
  read_rows integer not null default 0,
  read_bytes bigint not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  refused integer not null default 0,
  warned integer not null default 0,
  failure jsonb,
  import_id text references import_file,
  created_at timestamptz not null,
  started_via text,
  started_at timestamptz,
  kept_until timestamptz,
  version integer not null default 1
);
create index import_run_under_way on import_run (started_at) where state in ('checking', 'importing');
create index import_run_kept on import_run (kept_until) where kept_until is not null;

create table import_piece (
  run_id text not null references import_run on delete cascade,
  starts bigint not null,
  bytes bytea not null,
  primary key (run_id, starts)
);

create table import_note (
  run_id text not null references import_run on delete cascade,
  kind text not null check (kind in ('refusal', 'warning')),
  line integer not null,
  ord integer not null,
  column_name text,
  value text,
  reason text not null,
  primary key (run_id, kind, line, ord)
);
