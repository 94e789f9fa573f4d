alter table import_run add column holds text not null default 'changes' check (holds in ('changes', 'incidents'));

-- What an import says nobody says.
alter table incident_link alter column linked_by drop not null;

-- A change of another system that an incident names and that is not here.
create table incident_reference (
  incident_id text not null references incident on delete cascade,
  kind text not null check (kind in ('caused_by', 'fixed_by')),
  system text not null,
  number text not null,
  primary key (incident_id, kind, system, number)
);
create index incident_reference_change on incident_reference (system, number);
