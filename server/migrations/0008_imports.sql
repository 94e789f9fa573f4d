create table import_file (
  id text primary key,
  source_system text not null,
  file_name text not null,
  sha256 bytea not null,
  by text not null,
  at timestamptz not null,
  created integer not null,
  updated integer not null,
  refused integer not null
);
