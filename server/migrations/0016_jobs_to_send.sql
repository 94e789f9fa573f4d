-- Jobs that a restore brought back; the next server that starts sends them, under the ids that they had.
create table job_to_send (
  id uuid primary key,
  queue text not null,
  data jsonb not null
);
