-- A command's key and what its transaction answered: a repeat answers the same and does nothing again.
create table idempotency_key (
  actor text not null,
  key text not null,
  request bytea not null,
  result jsonb,
  at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_key_at on idempotency_key (at);

-- A slot of a clock-driven job: its row is both the lock and the memory that it ran.
create table job_slot (
  job text not null,
  slot timestamptz not null,
  primary key (job, slot)
);
