-- The catalogue of standard changes. What people look through stands on the template as it is in force, or else in draft.
create table template (
  id text primary key,
  key text not null unique,
  name text not null,
  description text not null,
  category text not null,
  model_id text not null references model,
  -- The version in force, or the last that was.
  current_version integer,
  -- Counts every save.
  version integer not null default 1,
  created_at timestamptz not null,
  search text generated always as (lower(name || ' ' || key || ' ' || category || ' ' || description)) stored
);
create unique index template_name on template (lower(name));
create index template_by_name on template (lower(name) collate "und-x-icu", id);
create index template_category on template (lower(category)) where category <> '';

create table template_version (
  template_id text not null references template,
  template_version integer not null,
  state text not null check (state in ('draft', 'proposed', 'published', 'retiring', 'retired')),
  previous integer,
  content jsonb not null,
  -- Everybody who wrote on it.
  writers text[] not null,
  note text not null default '',
  proposed_by text references person,
  proposed_at timestamptz,
  published_by text references person,
  published_at timestamptz,
  returned_by text references person,
  returned_at timestamptz,
  returned_words text,
  retires_at timestamptz,
  created_at timestamptz not null,
  primary key (template_id, template_version),
  check (state not in ('published', 'retiring') or published_at is not null),
  check (published_by is null or published_by <> all (writers)),
  check ((state = 'retiring') <= (retires_at is not null))
);
create unique index template_version_in_work on template_version (template_id) where state in ('draft', 'proposed');
create unique index template_version_in_force on template_version (template_id) where state in ('published', 'retiring');
create index template_version_retiring on template_version (retires_at) where state = 'retiring';

-- Pre-approval rests on this: only a draft is written on, and what was published stays as it was read.
create function template_version_is_fixed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.state <> 'draft' and new.content is distinct from old.content) then
    raise exception 'a version of a template that is no draft never changes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger template_version_fixed before update or delete on template_version
  for each row execute function template_version_is_fixed();

alter table change add foreign key (template_id, template_version) references template_version;
create index change_template on change (template_id, number desc) where template_id is not null;
create index change_template_version on change (template_id, template_version, number desc) include (state_kind, outcome)
  where template_id is not null;
create index change_template_failed on change (template_id, template_version, number desc)
  where template_id is not null and outcome in ('failed', 'backed_out');
