-- Accounts that one person holds share a key. One that nobody linked has no row.
create table person_link (
  person_id text primary key references person on delete cascade,
  person_key text not null,
  reason text not null,
  linked_by text not null references person,
  linked_at timestamptz not null,
  -- Somebody wants to unlink it, which waits for another administrator.
  unlinking_by text references person,
  unlinking_at timestamptz,
  unlinking_because text,
  check ((unlinking_by is null) = (unlinking_at is null) and (unlinking_by is null) = (unlinking_because is null))
);
create index person_link_key on person_link (person_key);

-- A round may have fewer people left than it needs once two of its seats are one person's.
create function link_doubts_rounds() returns trigger language plpgsql as $$
begin
  perform doubt_rounds_of(new.person_id);
  return null;
end $$;
create trigger link_doubts_rounds after insert or update of person_key on person_link for each row
  execute function link_doubts_rounds();

-- Every account of the person who holds this one, itself too.
create function accounts_of(person text) returns text[] language sql stable as $$
  select coalesce((select array_agg(other.person_id) from person_link own join person_link other using (person_key)
    where own.person_id = person), array[person])
$$;
