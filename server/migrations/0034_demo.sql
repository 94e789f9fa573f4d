-- People who are made up. They never sign in: no password is kept for them.
alter table person
  add column demo boolean not null default false,
  add constraint person_demo_signs_in_never check (not demo or password_hash is null);
create index person_demo on person (id) where demo;

-- The demo of this organisation: one row while it is being filled or is there. How far it is goes out beside the transaction
-- that fills it.
create table demo (
  one boolean primary key default true check (one),
  state text not null check (state in ('filling', 'filled', 'failed')),
  turn integer not null default 1,
  attempts integer not null default 0,
  seed text not null,
  months integer not null check (months between 1 and 24),
  asked_by text not null,
  asked_at timestamptz not null,
  started_at timestamptz not null,
  done integer not null default 0,
  planned integer,
  group_ids text[] not null default '{}',
  template_ids text[] not null default '{}',
  problem text
);

-- A version of a template goes only where the same transaction has written the event that the demo was removed.
create or replace function template_version_is_fixed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (
    select 1 from audit_event where xid = pg_current_xact_id() and verb = 'demo.removed'
  ) then
    return old;
  end if;
  if tg_op = 'DELETE' or (old.state <> 'draft' and new.content is distinct from old.content) then
    raise exception 'a version of a template that is no draft never changes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
