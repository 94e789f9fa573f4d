-- The audit log. The leaf's bytes are the truth; actor, verb and object are copies to search by and can be rebuilt from it.
create table audit_event (
  id bigserial primary key,
  uid uuid not null unique,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  verb text not null,
  object text not null,
  leaf bytea not null check (octet_length(leaf) < 60000)
);
create index audit_event_object on audit_event (object, id);
create index audit_event_actor on audit_event (actor, id);
create index audit_event_verb on audit_event (verb, id);
create index audit_event_at on audit_event (at);
create index audit_event_read on audit_event (actor, at) where verb = 'audit.read';
create index audit_event_xid on audit_event (xid);

-- What can be erased: free text, names, addresses. The leaf holds sha256(prefix, salt, body) of each part.
create table audit_part (
  event_id bigint not null references audit_event,
  name text not null,
  salt bytea not null check (octet_length(salt) = 32),
  body bytea not null,
  primary key (event_id, name)
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only: % of % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger audit_event_append_only before update or delete on audit_event
  for each row execute function audit_refuse();
create trigger audit_event_never_truncated before truncate on audit_event
  for each statement execute function audit_refuse();

-- A part is erased only where the same transaction has written the event that says so.
create function audit_part_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (
    select 1 from audit_event where xid = pg_current_xact_id() and verb = 'audit.part_redacted' and object = old.event_id || '/' || old.name
  ) then
    return old;
  end if;
  raise exception 'parts of the audit log go through audit_redact only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger audit_part_erasable before update or delete on audit_part
  for each row execute function audit_part_guard();
create trigger audit_part_never_truncated before truncate on audit_part
  for each statement execute function audit_refuse();

-- The one way to erase a part. The caller has recorded `audit.part_redacted` on `<event id>/<part>` in this transaction.
create function audit_redact(of_event bigint, part text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from audit_part where event_id = of_event and name = part;
  return found;
end $$;
revoke all on function audit_redact(bigint, text) from public;
